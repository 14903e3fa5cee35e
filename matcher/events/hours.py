"""When the meetings of an event can begin: its days, cut into slots between the breaks, in the time of its place."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.event import Event, Precision
from models.event_hours import break_times, clock_time

MOST_SLOTS = 200
"""More than an event of a week has."""


def slots_of(event: Event) -> list[datetime]:
    """The moments, in UTC, at which meetings begin; none while the days are not known."""
    if event.known_to != Precision.DAY:
        return []
    days = range(min((event.ends_on - event.starts_on).days + 1, 31))
    found = [slot for number in days for slot in _of_day(event, event.starts_on + timedelta(days=number))]
    return found[:MOST_SLOTS]


def local(event: Event, moment: datetime) -> datetime:
    """A moment in the time of the event; one without a zone is in it already."""
    zone = ZoneInfo(event.time_zone)
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def _of_day(event: Event, day: date) -> Iterator[datetime]:
    breaks = [(_at(day, begins), _at(day, ends)) for begins, ends in map(break_times, event.breaks)]
    moment, end = _at(day, clock_time(event.day_begins)), _at(day, clock_time(event.day_ends))
    length = timedelta(minutes=event.meeting_minutes)
    while moment + length <= end:
        disturbing = [ends for begins, ends in breaks if begins < moment + length and moment < ends]
        if disturbing:
            moment = max(disturbing)
            continue
        yield local(event, moment).astimezone(UTC)
        moment += length + timedelta(minutes=event.pause_minutes)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour)
