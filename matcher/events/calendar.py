"""The timetable of a delegation as iCalendar (RFC 5545), for the calendars of its people."""

from datetime import UTC, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from locales import translate
from matcher.events.viewing import MeetingView
from matcher.policy.events import Attending
from models.meeting import MeetingState

MEDIA_TYPE = "text/calendar"
REFRESHED = timedelta(hours=1)
"""How often calendars that subscribe may ask again."""


def calendar_of(found: Attending, meetings: list[MeetingView], *, public_url: str, language: str) -> bytes:
    """The calendar. Meetings that were called off stay in it as such, so that calendars which have them take them out;
    a meeting keeps its name for good, and each change of it raises its sequence."""
    place = public_url.rstrip("/")
    calendar = Calendar()
    calendar.add("prodid", "-//Sursur//Events//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", found.event.title)
    calendar.add("refresh-interval", REFRESHED, parameters={"value": "DURATION"})
    for one in meetings:
        calendar.add_component(_entry(found, one, place, language))
    return bytes(calendar.to_ical())


def _entry(found: Attending, one: MeetingView, place: str, language: str) -> Event:
    meeting, other = one.meeting, one.other(found.id)
    called_off = meeting.state == MeetingState.CANCELLED
    table = translate("Table {number}", language).format(number=meeting.place)
    entry = Event()
    entry.add("uid", f"{meeting.id}@{urlsplit(place).hostname or 'sursur'}")
    entry.add("dtstamp", meeting.changed_at)
    entry.add("last-modified", meeting.changed_at)
    entry.add("sequence", meeting.sequence)
    entry.add("dtstart", one.starts.astimezone(UTC))
    entry.add("dtend", one.ends.astimezone(UTC))
    entry.add("summary", translate("Meeting with {name}", language).format(name=other.organization.name))
    entry.add("location", ", ".join(part for part in (found.event.place, table) if part))
    entry.add("description", _description(one))
    entry.add("status", "CANCELLED" if called_off else "CONFIRMED")
    entry.add("url", f"{place}/events/{found.event.id}/delegations/{found.id}")
    return entry


def _description(one: MeetingView) -> str:
    topics = [f"{topic.request_title} / {topic.offer_title}" for topic in one.topics]
    return "\n".join([*topics, *([one.why] if one.why else [])])
