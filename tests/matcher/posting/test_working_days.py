"""The silence rule counts working days of the country's own calendar."""

from datetime import UTC, date, datetime

import pytest

from matcher.posting.working_days import is_working_day, silence_ends


@pytest.mark.parametrize(
    ("country", "submitted", "ends"),
    [
        ("MEX", "2026-11-23T07:00", "2026-12-01"),  # Monday: Tuesday to the next Monday
        ("MEX", "2026-11-28T12:00", "2026-12-05"),  # a Saturday: the whole week after it
        ("MEX", "2026-12-21T09:00", "2026-12-30"),  # Christmas does not count
        ("BRA", "2026-04-17T23:59", "2026-04-28"),  # Tiradentes, on a Tuesday
        ("EGY", "2026-11-19T09:00", "2026-11-27"),  # works Sunday to Thursday
        (None, "2026-12-21T09:00", "2026-12-29"),  # no country: Monday to Friday, no holidays
    ],
)
def test_silence_ends_after_five_working_days(country: str | None, submitted: str, ends: str) -> None:
    at = datetime.fromisoformat(submitted).replace(tzinfo=UTC)

    assert silence_ends(country, at) == datetime.fromisoformat(ends).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("country", "day", "works"),
    [
        ("COL", date(2026, 7, 20), False),
        ("HTI", date(2026, 1, 1), False),
        ("XXX", date(2026, 1, 1), True),
        ("XXX", date(2026, 1, 3), False),
        ("BRA", date(2026, 7, 20), True),
    ],
)
def test_each_country_has_its_own_holidays(country: str, day: date, works: bool) -> None:
    assert is_working_day(country, day) is works
