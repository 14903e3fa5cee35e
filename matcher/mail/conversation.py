"""A conversation with an SMTP server that keeps to a deadline: `smtplib`, which waits anew for every byte, does not."""

import re
import smtplib
import socket
import ssl
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from matcher.mail.patience import Deadline, Patience

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

LONGEST_LINE = 2_000
"""What is kept of a line of a reply, in bytes."""
LONGEST_REPLY = 100_000
"""More than this is no reply, in bytes."""
LONGEST_SAYING = 500
GREETED = 220


class LostLineError(Exception):
    """The connection is lost, or what comes over it is no SMTP."""


@dataclass(frozen=True)
class Reply:
    """What the server answered; `text` on one line, without control characters."""

    code: int
    text: str

    @property
    def accepted(self) -> bool:
        """Whether the server said yes."""
        return 200 <= self.code < 300

    @property
    def refused(self) -> bool:
        """Whether the server said no, for now or for good."""
        return self.code >= 400

    @property
    def ends_the_line(self) -> bool:
        """Whether the server hangs up."""
        return self.code == 421

    def __str__(self) -> str:
        return f"{self.code} {self.text}".strip()


def plain(text: bytes | str) -> str:
    """Words of a server, fit to be stored and shown."""
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", words).split())[:LONGEST_SAYING]


class Conversation(smtplib.SMTP):
    """A connection. Each step waits for `patience.step` at most, and none longer than `deadline`."""

    def __init__(self, host: str, deadline: Deadline, patience: Patience, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(local_hostname=_own_name())
        self._host = host  # the name that a certificate must bear
        self._tls = tls
        self.deadline, self.patience = deadline, patience

    def ask(self, command: str) -> Reply:
        """One command and its reply. Raises LostLineError."""
        try:
            return self._reply(*self.docmd(command))
        except (smtplib.SMTPException, OSError) as error:
            raise LostLineError(said_of(error)) from error

    def pour(self, content: bytes) -> None:
        """Sends content but for the dot that ends it. Raises LostLineError: nothing was taken."""
        try:
            self.send(re.sub(rb"(?m)^\.", b"..", content))
        except (smtplib.SMTPException, OSError) as error:
            raise LostLineError(said_of(error)) from error

    def end_content(self) -> Reply:
        """Sends the dot. Raises LostLineError: the mail may have been taken."""
        calm = self.patience
        self.patience = Patience(calm.last, calm.last, calm.whole)
        try:
            return self.ask(".")
        finally:
            self.patience = calm

    def _reply(self, code: int, text: bytes) -> Reply:
        if not 200 <= code < 600:
            raise LostLineError(f"the server answered what is no reply: {plain(text)}")
        return Reply(code, plain(text))

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:  # noqa: ARG002  (as smtplib calls it)
        raw = socket.create_connection((host, port), self.deadline.left(self.patience.step))
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return raw if self._tls is None else self._tls.wrap_socket(raw, server_hostname=self._host)

    def send(self, s: "ReadableBuffer | str") -> None:
        """Sends bytes within the deadline."""
        if self.sock is not None:
            self.sock.settimeout(self.deadline.left(self.patience.step))
        super().send(s)

    def getreply(self) -> tuple[int, bytes]:
        """A reply within the deadline."""
        if self.file is None:
            self.file = _Lines(self)
        assert isinstance(self.file, _Lines)
        self.file.begin()
        return super().getreply()


class _Lines:
    """The lines that a server sends, each cut to LONGEST_LINE."""

    def __init__(self, talk: Conversation) -> None:
        self._talk, self._rest, self._read = talk, b"", 0
        self._deadline = talk.deadline

    def begin(self) -> None:
        """The next lines are one reply, which has one step's time."""
        self._read = 0
        self._deadline = self._talk.deadline.shortened(self._talk.patience.step)

    def readline(self, size: int) -> bytes:  # noqa: ARG002
        """The next line; empty where the server has hung up, or says more than a reply holds."""
        while b"\n" not in self._rest:
            chunk = self._receive()
            self._read += len(chunk)
            if not chunk or self._read > LONGEST_REPLY:
                return b""
            self._rest += chunk
        line, _, self._rest = self._rest.partition(b"\n")
        return line[:LONGEST_LINE] + b"\n"

    def _receive(self) -> bytes:
        assert self._talk.sock is not None
        self._talk.sock.settimeout(self._deadline.left(self._talk.patience.step))
        return self._talk.sock.recv(4096)

    def close(self) -> None:
        """Nothing to let go: the socket is the conversation's."""


def said_of(error: Exception) -> str:
    """An error in words that can be stored."""
    code, text = getattr(error, "smtp_code", None), getattr(error, "smtp_error", None)
    if code is not None and text is not None:
        return f"{code} {plain(text)}"
    return f"{type(error).__name__}: {plain(str(error))}"


@cache
def _own_name() -> str:
    """How this machine greets: looked up once, since a name server may take its time."""
    name = socket.getfqdn()
    return name if "." in name else "[127.0.0.1]"
