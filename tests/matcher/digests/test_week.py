"""ISO weeks, as people write them and as years end."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from matcher.digests.week import monday_of, start_of, week_of
from matcher.errors import BadInputError


@pytest.mark.parametrize(
    ("day", "week"),
    [
        ((2026, 12, 27), "2026-W52"),
        ((2026, 12, 28), "2026-W53"),
        ((2027, 1, 3), "2026-W53"),
        ((2027, 1, 4), "2027-W01"),
        ((2024, 12, 30), "2025-W01"),
    ],
)
def test_a_week_belongs_to_the_year_of_its_thursday(day: tuple[int, int, int], week: str) -> None:
    assert week_of(datetime(*day, 12, tzinfo=UTC)) == week


def test_a_week_begins_at_six_on_monday_in_utc() -> None:
    assert start_of("2026-W48") == datetime(2026, 11, 23, 6, tzinfo=UTC)


def test_sunday_evening_in_lima_is_monday_in_utc() -> None:
    assert week_of(datetime(2026, 11, 22, 20, tzinfo=timezone(timedelta(hours=-5)))) == "2026-W48"


@pytest.mark.parametrize("week", ["2026-48", "2026-W54", "2025-W53", "0000-W01", "W48", "", "2026-W48 ", "2026-w48"])
def test_a_week_that_does_not_exist_is_refused(week: str) -> None:
    with pytest.raises(BadInputError, match="is not an ISO week"):
        monday_of(week)
