"""When meetings can begin."""

from datetime import date

import pytest

from matcher.events.hours import local, slots_of
from models.errors import UnfitError
from models.event_hours import break_times, clock_time
from tests.meeting_people import event


def starts(**fields: object) -> list[str]:
    row = event(**fields)
    return [f"{local(row, slot):%d %H:%M}" for slot in slots_of(row)]


def test_a_day_is_cut_between_its_breaks_and_no_meeting_runs_into_one() -> None:
    hours = {"day_ends": "11:00", "breaks": ["09:40-10:00"], "meeting_minutes": 20, "pause_minutes": 5}

    assert starts(**hours) == ["01 09:00", "01 10:00", "01 10:25"]


def test_each_day_of_the_event_has_its_slots() -> None:
    assert starts(ends_on=date(2026, 12, 2), day_ends="09:50") == ["01 09:00", "01 09:25", "02 09:00", "02 09:25"]


def test_the_clock_of_the_place_counts_also_where_it_changes() -> None:
    hours = {
        "time_zone": "America/Santiago",
        "day_ends": "09:20",
        "starts_on": date(2027, 4, 3),
        "ends_on": date(2027, 4, 4),
    }
    row = event(**hours)

    assert [slot.hour for slot in slots_of(row)] == [12, 13]


def test_an_event_whose_days_are_not_known_has_no_slots() -> None:
    assert slots_of(event(known_to="month")) == []


@pytest.mark.parametrize("wrong", ["25:00", "9", "nine", "09:60"])
def test_what_is_no_time_of_day_is_refused(wrong: str) -> None:
    with pytest.raises(UnfitError):
        clock_time(wrong)


@pytest.mark.parametrize("wrong", ["12:30", "14:00-12:30", "12:30 to 14:00"])
def test_what_is_no_break_is_refused(wrong: str) -> None:
    with pytest.raises(UnfitError):
        break_times(wrong)
