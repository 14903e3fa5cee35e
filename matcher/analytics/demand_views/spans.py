"""How long a step takes: where it begins and ends, and how many days lay between, as the database counts them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, literal
from sqlmodel import select

from matcher.analytics.asked import Asked
from matcher.analytics.wanted import Wanted
from models.days_between import DaysBetween


@dataclass(frozen=True)
class Span:
    """A step in the life of rows: the columns that say when it began and ended, and the conditions of those that have
    made it and, where anybody can still wait for it, of those that have not."""

    begin: Any
    end: Any
    done: tuple[ColumnElement[bool], ...]
    waits: tuple[ColumnElement[bool], ...] | None = None


@dataclass(frozen=True)
class Taken:
    """How many rows took how many whole days; how many still wait, and the oldest for how many days."""

    days: Counter[int]
    waiting: int = 0
    oldest: int | None = None

    def within(self, share: float) -> int | None:
        """The fewest days within which a share of those that made the step had made it; None where none has."""
        passed, needed = 0, share * self.days.total()
        for days in sorted(self.days):
            passed += self.days[days]
            if passed >= needed:
                return days
        return None


def taken(asked: Asked, spans: Sequence[Span]) -> Taken:
    """What some spans took together; two queries each."""
    days: Counter[int] = Counter()
    counted, oldest = 0, list[date]()
    for one in spans:
        days += _days(asked, one)
        waiting, first = _waiting(asked, one)
        counted += waiting
        oldest += [first] if first else []
    return Taken(days, counted, max(0, (asked.today - min(oldest)).days) if oldest else None)


def _days(asked: Asked, span: Span) -> Counter[int]:
    days = DaysBetween(span.begin, span.end)
    both = (span.begin.is_not(None), span.end.is_not(None))
    chosen = select(days, func.count()).where(*both, *span.done, *began(span.begin, asked.wanted)).group_by(days)
    found: Counter[int] = Counter()
    for length, count in asked.session.execute(chosen):
        found[max(0, length)] += count
    return found


def _waiting(asked: Asked, span: Span) -> tuple[int, date | None]:
    if span.waits is None:
        return 0, None
    chosen = select(func.count(span.begin), func.min(span.begin))
    count, first = asked.session.execute(chosen.where(*span.waits, *began(span.begin, asked.wanted))).one()
    return count, first.date() if isinstance(first, datetime) else first


def began(column: Any, wanted: Wanted) -> list[ColumnElement[bool]]:  # noqa: ANN401
    """The conditions that a moment lies in the years that are wanted."""
    since = [] if wanted.since is None else [column >= literal(datetime(wanted.since, 1, 1, tzinfo=UTC), column.type)]
    if wanted.until is None:
        return since
    return [*since, column < literal(datetime(wanted.until + 1, 1, 1, tzinfo=UTC), column.type)]
