"""Timetables as people read them: in the time of the event, with whom, about what and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from matcher.events.finding import attending
from matcher.events.hours import local
from matcher.events.planning import Obstacle
from matcher.policy.events import Attending, Sitting
from models.event import Event
from models.meeting import EventPlan, Meeting, latest_plan, meetings_of
from models.offer import Offer
from models.request import Request
from scoring.explanation import from_data
from scoring.sentence import sentence


@dataclass(frozen=True)
class Said:
    """A topic by the titles of its two posts, each with its language; the score in millionths."""

    request: str
    request_title: str
    request_language: str
    offer: str
    offer_title: str
    offer_language: str
    score: int


@dataclass(frozen=True)
class MeetingView:
    """A meeting with its sides, its times at the event, its topics and why it was arranged."""

    meeting: Meeting
    sides: tuple[Attending, Attending]
    starts: datetime
    ends: datetime
    topics: list[Said]
    why: str

    def other(self, delegation: str) -> Attending:
        """Whom a delegation meets."""
        return self.sides[1] if self.sides[0].id == delegation else self.sides[0]


@dataclass(frozen=True)
class Unmet:
    """A pair without a meeting; `sides` are those of the two with which the obstacle lies."""

    pair: tuple[Attending, Attending]
    score: int
    wishes: int
    obstacle: str
    sides: list[str]

    def other(self, delegation: str) -> Attending:
        """Whom a delegation does not meet."""
        return self.pair[1] if self.pair[0].id == delegation else self.pair[0]


@dataclass(frozen=True)
class Timetable:
    """The meetings of an event or of one delegation, what could not be arranged, and the planning behind them."""

    meetings: list[MeetingView]
    unmet: list[Unmet]
    plan: EventPlan | None


def timetable(session: Session, event: Event, *, language: str, of: str | None = None) -> Timetable:
    """The timetable of an event, or of one delegation, which is not told who would rather not meet it. A constant
    number of queries."""
    sides, plan = attending(session, event), latest_plan(session, event.id)
    rows = [one for one in meetings_of(session, event.id) if of is None or of in (one.first, one.second)]
    titles = _titles(session, rows)
    unmet = [
        Unmet(
            (sides[one["pair"][0]], sides[one["pair"][1]]), one["score"], one["wishes"], one["obstacle"], one["sides"]
        )
        for one in (plan.unmet if plan else [])
        if of is None or (of in one["pair"] and one["obstacle"] != Obstacle.AVOIDED)
    ]
    return Timetable([_view(event, row, sides, titles, language) for row in rows], unmet, plan)


def view_of(session: Session, found: Sitting, *, language: str) -> MeetingView:
    """One meeting."""
    sides = {one.id: one for one in found.sides}
    return _view(found.sides[0].event, found.meeting, sides, _titles(session, [found.meeting]), language)


def _view(
    event: Event, row: Meeting, sides: Mapping[str, Attending], titles: Mapping[str, tuple[str, str]], language: str
) -> MeetingView:
    starts = local(event, row.starts_at)
    nothing = ("", "")
    return MeetingView(
        meeting=row,
        sides=(sides[row.first], sides[row.second]),
        starts=starts,
        ends=starts + timedelta(minutes=row.minutes),
        topics=[
            Said(
                one["request"],
                *titles.get(one["request"], nothing),
                one["offer"],
                *titles.get(one["offer"], nothing),
                one["score"],
            )
            for one in row.topics
        ],
        why=sentence(from_data(row.explanation), language) if row.explanation else "",
    )


def _titles(session: Session, rows: Sequence[Meeting]) -> dict[str, tuple[str, str]]:
    """Titles and languages of the posts that meetings are about: two queries."""
    topics: list[dict[str, Any]] = [topic for row in rows for topic in row.topics]
    found: dict[str, tuple[str, str]] = {}
    for table, name in ((Request, "request"), (Offer, "offer")):
        keys = {topic[name] for topic in topics}
        chosen = select(table.id, table.title, table.language).where(col(table.id).in_(keys))
        found |= {key: (title, language) for key, title, language in session.exec(chosen)}
    return found
