"""What a delegation's own sheet shows."""

from dataclasses import dataclass
from datetime import date, datetime

from matcher.events.planning import Obstacle
from matcher.events.viewing import MeetingView, Said, Timetable
from matcher.policy.events import Attending
from models import taxonomy
from models.event import Event
from models.meeting import Meeting, MeetingState


@dataclass(frozen=True)
class Seat:
    """A meeting as one of its sides reads it; `both` are the sides, of which one learns where they agree."""

    meeting: Meeting
    name: str
    country: str
    day: date
    starts: str
    ends: str
    topics: list[Said]
    why: str
    begun: bool
    both: list[tuple[str, str]]


@dataclass(frozen=True)
class Missed:
    """A meeting that could not be arranged, and what stands in the way."""

    name: str
    wished: bool
    obstacle: Obstacle


@dataclass(frozen=True)
class Sheet:
    """The timetable of one delegation, to be printed; those meetings that were called off stand apart."""

    event: Event
    delegation: str
    name: str
    days: list[tuple[date, list[Seat]]]
    called_off: list[Seat]
    missed: list[Missed]
    planned: bool


def sheet_of(found: Attending, table: Timetable, *, now: datetime, language: str) -> Sheet:
    """The sheet of a delegation out of the timetable of its event, or of itself."""
    own = [one for one in table.meetings if found.id in (one.meeting.first, one.meeting.second)]
    seats = [_seat(found, one, now=now, language=language) for one in own]
    standing = [one for one in seats if one.meeting.state != MeetingState.CANCELLED]
    days = sorted({one.day for one in standing})
    return Sheet(
        event=found.event,
        delegation=found.id,
        name=found.organization.name,
        days=[(day, [one for one in standing if one.day == day]) for day in days],
        called_off=[one for one in seats if one.meeting.state == MeetingState.CANCELLED],
        missed=[
            Missed(one.other(found.id).organization.name, bool(one.wishes), Obstacle(one.obstacle))
            for one in table.unmet
            if found.id in (one.pair[0].id, one.pair[1].id) and one.obstacle != Obstacle.AVOIDED
        ],
        planned=table.plan is not None,
    )


def _seat(found: Attending, one: MeetingView, *, now: datetime, language: str) -> Seat:
    other = one.other(found.id).organization
    return Seat(
        meeting=one.meeting,
        name=other.name,
        country=taxonomy.country_name(other.country, language) if other.country else "",
        day=one.starts.date(),
        starts=f"{one.starts:%H:%M}",
        ends=f"{one.ends:%H:%M}",
        topics=one.topics,
        why=one.why,
        begun=one.meeting.starts_at <= now,
        both=[(side.id, side.organization.name) for side in one.sides],
    )
