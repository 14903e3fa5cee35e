"""Ways out for a mail: a folder of `.eml` files, or an SMTP server."""

import re
import smtplib
import ssl
from collections.abc import Callable
from email import policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

from matcher.errors import BadInputError
from matcher.exporting.formats import write_whole

Sender = Callable[[EmailMessage], None]
"""Sends a mail or raises TemporaryMailError or PermanentMailError. Any other end leaves it doubtful."""

TIMEOUT_SECONDS = 30


class TemporaryMailError(Exception):
    """The mail was surely not taken; it may be tried again."""


class PermanentMailError(Exception):
    """The mail was refused for good."""


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
    if parts.scheme not in {"smtp", "smtp+starttls", "smtps"} or not parts.hostname:
        raise BadInputError("the mail server must be given as smtp://, smtp+starttls:// or smtps://host:port")
    host = parts.hostname

    def connect() -> smtplib.SMTP:
        context = ssl.create_default_context()
        if parts.scheme == "smtps":
            return smtplib.SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT_SECONDS, context=context)
        server = smtplib.SMTP(host, parts.port or 587, timeout=TIMEOUT_SECONDS)
        server.ehlo()
        if parts.scheme == "smtp+starttls" or server.has_extn("starttls"):
            server.starttls(context=context)
        return server

    def send(message: EmailMessage) -> None:
        try:
            with connect() as server:
                if parts.username:
                    server.login(unquote(parts.username), unquote(parts.password or ""))
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise _judged(max(codes), str(error.recipients)) from error
        except smtplib.SMTPResponseException as error:
            raise _judged(error.smtp_code, f"{error.smtp_code} {error.smtp_error!r}") from error
        except (
            smtplib.SMTPConnectError,
            smtplib.SMTPNotSupportedError,
            ConnectionRefusedError,
            ssl.SSLError,
        ) as error:
            raise TemporaryMailError(str(error)) from error

    return send


def _judged(code: int, text: str) -> Exception:
    return PermanentMailError(text) if code >= 500 else TemporaryMailError(text)
