"""The hours of an event's meetings: times of day and the breaks between them, as people write them."""

import re
from datetime import time
from typing import Annotated

from pydantic import AfterValidator
from pydantic import Field as PydanticField

from models.errors import UnfitError

CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
BREAK = re.compile(r"(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})")


def clock_time(value: str) -> time:
    """The time of day that a text says. Raises ValueError for another text."""
    found = CLOCK.fullmatch(value.strip())
    if found is None:
        raise UnfitError("{value!r} is no time of day: write hours and minutes, such as 09:30", value=value)
    return time(int(found[1]), int(found[2]))


def break_times(value: str) -> tuple[time, time]:
    """The begin and the end of a break that a text says. Raises ValueError for another text."""
    found = BREAK.fullmatch(value.strip())
    if found is None:
        raise UnfitError("{value!r} is no break: write its begin and its end, such as 12:30-14:00", value=value)
    begins, ends = clock_time(found[1]), clock_time(found[2])
    if ends <= begins:
        raise UnfitError("the break {value!r} ends before it begins", value=value)
    return begins, ends


def check_hours(begins: str, ends: str) -> None:
    """Raises ValueError for a day that ends before it begins."""
    if clock_time(ends) <= clock_time(begins):
        raise UnfitError("day_ends {ends} lies before day_begins {begins}", ends=ends, begins=begins)


def _plain_time(value: str) -> str:
    return f"{clock_time(value):%H:%M}"


def _plain_breaks(values: list[str]) -> list[str]:
    return ["{:%H:%M}-{:%H:%M}".format(*found) for found in sorted(break_times(one) for one in values)]


ClockTime = Annotated[str, AfterValidator(_plain_time)]
"""A time of day, as 09:30."""
Breaks = Annotated[list[str], PydanticField(max_length=6), AfterValidator(_plain_breaks)]
"""Times of a day without meetings, as 12:30-14:00."""
