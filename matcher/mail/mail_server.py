"""The mail server that takes our mail: where it is, how it is reached and who we say we are."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit

from matcher.errors import BadInputError
from matcher.mail.conversation import GREETED, Conversation, said_of
from matcher.mail.outcomes import ServerTroubleError
from matcher.mail.patience import Deadline, Patience

PORTS = {"smtp": 587, "smtp+starttls": 587, "smtps": 465}
THIS_MACHINE = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class MailServer:
    """An SMTP server. `smtp` takes STARTTLS where offered, `smtp+starttls` insists on it, `smtps` begins with TLS;
    certificates are verified always."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    patience: Patience = field(default_factory=Patience)

    @classmethod
    def at(cls, url: str, patience: Patience) -> "MailServer":
        """The server of an address with user and password in it. Raises BadInputError."""
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname or not _port_is_number(parts):
            raise BadInputError("the mail server must be given as smtp://, smtp+starttls:// or smtps://host:port")
        if parts.username and parts.scheme == "smtp" and parts.hostname not in THIS_MACHINE:
            raise BadInputError("smtp:// may send the password in clear; give smtp+starttls:// or smtps://")
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme], user, password, patience)

    def call(self, deadline: Deadline) -> Conversation:
        """A server that took our greeting, encryption and log-in. Raises ServerTroubleError: whatever fails up to there
        is no mail's fault, and a wrong password is the administrator's to mend."""
        tls = ssl.create_default_context()
        line = Conversation(self.host, deadline, self.patience, tls if self.scheme == "smtps" else None)
        with _closed_on_error(line):
            code, text = line.connect(self.host, self.port)
            if code != GREETED:
                raise smtplib.SMTPConnectError(code, text.decode(errors="replace"))
            self._enter(line, tls)
        return line

    def _enter(self, line: Conversation, tls: ssl.SSLContext) -> None:
        line.ehlo_or_helo_if_needed()
        if self.scheme == "smtp+starttls" or (self.scheme == "smtp" and line.has_extn("starttls")):
            line.starttls(context=tls)
            line.ehlo_or_helo_if_needed()
        if self.user:
            line.login(self.user, self.password)


@contextmanager
def _closed_on_error(line: Conversation) -> Iterator[None]:
    try:
        yield
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        line.close()
        raise ServerTroubleError(f"the mail server cannot be used: {said_of(error)}") from error
    except BaseException:
        line.close()
        raise


def _port_is_number(parts: SplitResult) -> bool:
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False
