"""The delegations of an event: how they can meet others, what they bring, whom they wish to meet, and when they do."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel

from api.dependencies import CurrentActor, CurrentSettings, ReaderLanguage, ReadSession
from api.etags import set_etag
from api.transactions import TransactedRoute
from api.writing import Call, Edit
from matcher.cursors import LARGEST_KEY
from matcher.events.bringing import bring, take_back
from matcher.events.calendar import MEDIA_TYPE, calendar_of
from matcher.events.delegations import edit_delegation, move_delegation, register
from matcher.events.finding import attending, the_delegation, the_event
from matcher.events.shown import delegation_shown, meeting_shown
from matcher.events.viewing import timetable
from matcher.events.wishing import wish
from matcher.policy.events import EventAction
from models.base import Schema
from models.event_delegation import Brought, DelegationCreate, DelegationPublic, DelegationUpdate, WishCreate
from models.meeting import MeetingPublic

router = APIRouter(tags=["events"], route_class=TransactedRoute)
HERE = "/events/{event_id}/delegations/{delegation_id}"


class Coming(Schema):
    """Whether a delegation comes."""

    comes: bool

    model_config = {"json_schema_extra": {"examples": [{"comes": False}]}}


class BroughtPublic(BaseModel):
    """What a delegation brought."""

    id: int
    delegation: str
    request: str | None
    offer: str | None


@router.get("/events/{event_id}/delegations")
def list_delegations(event_id: str, session: ReadSession, actor: CurrentActor) -> list[DelegationPublic]:
    """Who comes. How a delegation can meet others is told to itself and the organisers."""
    found = attending(session, the_event(session, actor, event_id))
    return [delegation_shown(actor, one) for one in found.values()]


@router.post("/events/{event_id}/delegations", status_code=201)
def register_delegation(event_id: str, wanted: DelegationCreate, call: Call) -> DelegationPublic:
    """Registers the delegation of an organization; for the organisers."""
    found = register(call.session, call.actor, event_id, wanted, now=call.now)
    set_etag(call.response, found.delegation)
    return delegation_shown(call.actor, found)


@router.patch(HERE)
def edit_one(event_id: str, delegation_id: str, wanted: DelegationUpdate, call: Edit) -> DelegationPublic:
    """Changes languages, times and limits; meetings move when the event is planned again."""
    found = the_delegation(call.session, call.actor, event_id, delegation_id, EventAction.EDIT_DELEGATION)
    edit_delegation(call.session, call.actor, found, wanted, version=call.version, now=call.now)
    set_etag(call.response, found.delegation)
    return delegation_shown(call.actor, found)


@router.post(f"{HERE}/coming")
def come(event_id: str, delegation_id: str, wanted: Coming, call: Call) -> DelegationPublic:
    """Cancels a delegation with its meetings, or lets it come after all."""
    move_delegation(call.session, call.actor, event_id, delegation_id, comes=wanted.comes, now=call.now)
    found = the_delegation(call.session, call.actor, event_id, delegation_id)
    return delegation_shown(call.actor, found)


@router.post(f"{HERE}/wishes", status_code=204)
def say_wish(event_id: str, delegation_id: str, said: WishCreate, call: Call) -> None:
    """Says whom the delegation wants to meet or would rather not; without a kind the wish is taken back."""
    found = the_delegation(call.session, call.actor, event_id, delegation_id, EventAction.EDIT_DELEGATION)
    wish(call.session, call.actor, found, said, now=call.now)


@router.post(f"{HERE}/posts", status_code=201)
def bring_post(event_id: str, delegation_id: str, said: Brought, call: Call) -> BroughtPublic:
    """Brings one of the delegation's requests or offers to the event."""
    found = the_delegation(call.session, call.actor, event_id, delegation_id, EventAction.EDIT_DELEGATION)
    row = bring(call.session, call.actor, found, said, now=call.now)
    return BroughtPublic.model_validate(row, from_attributes=True)


@router.delete(f"{HERE}/posts/{{brought_id}}", status_code=204)
def take_post_back(
    event_id: str, delegation_id: str, brought_id: Annotated[int, Path(ge=1, le=LARGEST_KEY)], call: Call
) -> None:
    """Takes a post from the event; the post itself stays."""
    found = the_delegation(call.session, call.actor, event_id, delegation_id, EventAction.EDIT_DELEGATION)
    take_back(call.session, call.actor, found, brought_id, now=call.now)


@router.get(f"{HERE}/meetings")
def read_meetings(
    event_id: str, delegation_id: str, session: ReadSession, actor: CurrentActor, language: ReaderLanguage
) -> list[MeetingPublic]:
    """The delegation's own timetable, those that were called off too."""
    found = the_delegation(session, actor, event_id, delegation_id)
    return [meeting_shown(one) for one in timetable(session, found.event, language=language, of=found.id).meetings]


@router.get(f"{HERE}/timetable.ics", response_class=Response, responses={200: {"content": {MEDIA_TYPE: {}}}})
def read_calendar(
    event_id: str,
    delegation_id: str,
    session: ReadSession,
    actor: CurrentActor,
    settings: CurrentSettings,
    language: ReaderLanguage,
) -> Response:
    """The same as iCalendar."""
    found = the_delegation(session, actor, event_id, delegation_id)
    meetings = timetable(session, found.event, language=language, of=found.id).meetings
    content = calendar_of(found, meetings, public_url=settings.public_url, language=language)
    return Response(content, media_type=MEDIA_TYPE)
