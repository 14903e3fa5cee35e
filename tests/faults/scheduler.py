"""Run by tests in a process of its own: one of many clocks. Ticks at each moment that it is told, and says what was
done."""

import json
import sys
from pathlib import Path

from matcher.clock import Clock, tick
from models.database import open_database
from tests.faults.mail_world import commands, moment, outbox_to_files


def serve(url: str, folder: Path, holder: str) -> None:
    """Reads moments until there are no more."""
    clock = Clock(outbox_to_files(open_database(url), folder), domain="sursur.example", holder=holder)
    for (now,) in commands(sys.stdin):
        print(json.dumps(tick(clock, now=moment(now))), flush=True)


if __name__ == "__main__":
    serve(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
