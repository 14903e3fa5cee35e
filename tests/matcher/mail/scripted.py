"""An SMTP server that follows a script: at one stage of the conversation it does what no good server does."""

import re
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread

REPLIES = {
    "banner": b"220 ready",
    "HELO": b"250 hello",
    "STARTTLS": b"220 go ahead",
    "AUTH": b"235 welcome",
    "MAIL": b"250 fine",
    "RCPT": b"250 fine",
    "DATA": b"354 go on",
    "content": b"250 taken",
    "RSET": b"250 forgotten",
    "QUIT": b"221 bye",
}
ONE_MAIL = frozenset({"RCPT", "DATA", "content", "halfway"})
"""Stages that concern one mail: a script goes wrong there for its victim only."""
DRIP_SECONDS = 0.03


@dataclass
class Line:
    """One connection as the server has it."""

    raw: socket.socket
    closing: Event
    recipient: str = ""
    rest: bytes = b""
    goes_on: bool = False
    """Whether content follows."""

    def say(self, reply: bytes) -> None:
        """Sends a reply."""
        self.raw.sendall(reply + b"\r\n")

    def read_to(self, end: bytes) -> bytes | None:
        """What the client says up to an end; None where it has hung up."""
        while end not in self.rest:
            chunk = self.raw.recv(65536)
            if not chunk:
                return None
            self.rest += chunk
        said, _, self.rest = self.rest.partition(end)
        return said


Step = Callable[[Line], bool]
"""What the server does at a stage; answers whether the conversation goes on."""


def says(*replies: bytes) -> Step:
    """Answers, and goes on."""

    def step(line: Line) -> bool:
        for reply in replies:
            line.say(reply)
        return True

    return step


def says_and_hangs_up(reply: bytes) -> Step:
    """Answers, and closes the connection."""

    def step(line: Line) -> bool:
        line.say(reply)
        return False

    return step


def hangs_up(line: Line) -> bool:
    """Closes the connection without a word."""
    return False


def falls_silent(line: Line) -> bool:
    """Waits until the client gives up."""
    while line.raw.recv(65536):
        pass
    return False


def drips(reply: bytes) -> Step:
    """Sends a byte now and then, for ever: no single wait is long."""

    def step(line: Line) -> bool:
        line.raw.sendall(reply)
        while not line.closing.wait(DRIP_SECONDS):
            line.raw.sendall(b"x")
        return False

    return step


def drips_lines(reply: bytes) -> Step:
    """Sends a line of an endless reply now and then."""

    def step(line: Line) -> bool:
        while not line.closing.wait(DRIP_SECONDS):
            line.say(reply)
        return False

    return step


def breaks_the_handshake(line: Line) -> bool:
    """Agrees to TLS and then speaks something else."""
    line.say(REPLIES["STARTTLS"])
    line.raw.sendall(b"this is no TLS at all\r\n")
    return False


@dataclass
class Script:
    """What goes wrong: at a `stage`, for the `victim` where it concerns one mail, so many `times`, the first time
    `after` it went well so often.

    `tls` is offered by STARTTLS, or spoken from the beginning where `wrapped`; `logs_in` offers AUTH.
    """

    stage: str = ""
    step: Step = hangs_up
    victim: str = ""
    times: int = 1_000
    after: int = 0
    tls: ssl.SSLContext | None = None
    wrapped: bool = False
    logs_in: bool = False
    offers: tuple[bytes, ...] = ()
    taken: list[str] = field(default_factory=list)
    connections: int = 0
    commands: list[str] = field(default_factory=list)
    """What the clients said, without arguments."""

    def plays(self, line: Line, stage: str) -> bool:
        """Does what the script says at a stage, else what a good server does."""
        concerned = stage not in ONE_MAIL or line.recipient == self.victim
        if stage == self.stage and concerned and self._goes_wrong():
            return self.step(line)
        if stage != "halfway":
            line.say(REPLIES[stage])
        line.goes_on = stage == "DATA"
        if stage == "content":
            self.taken.append(line.recipient)
        return True

    def greets(self, line: Line) -> bool:
        """Answers EHLO."""
        if self.stage == "EHLO" and self._goes_wrong():
            return self.step(line)
        starttls = self.stage == "STARTTLS" or (
            self.tls and not self.wrapped and not isinstance(line.raw, ssl.SSLSocket)
        )
        extensions = [*self.offers, *([b"STARTTLS"] if starttls else []), *([b"AUTH PLAIN"] if self.logs_in else [])]
        for one in (b"scripted", *extensions):
            line.say(b"250-" + one)
        line.say(b"250 HELP")
        return True

    def _goes_wrong(self) -> bool:
        self.after -= 1
        if self.after >= 0 or self.times <= 0:
            return False
        self.times -= 1
        return True


def _serve(script: Script, line: Line) -> None:
    if script.tls is not None and script.wrapped:
        line.raw = script.tls.wrap_socket(line.raw, server_side=True)
    script.connections += 1
    if not script.plays(line, "banner"):
        return
    while (command := line.read_to(b"\r\n")) is not None:
        verb = command.split(b" ")[0].upper().decode("ascii", "replace")
        script.commands.append(verb)
        if not _answer(script, line, verb, command) or verb == "QUIT":
            return


def _answer(script: Script, line: Line, verb: str, command: bytes) -> bool:
    if verb == "EHLO":
        return script.greets(line)
    if verb == "RCPT":
        found = re.search(rb"<(.*?)>", command)
        line.recipient = found.group(1).decode() if found else ""
    if not script.plays(line, verb):
        return False
    if verb == "STARTTLS" and script.tls is not None:
        line.raw, line.rest = script.tls.wrap_socket(line.raw, server_side=True), b""
    if line.goes_on:
        line.goes_on = False
        return _take(script, line)
    return True


def _take(script: Script, line: Line) -> bool:
    if script.stage == "halfway" and line.recipient == script.victim:
        line.read_to(b"\r\n")
        return script.plays(line, "halfway")
    if line.read_to(b"\r\n.\r\n") is None:
        return False
    return script.plays(line, "content")


@contextmanager
def following(script: Script) -> Iterator[int]:
    """A server that follows a script; gives its port."""
    closing = Event()
    lines: list[Line] = []

    def serve(line: Line) -> None:
        try:
            with suppress(OSError):
                _serve(script, line)
        finally:
            line.raw.close()

    def listen(listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                lines.append(Line(listener.accept()[0], closing))
                threads.append(Thread(target=serve, args=(lines[-1],), daemon=True))
                threads[-1].start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threads = [Thread(target=listen, args=(listener,), daemon=True)]
        threads[0].start()
        try:
            yield int(listener.getsockname()[1])
        finally:
            closing.set()
            listener.shutdown(socket.SHUT_RDWR)
            for line in lines:
                with suppress(OSError):
                    line.raw.shutdown(socket.SHUT_RDWR)
            for thread in threads:
                thread.join(5)
