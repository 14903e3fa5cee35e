"""Posts before the silence rule: published by the clock unless whoever looks after their countries objects in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from heapq import merge
from typing import Any

from sqlalchemy import literal, tuple_
from sqlmodel import Session, col, select

from matcher.cursors import moment_in, stamped
from matcher.policy import demand
from matcher.policy.actor import Actor
from matcher.policy.matches import MatchAction
from matcher.posting.working_days import next_working_day
from matcher.review.caring import looked_after
from matcher.review.counting import MOST_COUNTED, count_up
from models.offer import Offer
from models.post import PostState
from models.request import Request

TABLES: tuple[type[Request | Offer], ...] = (Offer, Request)
"""In the order of their names."""


@dataclass(frozen=True)
class Silent:
    """A post and how many working days are left to object, today's among them."""

    post: Request | Offer
    ends_at: datetime
    days_left: int


def list_silent(
    session: Session, actor: Actor, *, now: datetime, after: str | None = None, limit: int = 50
) -> tuple[list[Silent], str | None]:
    """Up to `limit` submitted posts, the nearest to their publication first, and the cursor of the following ones.

    Raises what `demand` raises for who does not review, and BadInputError for a cursor that is none.
    """
    demand(actor, MatchAction.REVIEW)
    parts = [_part(session, actor, table, after, limit + 1) for table in TABLES]
    rows = list(merge(*parts, key=_when))  # databases order keys in their own way, so each part stays as it came
    part = [_silent(one, now) for one in rows[:limit]]
    return part, _cursor(rows[limit - 1]) if len(rows) > limit else None


def count_silent(session: Session, actor: Actor) -> int:
    """How many there are, MOST_COUNTED at most. Raises as `list_silent`."""
    demand(actor, MatchAction.REVIEW)
    counted = (count_up(session, select(col(table.id)).where(*_waits(actor, table))) for table in TABLES)
    return min(sum(counted), MOST_COUNTED)


def working_days_left(country: str | None, today: date, ends_at: datetime) -> int:
    """The country's working days from today to the last one before a moment."""
    last, day, days = ends_at.astimezone(UTC).date() - timedelta(days=1), today - timedelta(days=1), 0
    while (day := next_working_day(country, day)) <= last:
        days += 1
    return days


def _part(
    session: Session, actor: Actor, table: type[Request | Offer], after: str | None, limit: int
) -> Sequence[Request | Offer]:
    chosen: Any = select(table).where(*_waits(actor, table))
    if after is not None:
        here = tuple_(col(table.silence_ends_at), literal(table.__name__.lower()), col(table.id))
        chosen = chosen.where(here > _read(after))
    rows: Sequence[Request | Offer] = session.exec(
        chosen.order_by(col(table.silence_ends_at), col(table.id)).limit(limit)
    ).all()
    return rows


def _waits(actor: Actor, table: type[Request | Offer]) -> tuple[Any, ...]:
    waits = (col(table.state) == PostState.SUBMITTED, col(table.silence_ends_at).is_not(None))
    return (*waits, looked_after(actor, table))


def _silent(post: Request | Offer, now: datetime) -> Silent:
    assert post.silence_ends_at is not None
    return Silent(post, post.silence_ends_at, working_days_left(post.country, now.date(), post.silence_ends_at))


def _when(post: Request | Offer) -> tuple[datetime, str]:
    assert post.silence_ends_at is not None
    return post.silence_ends_at, type(post).__name__.lower()


def _cursor(post: Request | Offer) -> str:
    moment, noun = _when(post)
    return f"{stamped(moment)}~{noun}~{post.id}"


def _read(cursor: str) -> Any:  # noqa: ANN401
    text, _, rest = cursor.partition("~")
    noun, _, key = rest.partition("~")
    return tuple_(moment_in(cursor, text), noun, key)
