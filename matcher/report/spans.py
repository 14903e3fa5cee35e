"""In which years an exchange went on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session, col, func, select

from models.exchange import KNOWN_STATES, Exchange, ExchangeState
from models.offer import Offer
from models.request import Request


@dataclass(frozen=True)
class Span:
    """The years in which an exchange began and ended, as far as they are told; `running` where it goes on."""

    first: int | None
    last: int | None
    running: bool = False

    @property
    def told(self) -> bool:
        """Whether any year is told."""
        return self.first is not None or self.last is not None

    def years(self, today: date) -> range:
        """The years that it touches; that of the beginning alone where it has ended in one that is not told."""
        first = self.first or self.last
        if first is None:
            return range(0)
        last = self.last or (today.year if self.running else first)
        return range(first, max(first, last) + 1)


def spans(session: Session) -> dict[str, Span]:
    """Every exchange that is public knowledge; its actual days count before the years that were told."""
    one = Exchange
    columns = (one.id, one.state, one.start_year, one.end_year, one.started_on, one.ended_on)
    known: Any = select(*columns).where(col(one.state).in_(KNOWN_STATES))  # type: ignore[call-overload]
    return {
        key: Span(_year(begun, first), _year(ended, last), running=state == ExchangeState.RUNNING)
        for key, state, first, last, begun, ended in session.execute(known)
    }


def _year(day: date | None, told: int | None) -> int | None:
    return day.year if day else told


def within(year: int) -> tuple[datetime, datetime]:
    """The first moment of a year and that of the next, in UTC."""
    return datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)


def years_on_record(session: Session, *, today: date) -> list[int]:
    """The years of which there is anything to report, the newest first: an exchange or a post."""
    found = {year for one in spans(session).values() for year in one.years(today)}
    for post in (Request, Offer):
        moments = session.exec(select(func.min(post.published_at), func.max(post.published_at))).one()
        first, last = (one and one.year for one in moments)
        if first and last:
            found |= set(range(first, last + 1))
    return sorted((one for one in found if one <= today.year), reverse=True)


def going_on(known: Mapping[str, Span], year: int, *, today: date) -> set[str]:
    """The exchanges that touch a year."""
    return {key for key, one in known.items() if year in one.years(today)}
