"""Whether the service is well: each part with its state in words, and what to do where it is not."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from locales.messages import Message
from matcher.administration.waiting import LATE
from matcher.clock import LEASE
from matcher.policy import Actor, demand
from matcher.policy.services import ServiceAction
from models.delivery import Delivery, DeliveryState
from models.lease import Lease
from models.match_run import latest_run
from models.migrations import current_revision, newest_revision

SLOW_TICK = timedelta(minutes=5)
"""The clock acts every minute; after so long something keeps it."""
OLD_RUN = timedelta(days=8)
"""Everything is ranked once a week."""
LITTLE, LEAST = 0.1, 0.03
"""Shares of a disk that are free, below which it is watched, and below which something must be done."""
GIBIBYTE = 1024**3
FOLDERS = {
    "database": Message("the database"),
    "attachments": Message("the attachments"),
    "mails": Message("the mails"),
}
"""What folders hold, in words."""


class Condition(IntEnum):
    """How a part is; the larger, the worse."""

    GOOD = 0
    WATCH = 1
    BAD = 2


@dataclass(frozen=True)
class Finding:
    """One part: how it is, in words, and what to do; `at` is the moment that the words speak of."""

    name: Message
    condition: Condition
    said: Message
    todo: Message | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class Machine:
    """What this process knows of itself: its folders by what they hold (as FOLDERS), whether mails leave the machine,
    and the index that it holds (its day and the number of offers)."""

    engine: Engine
    folders: Mapping[str, Path]
    mails_leave: bool
    index: tuple[date, int] | None


def health(session: Session, actor: Actor, machine: Machine, *, now: datetime) -> list[Finding]:
    """All findings, in the order of what depends on what; for administrators."""
    demand(actor, ServiceAction.SEE_ADMINISTRATION)
    return [
        _schema(machine.engine),
        _clock(session, now),
        _ranking(session, now),
        _index(machine),
        _outbox(session, now),
        _mail_server(machine),
        *_disks(machine),
    ]


def worst(findings: list[Finding]) -> Condition:
    """The worst condition among some findings."""
    return max((one.condition for one in findings), default=Condition.GOOD)


def _schema(engine: Engine) -> Finding:
    name, found = Message("Database"), current_revision(engine)
    if found == _newest():
        said = Message("{kind} answers and has the schema that this version needs.", kind=engine.dialect.name)
        return Finding(name, Condition.GOOD, said)
    said = Message("The schema stands at {found}, and this version needs {needed}.", found=found, needed=_newest())
    return Finding(name, Condition.BAD, said, Message('Run "sursur db upgrade" and start the service again.'))


@cache
def _newest() -> str | None:
    return newest_revision()


def _clock(session: Session, now: datetime) -> Finding:
    name, lease = Message("Clock"), session.get(Lease, "clock")
    start = Message('Run "sursur scheduler", or "sursur serve" with SURSUR_CLOCK switched on.')
    if lease is None:
        return Finding(name, Condition.BAD, Message("It has never run: nothing is ranked or sent."), start)
    ticked = lease.expires_at - LEASE
    if now - ticked > LEASE:
        said = Message("It has stopped: nothing is ranked or sent. {holder} led last.", holder=lease.holder)
        return Finding(name, Condition.BAD, said, start, ticked)
    said = Message("{holder} leads and has acted last:", holder=lease.holder)
    if now - ticked > SLOW_TICK:
        return Finding(name, Condition.WATCH, said, Message("A long ranking may keep it; look again soon."), ticked)
    return Finding(name, Condition.GOOD, said, at=ticked)


def _ranking(session: Session, now: datetime) -> Finding:
    name, run = Message("Weekly ranking"), latest_run(session)
    by_hand = Message('The clock ranks once a week; "sursur match run" does it at once.')
    if run is None:
        return Finding(name, Condition.WATCH, Message("Nothing was ranked yet."), by_hand)
    said = Message("Everything was ranked last with {model}:", model=run.model_version)
    if now - run.finished_at > OLD_RUN:
        return Finding(name, Condition.BAD, said, by_hand, run.finished_at)
    return Finding(name, Condition.GOOD, said, at=run.finished_at)


def _index(machine: Machine) -> Finding:
    name = Message("Search index")
    if machine.index is None:
        said = Message("This process has not built it yet; the first question to it will take longer.")
    else:
        as_of, offers = machine.index
        said = Message("It holds {offers} offers as of {day}.", offers=offers, day=as_of.isoformat())
    return Finding(name, Condition.GOOD, said)


def _outbox(session: Session, now: datetime) -> Finding:
    name = Message("Outbox")
    waits = col(Delivery.state).in_((DeliveryState.QUEUED, DeliveryState.HELD))
    counted = select(Delivery.state, func.count(), func.min(Delivery.due_at)).where(waits)
    rows = session.exec(counted.group_by(col(Delivery.state)))
    found = {state: (int(count), oldest) for state, count, oldest in rows}
    held, _ = found.get(DeliveryState.HELD, (0, None))
    queued, oldest = found.get(DeliveryState.QUEUED, (0, None))
    said = Message("{queued} mails wait to go out; {held} are in doubt.", queued=queued, held=held)
    if oldest is not None and now - oldest > LATE:
        todo = Message("The oldest should have left long ago: look whether mail is held back, and at the mail server.")
        return Finding(name, Condition.BAD, said, todo, oldest)
    if held:
        return Finding(name, Condition.WATCH, said, Message("Settle the mails in doubt on the page of digests."))
    return Finding(name, Condition.GOOD, said)


def _mail_server(machine: Machine) -> Finding:
    name = Message("Mail server")
    if machine.mails_leave:
        return Finding(name, Condition.GOOD, Message("Mails go out through the server of SURSUR_SMTP_URL."))
    said = Message("Mails become files in a folder and reach nobody.")
    return Finding(name, Condition.WATCH, said, Message("Set SURSUR_SMTP_URL once people are to get mail."))


def _disks(machine: Machine) -> list[Finding]:
    """Folders on one disk are told together."""
    disks: dict[int, list[str]] = {}
    for name, folder in machine.folders.items():
        disks.setdefault(_existing(folder).stat().st_dev, []).append(name)
    return [_disk(_existing(machine.folders[names[0]]), names) for names in disks.values()]


def _existing(folder: Path) -> Path:
    """The folder itself, or the nearest above it that is there."""
    path = folder.absolute()
    return next(one for one in (path, *path.parents) if one.exists())


def _disk(folder: Path, names: list[str]) -> Finding:
    space = shutil.disk_usage(folder)
    share, free = space.free / space.total, f"{space.free / GIBIBYTE:.1f}"
    of = tuple(FOLDERS[name] for name in names)
    said = Message("{free} GiB of {total:.0f} GiB are free.", free=free, total=space.total / GIBIBYTE)
    name = Message("Disk of {names}", names=of)
    todo = Message("Make room, or move it to a larger disk: a full one stops the service.")
    if share < LITTLE:
        return Finding(name, Condition.BAD if share < LEAST else Condition.WATCH, said, todo)
    return Finding(name, Condition.GOOD, said)
