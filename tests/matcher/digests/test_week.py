"""ISO weeks, as people write them and as years end."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from matcher.digests.week import due_at, monday_of, newest_due, week_of, week_to_rank
from matcher.errors import BadInputError
from tests.conftest import NOW


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


def test_a_digest_is_due_at_seven_where_its_reader_is() -> None:
    assert due_at("2026-W48", "America/Lima") == datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert due_at("2026-W48", "America/Lima", 3) == datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_the_newest_week_that_is_due_changes_in_the_reader_s_morning() -> None:
    morning = due_at("2026-W48", "America/Lima")

    assert newest_due(morning - timedelta(minutes=1), "America/Lima") == "2026-W47"
    assert newest_due(morning, "America/Lima") == newest_due(morning + timedelta(days=6), "America/Lima") == "2026-W48"


def test_the_coming_week_is_ranked_before_its_first_morning_anywhere() -> None:
    first = due_at("2026-W48", "Pacific/Kiritimati")

    assert week_to_rank(first - timedelta(hours=2)) == "2026-W48"
    assert week_to_rank(first - timedelta(hours=4)) == "2026-W47"


def test_sunday_evening_in_lima_is_monday_in_utc() -> None:
    assert week_of(datetime(2026, 11, 22, 20, tzinfo=timezone(timedelta(hours=-5)))) == "2026-W48"


@pytest.mark.parametrize("week", ["2026-48", "2026-W54", "2025-W53", "0000-W01", "W48", "", "2026-W48 ", "2026-w48"])
def test_a_week_that_does_not_exist_is_refused(week: str) -> None:
    with pytest.raises(BadInputError, match="is not an ISO week"):
        monday_of(week)


def test_a_time_zone_that_nobody_knows_any_more_holds_nobody_up() -> None:
    assert due_at("2026-W48", "Mars/Olympus") == due_at("2026-W48", "UTC")
    assert newest_due(NOW, "Mars/Olympus") == newest_due(NOW, "UTC")
