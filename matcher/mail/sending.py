"""Ways out for a mail: a folder of `.eml` files, or an SMTP server."""

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from matcher.errors import BadInputError
from matcher.files import write_whole

TIMEOUT_SECONDS = 30
ACCEPTED, TRY_AGAIN, PERMANENT = 200, 300, 500
"""Where the kinds of SMTP replies begin (RFC 5321); from 500 on they refuse for good."""

THIS_MACHINE = ("127.0.0.1", "::1", "localhost")

Sender = Callable[[EmailMessage], None]
"""Sends a mail, or raises TemporaryMailError, PermanentMailError or DoubtfulMailError."""


class TemporaryMailError(Exception):
    """The mail was surely not taken; it may be tried again."""


class PermanentMailError(Exception):
    """The mail was refused for good."""


class DoubtfulMailError(Exception):
    """The server may or may not have taken the mail."""


def to_directory(folder: Path) -> Sender:
    """Writes each mail to a `.eml` file named by its Message-ID, so that a repetition overwrites itself."""

    def send(message: EmailMessage) -> None:
        name = re.sub(r"[^\w.@-]", "", str(message["Message-ID"]))
        try:
            write_whole(folder / f"{name}.eml", message.as_bytes(policy=policy.SMTP))
        except OSError as error:
            raise TemporaryMailError(f"cannot write to {folder}: {error.strerror}") from error

    return send


def to_smtp(url: str) -> Sender:
    """Sends through `smtp://` (STARTTLS where offered), `smtp+starttls://` (required) or `smtps://` (TLS), user and
    password in the URL. Raises BadInputError for another scheme."""
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtp+starttls", "smtps"} or not parts.hostname or not _port_is_number(parts):
        raise BadInputError("the mail server must be given as smtp://, smtp+starttls:// or smtps://host:port")
    if parts.username and parts.scheme == "smtp" and parts.hostname not in THIS_MACHINE:
        raise BadInputError("smtp:// may send the password in clear; give smtp+starttls:// or smtps://")

    def send(message: EmailMessage) -> None:
        with _connected(parts) as server:
            _envelope(server, message)
            _hand_over(server, message)

    return send


def _port_is_number(parts: SplitResult) -> bool:
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


@contextmanager
def _connected(parts: SplitResult) -> Iterator[smtplib.SMTP]:
    """A server that took our greeting, encryption and log-in. Whatever fails up to there can be tried again: a wrong
    password is the administrator's to mend, not the reader's loss."""
    try:
        server = _connect(parts)
    except (smtplib.SMTPException, OSError) as error:
        raise TemporaryMailError(f"{type(error).__name__}: {error}") from error
    try:
        yield server
    finally:
        server.close()


def _connect(parts: SplitResult) -> smtplib.SMTP:
    context = ssl.create_default_context()
    host = parts.hostname or ""
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT_SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, parts.port or 587, timeout=TIMEOUT_SECONDS)
    try:
        server.ehlo()
        if parts.scheme == "smtp+starttls" or (parts.scheme == "smtp" and server.has_extn("starttls")):
            server.starttls(context=context)
            server.ehlo()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _envelope(server: smtplib.SMTP, message: EmailMessage) -> None:
    """Names sender and recipient; nothing is sent yet, so a lost connection is no doubt. A refused sender is the
    administrator's to mend, a refused recipient is final."""
    try:
        code, text = server.mail(parseaddr(str(message["From"]))[1])
        if not ACCEPTED <= code < TRY_AGAIN:
            raise TemporaryMailError(f"the sender is refused: {code} {text.decode(errors='replace')}")
        code, text = server.rcpt(parseaddr(str(message["To"]))[1])
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        raise TemporaryMailError(f"{type(error).__name__}: {error}") from error
    _judge(code, text)


def _hand_over(server: smtplib.SMTP, message: EmailMessage) -> None:
    """Sends the content. A connection lost from here on leaves the mail doubtful."""
    try:
        code, text = server.data(message.as_bytes(policy=policy.SMTP))
    except smtplib.SMTPDataError as error:
        code, text = error.smtp_code, _bytes(error.smtp_error)
    except (smtplib.SMTPException, OSError) as error:
        raise DoubtfulMailError(f"{type(error).__name__}: {error}") from error
    _judge(code, text)


def _judge(code: int, text: bytes) -> None:
    if ACCEPTED <= code < TRY_AGAIN:
        return
    said = f"{code} {text.decode(errors='replace')}"
    raise PermanentMailError(said) if code >= PERMANENT else TemporaryMailError(said)


def _bytes(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode()
