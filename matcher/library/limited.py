"""Has the text of a document read by a process that may do nothing else, and that is ended when it takes too long."""

import json
import signal
import subprocess  # a program of our own, without a shell  # nosec B404
import sys
from dataclasses import dataclass
from pathlib import Path

from models.document import Unreadable

READER = Path(__file__).with_name("reader.py")
PATIENCE = 90.0
"""Seconds until a reader is ended, whatever it does; its processor's time is limited by itself."""
ENDED = {-signal.SIGXCPU: Unreadable.TOO_LONG, -signal.SIGKILL: Unreadable.TOO_LONG}
"""What became of a reader that was ended by a signal; any other end is the document's fault."""


@dataclass(frozen=True)
class Reading:
    """The text of a document, or why there is none."""

    text: str = ""
    problem: Unreadable | None = None


def read_apart(content: bytes, media_type: str, *, patience: float = PATIENCE) -> Reading:
    """The text of a document. Never raises for what a document holds: broken, locked or hostile, it gives a problem."""
    command = [sys.executable, "-I", str(READER)]
    try:
        done = subprocess.run(  # noqa: S603  (our own program; the document is its standard input)  # nosec B603
            command,
            input=media_type.encode() + b"\n" + content,
            capture_output=True,
            timeout=patience,
            env={"PYTHONHASHSEED": "0"},
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Reading(problem=Unreadable.TOO_LONG)
    if done.returncode != 0:
        return Reading(problem=ENDED.get(done.returncode, Unreadable.DAMAGED))
    return _told(done.stdout)


def _told(said: bytes) -> Reading:
    """What a reader said, as far as it can be believed."""
    try:
        found = json.loads(said)
        if "text" in found:
            return Reading(text=str(found["text"]))
        return Reading(problem=Unreadable(found["problem"]))
    except (ValueError, KeyError, TypeError):
        return Reading(problem=Unreadable.DAMAGED)
