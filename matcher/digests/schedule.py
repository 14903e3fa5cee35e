"""When digests go out next, and whether something holds them back."""

from collections import Counter
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from matcher.digests.week import due_at, local_week
from matcher.mail.holding import Watermark, hold, release
from matcher.policy import Actor, demand
from matcher.policy.mails import MailAction
from models.account import digest_readers_by_morning
from models.base import Schema
from models.hold import Held, Hold

MOST_MORNINGS = 50


class HoldShown(Schema):
    """What is held, why, since when and by whom."""

    what: Held
    reason: str
    by: str
    since: datetime


class Morning(Schema):
    """A moment at which digests are built, and of how many readers."""

    at: datetime
    readers: int


class Schedule(Schema):
    """What is held, and the next mornings within a week."""

    held: list[HoldShown]
    mornings: list[Morning]


def schedule(session: Session, actor: Actor, *, now: datetime) -> Schedule:
    """What is held, and the next mornings; for administrators."""
    demand(actor, MailAction.SEE_SCHEDULE)
    holds = session.exec(select(Hold).order_by(col(Hold.name))).all()
    held = [HoldShown(what=Held(row.name), reason=row.reason, by=row.by, since=row.since) for row in holds]
    counts = Counter[datetime]()
    for zone, weekday, count in digest_readers_by_morning(session):
        counts[_next_due(now, zone, weekday)] += count
    mornings = [Morning(at=moment, readers=count) for moment, count in sorted(counts.items())]
    return Schedule(held=held, mornings=mornings[:MOST_MORNINGS])


def pause(session: Session, actor: Actor, *, reason: str, now: datetime) -> Schedule:
    """Holds the digests back until somebody resumes them; other mail goes out. Twice does no harm."""
    demand(actor, MailAction.CHANGE_SCHEDULE)
    hold(session, Held.DIGESTS, actor, reason=reason, now=now)
    return schedule(session, actor, now=now)


def resume(session: Session, actor: Actor, what: Held, watermark: Watermark, *, now: datetime) -> Schedule:
    """Lets digests, or all mail after a restore, go out again; of missed weeks each reader gets the newest."""
    demand(actor, MailAction.CHANGE_SCHEDULE)
    release(session, what, actor, now=now)
    if what == Held.MAIL:
        watermark.write(session)
    return schedule(session, actor, now=now)


def _next_due(now: datetime, zone: str, weekday: int) -> datetime:
    this = due_at(local_week(now, zone), zone, weekday)
    return this if this > now else due_at(local_week(now + timedelta(days=7), zone), zone, weekday)
