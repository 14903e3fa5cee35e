"""A real SMTP server on 127.0.0.1 that keeps what it takes and refuses what it is told to refuse."""

# ruff: noqa: ARG002, N802  (names and arguments are those that aiosmtpd calls)

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

CERTIFICATE = Path(__file__).with_name("self_signed.pem")
USER, PASSWORD = b"digest@sursur", b"p:ss/w@rd"


class PostOffice:
    """Answers `at_rcpt` or `at_data` (by recipient), or hangs up on a recipient in the middle of a mail."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, bytes]] = []
        self.senders: list[str] = []
        self.at_rcpt: dict[str, str] = {}
        self.at_data: dict[str, str] = {}
        self.hangs_up_on = ""
        self.port = free_port()

    @property
    def recipients(self) -> list[str]:
        """Whose mail was taken."""
        return sorted(recipient for recipient, _ in self.mails)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.at_rcpt.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        (recipient,) = envelope.rcpt_tos
        assert isinstance(envelope.content, bytes)
        if recipient == self.hangs_up_on:
            assert server.transport is not None
            server.transport.abort()
        answer = self.at_data.get(recipient, "250 OK")
        if answer.startswith("250"):
            self.mails.append((recipient, envelope.content))
            self.senders.append(str(envelope.mail_from))
        return answer


def free_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def self_signed() -> SSLContext:
    """The TLS of a server whom nobody vouches for."""
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def knows_the_password(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    """Lets in who gives USER and PASSWORD."""
    return AuthResult(success=data == LoginPassword(USER, PASSWORD), handled=False)


@contextmanager
def opened(office: PostOffice, **options: Any) -> Iterator[PostOffice]:
    """The office, open for mail; `options` are those of the SMTP server."""
    controller = Controller(office, hostname="127.0.0.1", port=office.port, **options)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()
