"""What the organisers of an event see on their page."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session

from api.pages import choices
from api.pages.choices import Options
from api.pages.events.lines import DelegationLine, delegation_line, when
from api.pages.forms import Form
from api.pages.looking_up import found_organizations
from api.pages.visits import Visit
from matcher.events.finding import attending, the_event
from matcher.events.hours import local, slots_of
from matcher.events.viewing import MeetingView, timetable
from matcher.policy import may
from matcher.policy.events import EventAction
from models.event import AHEAD, EVENT_MOVES, Event, EventState
from models.event_delegation import posts_of
from models.meeting import EventPlan

SETTINGS = (
    "day_begins",
    "day_ends",
    "meeting_minutes",
    "pause_minutes",
    "tables",
    "most_meetings",
    "interpreted",
)


@dataclass(frozen=True)
class Asked:
    """What the organiser looks for: a name among the organizations, and a day of the timetable."""

    words: str = ""
    day: date | None = None
    done: str = ""


@dataclass(frozen=True)
class Forms:
    """The forms of the page: what was typed into one that failed, and what is wrong."""

    moving: Form = field(default_factory=Form)
    registering: Form = field(default_factory=Form)
    collecting: Form = field(default_factory=Form)
    importing: Form = field(default_factory=Form)
    hours: Form | None = None
    planning: Form = field(default_factory=Form)

    @property
    def wrong(self) -> Form:
        """The one that failed."""
        all_of_them = (self.moving, self.registering, self.collecting, self.importing, self.hours, self.planning)
        return next((one for one in all_of_them if one and one.wrong), Form())


@dataclass(frozen=True)
class Moved:
    """A meeting of the plan before that is at another time now, or not at all."""

    names: tuple[str, str]
    before: datetime
    after: datetime | None


@dataclass(frozen=True)
class OrganizePage:
    """Everything that an organiser needs; `slots` is how many times of meetings the days have."""

    event: Event
    when: str
    ahead: bool
    moves: list[str]
    delegations: list[DelegationLine]
    coming: Options
    requests: int
    offers: int
    slots: int
    words: str
    found: Options
    sectors: Options
    plan: EventPlan | None
    share: float
    alone: list[str]
    moved: list[Moved]
    days: list[date]
    day: date | None
    meetings: list[MeetingView]
    hours: Form
    forms: Forms
    done: str


def organize_page(session: Session, visit: Visit, event: str, asked: Asked, forms: Forms | None = None) -> OrganizePage:
    """The page; a constant number of queries."""
    row, forms = the_event(session, visit.actor, event, EventAction.SEE_TIMETABLE), forms or Forms()
    sides, brought = attending(session, row), posts_of(session, row.id)
    found = timetable(session, row, language=visit.language)
    lines = [delegation_line(one, visit.language) for one in sides.values()]
    days = sorted({one.starts.date() for one in found.meetings})
    day = asked.day if asked.day in days else next(iter(days), None)
    plan, names = found.plan, {key: one.organization.name for key, one in sides.items()}
    return OrganizePage(
        event=row,
        when=when(row, visit.language),
        ahead=row.state in AHEAD,
        moves=_moves(visit, row),
        delegations=sorted(lines, key=lambda one: (not one.comes, one.name)),
        coming=tuple(sorted(((one.id, one.name) for one in lines if one.comes), key=lambda one: one[1])),
        requests=sum(one.request is not None for one in brought),
        offers=sum(one.offer is not None for one in brought),
        slots=len(slots_of(row)),
        words=asked.words,
        found=found_organizations(session, visit, asked.words),
        sectors=choices.sectors(visit.language),
        plan=plan,
        share=min(1.0, plan.worth / plan.possible) if plan and plan.possible else 1.0,
        alone=[names[key] for key in plan.alone if key in names] if plan else [],
        moved=_moved(row, plan, names),
        days=days,
        day=day,
        meetings=[one for one in found.meetings if one.starts.date() == day],
        hours=forms.hours or _hours(row),
        forms=forms,
        done=asked.done,
    )


def _moves(visit: Visit, row: Event) -> list[str]:
    """Where the reader may bring the event."""
    announces = may(visit.actor, EventAction.ANNOUNCE, row)
    return [one for one in EventState if one in EVENT_MOVES.get(row.state, ()) and (announces or one != "announced")]


def _moved(row: Event, plan: EventPlan | None, names: dict[str, str]) -> list[Moved]:
    return [
        Moved(
            (names[one["pair"][0]], names[one["pair"][1]]),
            local(row, datetime.fromisoformat(one["from"])),
            local(row, datetime.fromisoformat(one["to"])) if one["to"] else None,
        )
        for one in (plan.moved if plan else [])
    ]


def _hours(row: Event) -> Form:
    typed = {name: getattr(row, name) for name in SETTINGS}
    return Form({**typed, "interpreted": "1" if row.interpreted else "", "breaks": ", ".join(row.breaks)})
