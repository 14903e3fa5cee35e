"""ISO weeks as text, such as 2026-W48."""

import re
from datetime import UTC, date, datetime, time

from matcher.errors import BadInputError

PATTERN = re.compile(r"(\d{4})-W(\d{2})")


def week_of(moment: datetime) -> str:
    """The ISO week of a moment, in UTC."""
    year, week, _ = moment.astimezone(UTC).isocalendar()
    return f"{year}-W{week:02d}"


def monday_of(week: str) -> date:
    """The first day of an ISO week. Raises BadInputError for a week that does not exist."""
    found = PATTERN.fullmatch(week)
    try:
        if found is None:
            raise ValueError(week)
        return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        raise BadInputError(f"{week!r} is not an ISO week; write it as 2026-W48") from None


def start_of(week: str, hour: int = 6) -> datetime:
    """When the digests of a week are due: Monday morning, UTC."""
    return datetime.combine(monday_of(week), time(hour), tzinfo=UTC)
