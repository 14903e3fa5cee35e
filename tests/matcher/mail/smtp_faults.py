"""What a mail server can do wrong, by name, and how the mail that meets it ends. docs/mail.md holds the same table."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from tests.matcher.mail.certificates import Authority
from tests.matcher.mail.scripted import (
    Script,
    Step,
    breaks_the_handshake,
    drips,
    drips_lines,
    falls_silent,
    hangs_up,
    says,
    says_and_hangs_up,
)


class End(StrEnum):
    """How the mail that met the fault stands after the pass."""

    SENT = "sent"
    WAITS = "waits for the server"
    AGAIN = "is tried again"
    REFUSED = "refused"
    DOUBT = "held for a person"


@dataclass(frozen=True)
class Fault:
    """A fault: at a stage, what the server does, and how the mail ends."""

    stage: str
    step: Step
    end: End
    scheme: str = "smtp"
    options: dict[str, object] = field(default_factory=dict)
    tls: Callable[[Authority], object] | None = None

    def script(self, victim: str, authority: Authority) -> Script:
        """The script of a server with the fault."""
        tls = {"tls": self.tls(authority)} if self.tls else {}
        return Script(self.stage, self.step, victim, **tls, **self.options)  # type: ignore[arg-type]


def _expired(authority: Authority) -> object:
    return authority.server("localhost", until=datetime.now(UTC) - timedelta(hours=1))


def _self_signed(authority: Authority) -> object:
    return authority.server("localhost", own_word=True)


def _of_another(authority: Authority) -> object:
    return authority.server("mail.example.org")


def _good(authority: Authority) -> object:
    return authority.server("localhost")


ONCE: dict[str, object] = {"times": 1}
LOGS_IN: dict[str, object] = {"logs_in": True}
WRAPPED: dict[str, object] = {"wrapped": True}
LONG = b"x" * 10_000

FAULTS: dict[str, Fault] = {
    # the connection
    "says nothing at all": Fault("banner", falls_silent, End.WAITS),
    "drips its greeting": Fault("banner", drips(b"220 "), End.WAITS),
    "greets with 554": Fault("banner", says(b"554 no service here"), End.WAITS),
    "greets with 421": Fault("banner", says_and_hangs_up(b"421 too busy"), End.WAITS),
    "greets with what is no SMTP": Fault("banner", says(b"SSH-2.0-OpenSSH_9.2"), End.WAITS),
    "hangs up before greeting": Fault("banner", hangs_up, End.WAITS),
    "does not know EHLO, but HELO": Fault("EHLO", says(b"502 what?"), End.SENT),
    "does not answer EHLO": Fault("EHLO", falls_silent, End.WAITS),
    "answers EHLO without end": Fault("EHLO", drips_lines(b"250-MORE"), End.WAITS),
    # encryption and log-in
    "offers STARTTLS and answers 454": Fault("STARTTLS", says(b"454 not now"), End.WAITS),
    "breaks the TLS handshake": Fault("STARTTLS", breaks_the_handshake, End.WAITS),
    "does not offer STARTTLS where it is demanded": Fault("", hangs_up, End.WAITS, "smtp+starttls"),
    "shows an expired certificate": Fault("", hangs_up, End.WAITS, tls=_expired),
    "shows a certificate signed by itself": Fault("", hangs_up, End.WAITS, tls=_self_signed),
    "shows the certificate of another host": Fault("", hangs_up, End.WAITS, tls=_of_another),
    "shows an expired certificate at once": Fault("", hangs_up, End.WAITS, "smtps", WRAPPED, _expired),
    "shows a good certificate": Fault("", hangs_up, End.SENT, "smtp+starttls", tls=_good),
    "shows a good certificate at once": Fault("", hangs_up, End.SENT, "smtps", WRAPPED, _good),
    "speaks no TLS where it is demanded at once": Fault("", hangs_up, End.WAITS, "smtps"),
    "refuses the log-in with 535": Fault("AUTH", says(b"535 wrong"), End.WAITS, options=LOGS_IN),
    "refuses the log-in with 454": Fault("AUTH", says(b"454 not now"), End.WAITS, options=LOGS_IN),
    # the sender
    "answers the sender with 452": Fault("MAIL", says(b"452 disk full"), End.WAITS),
    "answers the sender with 530": Fault("MAIL", says(b"530 log in first"), End.WAITS),
    "answers the sender with 550": Fault("MAIL", says(b"550 not from you"), End.WAITS),
    "answers the sender with 421": Fault("MAIL", says_and_hangs_up(b"421 closing"), End.WAITS),
    "hangs up at the sender": Fault("MAIL", hangs_up, End.WAITS),
    # the recipient
    "answers the recipient with 450 (greylisting)": Fault("RCPT", says(b"450 4.7.1 greylisted"), End.AGAIN),
    "answers the recipient with 451": Fault("RCPT", says(b"451 try later"), End.AGAIN),
    "answers the recipient with 452": Fault("RCPT", says(b"452 full"), End.AGAIN),
    "answers the recipient with 421": Fault("RCPT", says_and_hangs_up(b"421 closing"), End.AGAIN),
    "answers the recipient with 550": Fault("RCPT", says(b"550 5.1.1 nobody here"), End.REFUSED),
    "answers the recipient with 551": Fault("RCPT", says(b"551 moved"), End.REFUSED),
    "answers the recipient with 552": Fault("RCPT", says(b"552 full"), End.REFUSED),
    "answers the recipient with 553": Fault("RCPT", says(b"553 no such name"), End.REFUSED),
    "answers the recipient with 251": Fault("RCPT", says(b"251 will forward"), End.SENT),
    "answers the recipient with 354": Fault("RCPT", says(b"354 go on"), End.AGAIN),
    "answers the recipient with what is no SMTP": Fault("RCPT", says(b"segmentation fault"), End.AGAIN),
    "answers the recipient beyond ASCII": Fault("RCPT", says("550 no está aquí".encode("latin-1")), End.REFUSED),
    "answers the recipient with control characters": Fault("RCPT", says(b"550 a\x00b\x1b[2Jc"), End.REFUSED),
    "answers the recipient with 10,000 characters": Fault("RCPT", says(b"550 " + LONG), End.REFUSED),
    "answers the recipient on several lines": Fault("RCPT", says(b"550-5.1.1 first", b"550 5.1.1 last"), End.REFUSED),
    "hangs up at the recipient": Fault("RCPT", hangs_up, End.AGAIN),
    "does not answer the recipient": Fault("RCPT", falls_silent, End.AGAIN),
    "drips its answer to the recipient": Fault("RCPT", drips(b"250 "), End.AGAIN),
    # the content
    "answers DATA with 451": Fault("DATA", says(b"451 not now"), End.AGAIN),
    "answers DATA with 554": Fault("DATA", says(b"554 no valid recipients"), End.REFUSED),
    "answers DATA with 250": Fault("DATA", says(b"250 fine"), End.AGAIN),
    "hangs up at DATA": Fault("DATA", hangs_up, End.AGAIN),
    "hangs up in the middle of the content": Fault("halfway", hangs_up, End.DOUBT),
    "answers the content with 250 and no text": Fault("content", says(b"250"), End.SENT),
    "answers the content on several lines": Fault("content", says(b"250-2.0.0 taken", b"250 2.0.0 as 17"), End.SENT),
    "answers the content with 10,000 characters": Fault("content", says(b"250 " + LONG), End.SENT),
    "answers the content with 451": Fault("content", says(b"451 try later"), End.AGAIN),
    "answers the content with 421": Fault("content", says_and_hangs_up(b"421 closing"), End.AGAIN),
    "answers the content with 552": Fault("content", says(b"552 too large"), End.REFUSED),
    "answers the content with 554": Fault("content", says(b"554 taken for spam"), End.REFUSED),
    "answers the content with 354": Fault("content", says(b"354 go on"), End.DOUBT),
    "answers the content with what is no SMTP": Fault("content", says(b"segmentation fault"), End.DOUBT),
    "hangs up after the content": Fault("content", hangs_up, End.DOUBT),
    "does not answer the content": Fault("content", falls_silent, End.DOUBT),
    "drips its answer to the content": Fault("content", drips(b"250 "), End.DOUBT),
    # between two mails
    "refuses RSET": Fault("RSET", says(b"500 what?"), End.SENT),
    "hangs up between two mails": Fault("RSET", hangs_up, End.SENT, options=ONCE),
    "says 421 between two mails": Fault("RSET", says_and_hangs_up(b"421 enough"), End.SENT),
    "does not answer between two mails": Fault("RSET", falls_silent, End.SENT, options=ONCE),
    "hangs up instead of saying good-bye": Fault("QUIT", hangs_up, End.SENT),
}
