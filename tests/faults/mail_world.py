"""Readers and mail for the faults of digests: many readers who always have something to read, and one way out."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from matcher.mail.delivering import Outbox
from matcher.mail.letterhead import Letterhead
from matcher.mail.sending import to_directory, to_smtp
from models.account import Account
from models.delivery import Delivery
from models.digest import Digest
from tests import builders
from tests.matched import put, small_region, suggest

LETTERHEAD = Letterhead("digest@sursur.example", "https://sursur.example")
MORNINGS = (
    ("UTC", 1),
    ("Europe/Lisbon", 1),
    ("America/New_York", 1),
    ("America/Santiago", 3),
    ("Pacific/Kiritimati", 1),
    ("Pacific/Pago_Pago", 7),
    ("Asia/Kathmandu", 5),
    ("Africa/Cairo", 6),
)
"""Time zones, most of which change their clocks, and weekdays."""


def people(session: Session, readers: Mapping[str, tuple[str, int]]) -> None:
    """One suggestion that waits for review, and focal points who read of it every week, each in his own morning."""
    small_region(session)
    for account in session.exec(select(Account)):
        account.wants_digest = False
    suggest(session)
    session.add_all(
        builders.account(email, "focal-point", organization="segib", time_zone=zone, digest_weekday=weekday)
        for email, (zone, weekday) in readers.items()
    )
    put(session)


def outbox_to_files(engine: Engine, folder: Path) -> Outbox:
    """Mails become files."""
    return Outbox(engine, to_directory(folder), LETTERHEAD, repeatable=True)


def outbox_to_server(engine: Engine, port: int) -> Outbox:
    """Mails go to a server on this machine."""
    return Outbox(engine, to_smtp(f"smtp://127.0.0.1:{port}"), LETTERHEAD)


def mails_stored(session: Session) -> dict[str, Delivery]:
    """The deliveries of digests by reader; each reader has one."""
    rows = session.exec(select(Digest.account, Delivery).join(Delivery).order_by(col(Delivery.id)))
    found = dict[str, Delivery]()
    for account, delivery in rows:
        assert account not in found, f"two mails for {account}"
        found[account] = delivery
    return found


def moment(text: str) -> datetime:
    """A moment in UTC as it was written down."""
    return datetime.fromisoformat(text).astimezone(UTC)


def commands(lines: Iterator[str]) -> Iterator[list[Any]]:
    """The words of each line that the test sends."""
    for line in lines:
        yield line.split()
