"""Run by tests in a process of its own: starts `sursur` again and again, each a process of its own that can be killed.

The libraries are imported once, before the processes part: that takes most of the time in which `sursur` starts.
"""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.conftest import ROOT


@dataclass(frozen=True)
class Child:
    """A process that runs `sursur`."""

    pid: int

    @property
    def runs(self) -> bool:
        """Whether it has neither ended nor been killed."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self) -> None:
        """As `kill -9` does."""
        if self.runs:
            os.kill(self.pid, signal.SIGKILL)


class Nursery:
    """The process that starts others; they end with it."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.faults.nursery"]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=-1, stdout=-1, text=True)

    def start(self, words: list[str], environment: dict[str, str], folder: Path) -> Child:
        """Runs `sursur` with some words."""
        said, heard = self._process.stdin, self._process.stdout
        assert said is not None
        assert heard is not None
        print(json.dumps([words, environment, str(folder)]), file=said, flush=True)
        return Child(int(heard.readline()))

    def close(self) -> None:
        """Ends it with all that it started."""
        self._process.communicate()


def serve(orders: IO[str]) -> None:
    """Starts what is asked for until nobody asks any more."""
    from api.cli import main

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # so that nothing is left of those that end
    children = []
    for order in orders:
        words, environment, folder = json.loads(order)
        child = os.fork()
        if not child:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.environ.update(environment)
            os.chdir(folder)
            silent = os.open(os.devnull, os.O_RDWR)
            for number in range(3):
                os.dup2(silent, number)
            sys.argv = ["sursur", *words]
            main()
        children.append(child)
        print(child, flush=True)
    for child in children:
        Child(child).kill()


if __name__ == "__main__":
    serve(sys.stdin)
