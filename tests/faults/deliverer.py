"""Run by tests in a process of its own: delivers what is due, each time in a child that the test kills."""

import os
import sys

from matcher.mail.delivering import deliver_due
from models.database import open_database
from tests.faults.mail_world import commands, moment, outbox_to_server


def deliver(url: str, port: int, now: str) -> None:
    """One pass over the outbox."""
    engine = open_database(url)
    deliver_due(outbox_to_server(engine, port), now=moment(now))
    engine.dispose()


def serve(url: str, port: int) -> None:
    """Reads moments; for each a child delivers. Tells its number, and how it ended: 0, or minus the signal."""
    for (now,) in commands(sys.stdin):
        child = os.fork()
        if not child:
            deliver(url, port, now)
            os._exit(0)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
