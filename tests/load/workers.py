"""Processes under load: how they are started, what memory and processor they take."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import IO
from urllib.error import URLError
from urllib.request import urlopen

from tests.conftest import ROOT
from tests.matcher.mail.post_office import free_port

PATIENCE = 300
"""Seconds in which a process answers at last."""


@dataclass(frozen=True)
class Worker:
    """A process behind a port."""

    process: subprocess.Popen[bytes]
    address: str

    @property
    def mebibytes(self) -> float:
        """The memory that is its own: what it maps from files others have too."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("RssAnon"))
        return int(line.split()[1]) / 1024

    @property
    def processor_seconds(self) -> float:
        """The processor's time that it took so far."""
        parts = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def workers(command: Sequence[str], settings: Mapping[str, str], ready: str, log: Path) -> Iterator[list[Worker]]:
    """Two processes of `command`, in which PORT stands for the port, once each answers at the path `ready`."""
    with log.open("ab") as lines:
        started = [_started(command, settings, lines) for _ in range(2)]
    try:
        for one in started:
            _wait_for(one, ready)
        yield started
    finally:
        for one in started:
            one.process.send_signal(signal.SIGTERM)
        for one in started:
            one.process.wait(30)


def _started(command: Sequence[str], settings: Mapping[str, str], lines: IO[bytes]) -> Worker:
    port = str(free_port())
    words = [sys.executable, *(port if word == "PORT" else word for word in command)]
    process = subprocess.Popen(words, cwd=ROOT, env=os.environ | settings, stderr=lines)
    return Worker(process, f"http://127.0.0.1:{port}")


def _wait_for(worker: Worker, ready: str) -> None:
    for _ in range(PATIENCE):
        assert worker.process.poll() is None, "the process ended"
        try:
            with urlopen(f"{worker.address}{ready}", timeout=60):
                return
        except (URLError, TimeoutError, ConnectionError):
            sleep(1)
    raise AssertionError("the process never answered")
