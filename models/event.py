"""Events: fairs, workshops, study tours and expos at which delegations meet."""

from datetime import date
from enum import StrEnum
from typing import Any, Self

from pydantic import model_validator
from sqlmodel import Field

from models.base import Identifier, JsonColumn, OrganizationReference, Schema, Versioned
from models.checks import CountryCode, CountryCodes, LanguageCode, LanguageCodes, Sectors, TimeZone
from models.errors import UnfitError
from models.event_hours import Breaks, ClockTime, check_hours
from models.states import Moves, guard_state


class EventKind(StrEnum):
    """What sort of event it is."""

    FAIR = "fair"
    WORKSHOP = "workshop"
    STUDY_TOUR = "study-tour"
    EXPO = "expo"
    CONFERENCE = "conference"


class EventState(StrEnum):
    """Where an event stands: its organisers' own, open for delegations, full, over, or called off."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    CLOSED = "closed"
    HELD = "held"
    CANCELLED = "cancelled"


EVENT_MOVES: Moves = {
    EventState.DRAFT: {EventState.ANNOUNCED, EventState.CANCELLED},
    EventState.ANNOUNCED: {EventState.CLOSED, EventState.HELD, EventState.CANCELLED},
    EventState.CLOSED: {EventState.ANNOUNCED, EventState.HELD, EventState.CANCELLED},
}
AHEAD = (EventState.DRAFT, EventState.ANNOUNCED, EventState.CLOSED)
"""The states of an event that is still being prepared or under way."""


class Precision(StrEnum):
    """How exactly the days of an event are known; `starts_on` and `ends_on` are then the ends of that time."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class EventFields(Schema):
    """What is told of an event in every form in which it arrives."""

    title: str = Field(min_length=2, max_length=300)
    summary: str = Field(default="", max_length=20_000)
    language: LanguageCode = Field(description="that of title and summary")
    kind: EventKind
    country: CountryCode | None = None
    place: str = Field(default="", max_length=200)
    starts_on: date
    ends_on: date
    time_zone: TimeZone = "UTC"
    sectors: Sectors = []
    languages: LanguageCodes = Field(default=[], description="in which it works")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        check_days(self.starts_on, self.ends_on)
        return self


class EventCreate(EventFields):
    """An event as it arrives in a file: as a rule a past one, with what came of it."""

    id: Identifier
    organization: OrganizationReference
    known_to: Precision = Precision.DAY
    countries: CountryCodes = []
    participants: int | None = Field(default=None, ge=0)
    agreements: int | None = Field(default=None, ge=0)
    results: str | None = Field(default=None, max_length=20_000)
    state: EventState = EventState.HELD
    source_document: str | None = None
    source_section: str | None = None


class EventPlanned(EventFields):
    """An event as its organisers announce it; the organization may be left out: the writer's own."""

    organization: OrganizationReference | None = None

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "kind": "fair",
                    "title": "Feria de saberes sobre agua rural",
                    "summary": "Dos días de reuniones bilaterales entre quienes buscan y quienes ofrecen.",
                    "language": "es",
                    "country": "PAN",
                    "place": "Ciudad de Panamá",
                    "starts_on": "2027-03-16",
                    "ends_on": "2027-03-17",
                    "time_zone": "America/Panama",
                    "sectors": ["water-sanitation"],
                    "languages": ["es", "pt"],
                }
            ]
        }
    }


class EventUpdate(Schema):
    """What changes of an event: what is told of it, what came of it, and the hours and tables of its meetings."""

    kind: EventKind | None = None
    title: str | None = Field(default=None, min_length=2, max_length=300)
    summary: str | None = Field(default=None, max_length=20_000)
    language: LanguageCode | None = None
    country: CountryCode | None = None
    place: str | None = Field(default=None, max_length=200)
    starts_on: date | None = None
    ends_on: date | None = None
    time_zone: TimeZone | None = None
    sectors: Sectors | None = None
    languages: LanguageCodes | None = None
    interpreted: bool | None = Field(default=None, description="interpreters sit at the tables")
    participants: int | None = Field(default=None, ge=0, le=1_000_000)
    agreements: int | None = Field(default=None, ge=0, le=1_000_000)
    results: str | None = Field(default=None, max_length=20_000)
    day_begins: ClockTime | None = None
    day_ends: ClockTime | None = None
    breaks: Breaks | None = None
    meeting_minutes: int | None = Field(default=None, ge=5, le=240)
    pause_minutes: int | None = Field(default=None, ge=0, le=120, description="to walk to the next table")
    tables: int | None = Field(default=None, ge=1, le=500)
    most_meetings: int | None = Field(default=None, ge=1, le=100, description="of one delegation")


class Event(Versioned, table=True):
    """An event, what came of it, and the hours of its meetings, which are local.

    Of an event that a document tells, `countries` took part and `agreements` is the number that it gives; those reached
    here are counted by their meetings.
    """

    id: str = Field(primary_key=True, max_length=80)
    kind: str
    title: str
    summary: str
    language: str = Field(max_length=8)
    country: str | None = Field(default=None, foreign_key="country.code", index=True)
    place: str = ""
    starts_on: date = Field(index=True)
    ends_on: date
    known_to: str = Precision.DAY
    time_zone: str
    organization: str = Field(foreign_key="organization.id", index=True)
    sectors: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    languages: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    interpreted: bool = False
    countries: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    participants: int | None = None
    agreements: int | None = None
    results: str | None = None
    day_begins: str = "09:00"
    day_ends: str = "17:00"
    breaks: list[str] = Field(default_factory=lambda: ["12:30-14:00"], sa_type=JsonColumn)
    meeting_minutes: int = 20
    pause_minutes: int = 5
    tables: int = 20
    most_meetings: int = 10
    state: str = Field(default=EventState.DRAFT, index=True)
    source_document: str | None = None
    source_section: str | None = None


guard_state(Event, EVENT_MOVES)


class EventPublic(Schema):
    """An event as those see it who may."""

    id: str
    kind: str
    title: str
    summary: str
    language: str
    country: str | None
    place: str
    starts_on: date
    ends_on: date
    known_to: str
    time_zone: str
    organization: str
    sectors: list[str]
    languages: list[str]
    interpreted: bool
    countries: list[str]
    participants: int | None
    agreements: int | None
    results: str | None
    day_begins: str
    day_ends: str
    breaks: list[str]
    meeting_minutes: int
    pause_minutes: int
    tables: int
    most_meetings: int
    state: str
    source_document: str | None
    source_section: str | None
    version: int


def check_days(starts_on: date, ends_on: date) -> None:
    """Raises ValueError where an event would end before it starts."""
    if ends_on < starts_on:
        raise UnfitError("ends_on {ends_on} lies before starts_on {starts_on}", ends_on=ends_on, starts_on=starts_on)


def check_event(fields: dict[str, Any]) -> None:
    """Raises ValueError for days or hours of an event that cannot be."""
    check_days(fields["starts_on"], fields["ends_on"])
    check_hours(fields["day_begins"], fields["day_ends"])
