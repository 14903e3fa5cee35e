"""Sends many mails over one connection, and says of each what came of it."""

from contextlib import suppress
from dataclasses import replace
from email.message import EmailMessage
from time import monotonic
from typing import Protocol

from matcher.mail.conversation import Conversation, LostLineError, Reply
from matcher.mail.mail_server import MailServer
from matcher.mail.outcomes import (
    DoubtfulMailError,
    PermanentMailError,
    RefusedRecipientError,
    ServerTroubleError,
    TemporaryMailError,
)
from matcher.mail.patience import Deadline
from matcher.mail.wire import WireMail, wire

MOST_MAILS = 100
"""Over one connection; many servers hang up after more."""
STALE_SECONDS = 60
"""After so long without use a connection is opened anew."""
MOST_BREAKS = 3
"""After so many mails in a row whose connection broke, the server is taken for ill."""
GO_ON, PERMANENT = 354, 500


class Signer(Protocol):
    """Signs mails."""

    def signature(self, content: bytes) -> bytes:
        """The header that goes before a content."""


class MailSession:
    """One connection at a time, opened when first needed. Close it at the end."""

    def __init__(self, server: MailServer, signer: Signer | None = None) -> None:
        self._server, self._signer = server, signer
        self._line: Conversation | None = None
        self._mails, self._used_at, self._breaks = 0, 0.0, 0

    def __call__(self, message: EmailMessage) -> None:
        """Sends a mail. Raises ServerTroubleError, TemporaryMailError, PermanentMailError or DoubtfulMailError."""
        if self._breaks >= MOST_BREAKS:
            raise ServerTroubleError(f"the connection broke at {self._breaks} mails in a row")
        mail = self._signed(wire(message))
        try:
            self._send(mail, Deadline(self._server.patience.whole))
        except (TemporaryMailError, DoubtfulMailError):
            self._breaks = 0 if self._line else self._breaks + 1
            raise
        except PermanentMailError:
            self._breaks = 0
            raise
        except BaseException:  # stopped in the middle of a mail: nothing more may follow on this connection
            self._hang_up()
            raise
        self._breaks = 0

    def close(self) -> None:
        """Says good-bye where anybody listens."""
        if self._line is not None:
            self._line.deadline = Deadline(min(5, self._server.patience.step))
            with suppress(LostLineError):
                self._line.ask("QUIT")
            self._hang_up()

    def _send(self, mail: WireMail, deadline: Deadline) -> None:
        line = self._kept(deadline)
        if line is not None and not self._offered_again(line, mail):
            line = None
        if line is None:
            line = self._fresh(deadline)
            self._offer_first(line, mail)
        self._mails += 1
        self._hand_over(line, mail)

    def _kept(self, deadline: Deadline) -> Conversation | None:
        """The connection that was used before, where it can be used again."""
        if self._line is None:
            return None
        fit = self._mails < MOST_MAILS and monotonic() - self._used_at < STALE_SECONDS
        self._line.deadline, self._used_at = deadline, monotonic()
        if fit and _reset(self._line):
            return self._line
        self._hang_up()
        return None

    def _fresh(self, deadline: Deadline) -> Conversation:
        self._line, self._mails, self._used_at = self._server.call(deadline), 0, monotonic()
        return self._line

    def _offered_again(self, line: Conversation, mail: WireMail) -> bool:
        """Offers a mail over a connection that was used before. False where that is lost or has had enough: no content
        has left yet, so there is no doubt, and a fresh connection is worth trying."""
        try:
            _name_sender(line, mail)
            _name_recipient(line, mail)
        except (LostLineError, ServerTroubleError):
            self._hang_up()
            return False
        return True

    def _offer_first(self, line: Conversation, mail: WireMail) -> None:
        """Offers a mail over a fresh connection, where there is no other to turn to."""
        try:
            _name_sender(line, mail)
        except LostLineError as error:
            self._hang_up()
            raise ServerTroubleError(f"the mail server cannot be used: {error}") from error
        try:
            _name_recipient(line, mail)
        except LostLineError as error:
            self._hang_up()
            raise TemporaryMailError(str(error)) from error

    def _hand_over(self, line: Conversation, mail: WireMail) -> None:
        try:
            line.pour(mail.content)
        except LostLineError as error:
            self._hang_up()
            raise TemporaryMailError(f"lost before the end of the content: {error}") from error
        try:
            reply = line.end_content()
        except LostLineError as error:
            self._hang_up()
            raise DoubtfulMailError(f"no reply after the content: {error}") from error
        if reply.ends_the_line or not (reply.accepted or reply.refused):
            self._hang_up()
        if not reply.accepted and not reply.refused:
            raise DoubtfulMailError(f"the content was answered by {reply}")
        _demand(reply, PermanentMailError)

    def _signed(self, mail: WireMail) -> WireMail:
        if self._signer is None:
            return mail
        return replace(mail, content=self._signer.signature(mail.content) + mail.content)

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def _name_sender(line: Conversation, mail: WireMail) -> None:
    """Raises LostLineError, ServerTroubleError: a refused sender is the administrator's to mend."""
    if mail.utf8 and not line.has_extn("smtputf8"):
        raise PermanentMailError("the mail server takes no addresses beyond ASCII")
    line.command_encoding = "utf-8" if mail.utf8 else "ascii"
    reply = line.ask(f"MAIL FROM:<{mail.sender}>{' SMTPUTF8 BODY=8BITMIME' if mail.utf8 else ''}")
    if reply.ends_the_line:
        raise LostLineError(str(reply))
    if not reply.accepted:
        raise ServerTroubleError(f"the sender {mail.sender} is refused: {reply}")


def _name_recipient(line: Conversation, mail: WireMail) -> None:
    """Up to where the server waits for the content. Raises LostLineError, TemporaryMailError, PermanentMailError."""
    reply = line.ask(f"RCPT TO:<{mail.recipient}>")
    _demand_before_content(reply, reply.accepted, RefusedRecipientError)
    reply = line.ask("DATA")
    _demand_before_content(reply, reply.code == GO_ON, PermanentMailError)


def _demand_before_content(reply: Reply, fit: bool, refused: type[PermanentMailError]) -> None:
    if reply.ends_the_line:
        raise LostLineError(str(reply))
    _demand(reply, refused)
    if not fit:
        raise LostLineError(f"the server answered out of turn: {reply}")


def _demand(reply: Reply, refused: type[PermanentMailError]) -> None:
    """Nothing where the server does not refuse."""
    if reply.refused:
        raise refused(str(reply)) if reply.code >= PERMANENT else TemporaryMailError(str(reply))


def _reset(line: Conversation) -> bool:
    try:
        return line.ask("RSET").accepted
    except LostLineError:
        return False
