"""ISO weeks as text, such as 2026-W48."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from matcher.errors import BadInputError

PATTERN = re.compile(r"(\d{4})-W(\d{2})")
MORNING = time(7)
"""When a digest is due, in the reader's time zone."""
AHEAD = timedelta(hours=10)
"""How long before Monday in UTC the week's match run begins: seven in the morning comes first at UTC+14, on Sunday at
17:00 UTC."""


def week_of(moment: datetime) -> str:
    """The ISO week of a moment, in UTC."""
    return _name(moment.astimezone(UTC))


def _name(moment: datetime) -> str:
    year, week, _ = moment.isocalendar()
    return f"{year}-W{week:02d}"


def monday_of(week: str) -> date:
    """The first day of an ISO week. Raises BadInputError for a week that does not exist."""
    found = PATTERN.fullmatch(week)
    try:
        if found is None:
            raise ValueError(week)
        return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        raise BadInputError("{week!r} is not an ISO week; write it as 2026-W48", week=week) from None


def due_at(week: str, zone: str, weekday: int = 1) -> datetime:
    """When a reader's digest of a week is due, in UTC: at seven in the morning of his weekday (ISO: 1 is Monday)."""
    day = monday_of(week) + timedelta(days=weekday - 1)
    return datetime.combine(day, MORNING, tzinfo=_zone(zone)).astimezone(UTC)


def newest_due(now: datetime, zone: str, weekday: int = 1) -> str:
    """The newest week whose digest is due for a reader: this one from his morning on, before that the last one."""
    this_week = local_week(now, zone)
    return this_week if now >= due_at(this_week, zone, weekday) else local_week(now - timedelta(days=7), zone)


def local_week(moment: datetime, zone: str) -> str:
    """The ISO week of a moment in a time zone."""
    return _name(moment.astimezone(_zone(zone)))


def week_to_rank(now: datetime) -> str:
    """The week whose match run is due: the coming one from Sunday on, before the first Monday morning of the world."""
    return week_of(now + AHEAD)


def _zone(name: str) -> tzinfo:
    """A time zone; UTC for one that the machine does not know any more, since nobody is to go without a digest."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
