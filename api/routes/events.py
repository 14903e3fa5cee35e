"""Events: fairs, workshops, study tours and expos."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.dependencies import CurrentActor, ReadSession
from api.etags import set_etag
from api.lists import ListQuery, Page
from api.transactions import TransactedRoute
from api.writing import Call, Edit
from matcher.cursors import Part
from matcher.events.finding import EventFilter, events, the_event
from matcher.events.keeping import create_event, edit_event, move_event
from models.base import Schema
from models.checks import CountryCode, Sector
from models.event import Event, EventKind, EventPlanned, EventPublic, EventState, EventUpdate

router = APIRouter(tags=["events"], route_class=TransactedRoute)


class EventMove(Schema):
    """Where an event goes."""

    state: EventState

    model_config = {"json_schema_extra": {"examples": [{"state": "announced"}]}}


class EventSort(StrEnum):
    """The orders of a list."""

    ID = "id"
    ID_BACKWARDS = "-id"
    STARTS_ON = "starts_on"
    STARTS_ON_BACKWARDS = "-starts_on"


class EventQuery(ListQuery):
    """What to list. `country` finds the host and those that took part; `coming` what is not over on a day."""

    kind: EventKind | None = None
    state: EventState | None = None
    country: CountryCode | None = None
    sector: Sector | None = None
    organization: Annotated[str | None, Query(max_length=80)] = None
    coming: date | None = None
    text: Annotated[str | None, Query(min_length=2, max_length=100, description="part of its text")] = None
    sort: EventSort = EventSort.STARTS_ON_BACKWARDS

    def as_filter(self) -> EventFilter:
        """The same for the matcher."""
        return EventFilter(**self.model_dump(exclude={"after", "limit", "sort"}))


@router.get("/events")
def list_events(query: Annotated[EventQuery, Query()], session: ReadSession, actor: CurrentActor) -> Page[EventPublic]:
    """Events by filter, the latest first."""
    rows, following = events(session, actor, query.as_filter(), Part(query.sort, query.after, query.limit))
    return Page(items=[EventPublic.model_validate(row, from_attributes=True) for row in rows], next=following)


@router.post("/events", status_code=201)
def create(wanted: EventPlanned, call: Call) -> EventPublic:
    """Drafts an event of your organization; nobody but its organisers sees it before it is announced."""
    row = create_event(call.session, call.actor, wanted, now=call.now)
    call.response.headers["Location"] = f"/api/v1/events/{row.id}"
    return _answered(row, call.response)


@router.get("/events/{event_id}")
def read_event(event_id: str, session: ReadSession, actor: CurrentActor, response: Response) -> EventPublic:
    """One event: what it is, and what came of it."""
    return _answered(the_event(session, actor, event_id), response)


@router.patch("/events/{event_id}")
def edit(event_id: str, wanted: EventUpdate, call: Edit) -> EventPublic:
    """Changes an event, or the hours and tables of its meetings; these move when it is planned again."""
    row = edit_event(call.session, call.actor, event_id, wanted, version=call.version, now=call.now)
    return _answered(row, call.response)


@router.post("/events/{event_id}/state")
def move(event_id: str, wanted: EventMove, call: Edit) -> EventPublic:
    """Announces an event, closes its register, says that it was held, or calls it off."""
    row = move_event(call.session, call.actor, event_id, wanted.state, version=call.version, now=call.now)
    return _answered(row, call.response)


def _answered(row: Event, response: Response) -> EventPublic:
    set_etag(response, row)
    return EventPublic.model_validate(row, from_attributes=True)
