"""Run by the load in a process of its own: a mail server that takes everything, counts it and keeps some of it."""

# ruff: noqa: ARG002, N802  (names and arguments are those that aiosmtpd calls)

import hashlib
import json
import sys
from pathlib import Path
from time import process_time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

KEPT = 200
"""Mails that are kept, to be sent again by a bare loop."""


class Takes:
    """Counts mails, and the different ones among them."""

    def __init__(self) -> None:
        self.taken = 0
        self.octets = 0
        self.different = set[bytes]()
        self.kept: list[bytes] = []

    def told(self) -> dict[str, float]:
        """What was taken."""
        return {"taken": self.taken, "octets": self.octets, "different": len(self.different)}

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        self.taken += 1
        self.octets += len(content)
        self.different.add(hashlib.sha256(content.partition(b"\r\n\r\n")[2]).digest())
        if len(self.kept) < KEPT:
            self.kept.append(content)
        return "250 OK"


def serve(port: int, folder: Path) -> None:
    """Takes mails until the input ends. At each line tells what was taken since the last one."""
    takes = Takes()
    controller = Controller(takes, hostname="127.0.0.1", port=port)
    controller.start()
    print("open", flush=True)
    for _ in sys.stdin:
        told = takes.told() | {"server_cpu_seconds": round(process_time(), 1)}
        takes.taken = takes.octets = 0
        takes.different.clear()
        for number, content in enumerate(takes.kept):
            (folder / f"{number}.eml").write_bytes(content)
        print(json.dumps(told), flush=True)
    controller.stop()


if __name__ == "__main__":
    serve(int(sys.argv[1]), Path(sys.argv[2]))
