"""`make load`: how long thousands of different digests take from their facts to the mail server, all on one core.

Sender and server are real processes that share the core. Beside it a bare loop sends prepared mails to the same server
over one connection.
"""

import argparse
import cProfile
import json
import os
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import Engine

from matcher.benchmark.machine import machine, peak_mebibytes
from matcher.digests.building import build_week
from matcher.mail.delivering import deliver_due
from models.database import open_database, writing
from models.migrations import upgrade
from tests.conftest import NOW, ROOT
from tests.faults.mail_world import outbox_to_server
from tests.load.world import fill
from tests.matcher.mail.post_office import free_port


@dataclass(frozen=True)
class Server:
    """The mail server's process."""

    process: subprocess.Popen[str]
    port: int
    folder: Path

    def said(self) -> str:
        """The next line that it prints."""
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def taken(self) -> dict[str, Any]:
        """What it took since it was asked last."""
        assert self.process.stdin is not None
        print(file=self.process.stdin, flush=True)
        found: dict[str, Any] = json.loads(self.said())
        return found


@contextmanager
def server(folder: Path) -> Iterator[Server]:
    """A mail server."""
    port = free_port()
    command = [sys.executable, "-m", "tests.load.server", str(port), str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdin=-1, stdout=-1, text=True) as process:
        found = Server(process, port, folder)
        assert found.said() == "open\n"
        yield found
        assert process.stdin is not None
        process.stdin.close()


def measured(engine: Engine, post: Server, mails: int) -> dict[str, Any]:
    """Builds, delivers, and sends as many again by a bare loop; seconds of each."""
    moments, worked = [perf_counter()], process_time()
    with writing(engine) as session:
        plans = build_week(session, "2026-W48", now=NOW, domain="sursur.example")
    moments.append(perf_counter())
    ends = deliver_due(outbox_to_server(engine, post.port), now=NOW)
    moments.append(perf_counter())
    worked = process_time() - worked
    took = post.taken()
    prepared = [path.read_bytes() for path in sorted(post.folder.glob("*.eml"))]
    moments.append(perf_counter())
    _bare(post.port, prepared, took["taken"])
    moments.append(perf_counter())
    built, delivered, _, bare = (after - before for before, after in pairwise(moments))
    assert (found := post.taken()["taken"]) == took["taken"], f"the bare loop brought {found} of {took['taken']} mails"
    return {
        "readers": mails,
        "digests": len(plans),
        "ends": dict(ends),
        **took,
        "build_seconds": round(built, 1),
        "deliver_seconds": round(delivered, 1),
        "cpu_seconds": round(worked, 1),
        "minutes": round((built + delivered) / 60, 2),
        "mails_per_second": round(took["taken"] / (built + delivered), 1),
        "bare_mails_per_second": round(took["taken"] / bare, 1),
        "times_a_bare_loop": round((built + delivered) / bare, 1),
    }


def _bare(port: int, prepared: list[bytes], mails: int) -> None:
    with smtplib.SMTP("127.0.0.1", port) as connection:
        for number in range(mails):
            connection.sendmail("digest@sursur.example", "reader@r.example", prepared[number % len(prepared)])


def main() -> None:
    """Prints the figures as JSON."""
    words = argparse.ArgumentParser(description=str(__doc__).split("\n")[0])
    words.add_argument("--mails", type=int, default=10_000)
    words.add_argument("--profile", type=Path, help="write a profile for pstats here")
    chosen = words.parse_args()
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with TemporaryDirectory() as folder, server(Path(folder)) as post:
        engine = open_database(f"sqlite:///{folder}/sursur.db")
        upgrade(engine)
        with writing(engine) as session:
            fill(session, chosen.mails)
        profile = cProfile.Profile()
        if chosen.profile:
            profile.enable()
        found = measured(engine, post, chosen.mails)
        profile.disable()
        if chosen.profile:
            profile.dump_stats(chosen.profile)
        engine.dispose()
    print(json.dumps(found | {"peak_mebibytes": peak_mebibytes(), "machine": machine()}, indent=1))


if __name__ == "__main__":
    main()
