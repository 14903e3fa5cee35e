"""The meetings of an event: what it collects, its plan, its timetable, and what comes of each meeting."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from api.dependencies import CurrentActor, CurrentSettings, Now, ReaderLanguage, ReadSession, SeparateActor, Shelf
from api.etags import set_etag
from api.transactions import TransactedRoute
from api.writing import Call, Edit
from matcher.events.arranging import plan_event
from matcher.events.bringing import collect
from matcher.events.finding import the_event, the_meeting
from matcher.events.settling import settle
from matcher.events.shown import meeting_shown
from matcher.events.viewing import timetable, view_of
from matcher.policy.events import EventAction
from models.event_delegation import Demand
from models.meeting import EventPlan, MeetingPublic, Outcome

router = APIRouter(tags=["events"], route_class=TransactedRoute)
planning = APIRouter(tags=["events"])
"""Planning takes seconds and keeps no transaction open meanwhile."""


class Collected(BaseModel):
    """The request that a demand became."""

    request: str


class PlanPublic(BaseModel):
    """What a planning reached: `share` of what was possible if slots did not matter, 0 to 1; delegations that meet
    nobody; the pairs that do not meet with what stands between them; and the meetings of the plan before that are not
    where they were."""

    planned_at: datetime
    meetings: int
    share: float
    alone: list[str]
    unmet: list[dict[str, Any]]
    moved: list[dict[str, Any]]


class TimetablePublic(BaseModel):
    """All meetings of an event, those that were called off too, and the planning behind them."""

    meetings: list[MeetingPublic]
    plan: PlanPublic | None


@router.post("/events/{event_id}/demands", status_code=201)
def collect_demand(event_id: str, said: Demand, call: Call) -> Collected:
    """Writes a demand down as a request of the delegation's organization and puts it before its focal point."""
    return Collected(request=collect(call.session, call.actor, event_id, said, now=call.now).id)


@planning.post("/events/{event_id}/plan", status_code=201)
def plan(event_id: str, actor: SeparateActor, settings: CurrentSettings, shelf: Shelf, now: Now) -> PlanPublic:
    """Plans the meetings of an event, or plans them again: those that stand stay where they are as far as possible."""
    return _shown(plan_event(settings.engine, actor, event_id, index_of=shelf.index, now=now))


@router.get("/events/{event_id}/timetable")
def read_timetable(
    event_id: str, session: ReadSession, actor: CurrentActor, language: ReaderLanguage
) -> TimetablePublic:
    """The whole timetable; for the organisers."""
    event = the_event(session, actor, event_id, EventAction.SEE_TIMETABLE)
    found = timetable(session, event, language=language)
    meetings = [meeting_shown(one) for one in found.meetings]
    return TimetablePublic(meetings=meetings, plan=_shown(found.plan) if found.plan else None)


@router.post("/events/{event_id}/meetings/{meeting_id}/state")
def settle_meeting(
    event_id: str, meeting_id: str, said: Outcome, call: Edit, language: ReaderLanguage
) -> MeetingPublic:
    """Says that a meeting was held or called off, or that both sides agreed: then an exchange is opened, which both
    confirm."""
    found = the_meeting(call.session, call.actor, event_id, meeting_id, EventAction.SETTLE_MEETING)
    row = settle(call.session, call.actor, found, said, version=call.version, now=call.now)
    set_etag(call.response, row)
    return meeting_shown(view_of(call.session, found, language=language))


def _shown(row: EventPlan) -> PlanPublic:
    share = min(1.0, row.worth / row.possible) if row.possible else 1.0
    return PlanPublic(**row.model_dump(exclude={"id", "event", "worth", "possible"}), share=share)
