"""Ways out for a mail: a folder of `.eml` files, or an SMTP server."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from pathlib import Path

from matcher.files import write_whole
from matcher.mail.mail_server import MailServer
from matcher.mail.mail_session import MailSession, Signer
from matcher.mail.outcomes import TemporaryMailError
from matcher.mail.patience import Patience

Sender = Callable[[EmailMessage], None]
"""Sends a mail, or raises ServerTroubleError, TemporaryMailError, PermanentMailError or DoubtfulMailError."""


@dataclass(frozen=True)
class SmtpSender:
    """Sends each mail over a connection of its own, and over one for many within `kept`."""

    server: MailServer
    signer: Signer | None = None

    def __call__(self, message: EmailMessage) -> None:
        with self.kept() as send:
            send(message)

    @contextmanager
    def kept(self) -> Iterator[Sender]:
        """Sends over one connection as long as it holds."""
        session = MailSession(self.server, self.signer)
        try:
            yield session
        finally:
            session.close()


def kept(sender: Sender) -> AbstractContextManager[Sender]:
    """A sender for many mails: over one connection, where there are connections."""
    return sender.kept() if isinstance(sender, SmtpSender) else nullcontext(sender)


def to_directory(folder: Path) -> Sender:
    """Writes each mail to a `.eml` file named by its Message-ID, so that a repetition overwrites itself."""

    def send(message: EmailMessage) -> None:
        name = re.sub(r"[^\w.@-]", "", str(message["Message-ID"]))
        try:
            write_whole(folder / f"{name}.eml", message.as_bytes(policy=policy.SMTP))
        except OSError as error:
            raise TemporaryMailError(f"cannot write to {folder}: {error.strerror}") from error

    return send


def to_smtp(url: str, signer: Signer | None = None, *, patience: Patience | None = None) -> SmtpSender:
    """Sends through `smtp://` (STARTTLS where offered), `smtp+starttls://` (required) or `smtps://` (TLS), user and
    password in the URL. Raises BadInputError for another scheme."""
    return SmtpSender(MailServer.at(url, patience or Patience()), signer)
