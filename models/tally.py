"""Tallies: how often something was tried within a span of time, counted in the database for all workers."""

from datetime import datetime, timedelta

from sqlalchemy import case, delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel, col

from models.base import UtcDateTime


class Tally(SQLModel, table=True):
    """One count; `digest` names what is counted without saying it, so that no address stands here."""

    digest: str = Field(primary_key=True, max_length=64)
    count: int
    ends_at: datetime = Field(sa_type=UtcDateTime, index=True)


def add_one(session: Session, digest: str, *, now: datetime, within: timedelta) -> tuple[int, datetime]:
    """Counts one more; answers the count and when it starts again from nothing. Safe among many at once."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    over = col(Tally.ends_at) <= now
    counted = (
        dialect.insert(Tally)
        .values(digest=digest, count=1, ends_at=now + within)
        .on_conflict_do_update(
            index_elements=["digest"],
            set_={
                "count": case((over, 1), else_=col(Tally.count) + 1),
                "ends_at": case((over, now + within), else_=col(Tally.ends_at)),
            },
        )
        .returning(col(Tally.count), col(Tally.ends_at))
    )
    count, ends_at = session.execute(counted).one()
    return count, ends_at


def count_of(session: Session, digest: str, *, now: datetime) -> tuple[int, datetime]:
    """The present count and when it starts again from nothing."""
    row = session.get(Tally, digest)
    return (0, now) if row is None or row.ends_at <= now else (row.count, row.ends_at)


def take_one_back(session: Session, digest: str) -> None:
    """Uncounts one, for what turned out to be honest."""
    session.execute(
        update(Tally).where(col(Tally.digest) == digest, col(Tally.count) > 0).values(count=col(Tally.count) - 1)
    )


def forget(session: Session, digest: str) -> None:
    """Starts a count again from nothing."""
    session.execute(delete(Tally).where(col(Tally.digest) == digest))


def forget_ended(session: Session, *, now: datetime) -> int:
    """Removes the counts that are over; answers how many."""
    gone = session.execute(delete(Tally).where(col(Tally.ends_at) <= now))
    return int(gone.rowcount)  # type: ignore[attr-defined]
