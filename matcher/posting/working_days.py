"""The silence rule's clock: working days by the calendar of the country that asks or offers."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from holidays import HolidayBase, country_holidays

from models import taxonomy

SILENCE_DAYS = 5
"""Working days within which a focal point may object; after them a submitted post is published."""
SATURDAY = 5


def silence_ends(country: str | None, submitted_at: datetime) -> datetime:
    """When the silence is over: the midnight (UTC) after the fifth working day that follows the day of submission."""
    last = submitted_at.astimezone(UTC).date()
    for _ in range(SILENCE_DAYS):
        last = next_working_day(country, last)
    return datetime.combine(last + timedelta(days=1), time(), UTC)


def next_working_day(country: str | None, after: date) -> date:
    """The first working day after a day; Monday to Friday where the country or its calendar is not known."""
    day = after + timedelta(days=1)
    while not is_working_day(country, day):
        day += timedelta(days=1)
    return day


def is_working_day(country: str | None, day: date) -> bool:
    """Whether the country (ISO 3166-1 alpha-3) works on that day, by its weekends and public holidays."""
    calendar = _calendar(country, day.year) if country in taxonomy.countries() else None
    return calendar.is_working_day(day) if calendar is not None else day.weekday() < SATURDAY


@lru_cache(maxsize=1000)
def _calendar(country: str, year: int) -> HolidayBase | None:
    try:
        return country_holidays(taxonomy.countries()[country].alpha2, years=year, expand=False)
    except NotImplementedError:
        return None
