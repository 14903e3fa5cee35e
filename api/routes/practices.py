"""Documented practices: published ones for everybody, drafts for those who write them."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.dependencies import CurrentActor, ReadSession
from api.etags import set_etag
from api.lists import ListQuery, Page
from api.routes.history import HistoryEntry, told
from api.transactions import TransactedRoute
from api.writing import Call, Edit
from matcher.cursors import Part
from matcher.policy.practices import PracticeAction
from matcher.practices.drawing import draw_practice
from matcher.practices.finding import PracticeFilter, practices, the_practice
from matcher.practices.writing import add_practice, edit_practice, move_practice
from matcher.trail import trail
from models.base import Schema
from models.checks import CountryCode, LanguageCode, Sector
from models.practice import Practice, PracticePost, PracticePublic, PracticeState, PracticeUpdate

router = APIRouter(tags=["practices"], route_class=TransactedRoute)


class Move(Schema):
    """Where a practice goes: `submitted` by its writers; `published`, or back to `draft`, by a focal point."""

    state: PracticeState


class PracticeSort(StrEnum):
    """The orders of a list."""

    ID = "id"
    ID_BACKWARDS = "-id"
    TITLE = "title"
    TITLE_BACKWARDS = "-title"


class PracticeQuery(ListQuery):
    """What to list."""

    state: PracticeState | None = None
    sector: Sector | None = None
    sdg: Annotated[int | None, Query(ge=1, le=17)] = None
    country: CountryCode | None = None
    language: LanguageCode | None = None
    organization: Annotated[str | None, Query(max_length=80)] = None
    text: Annotated[str | None, Query(min_length=2, max_length=100, description="part of its text")] = None
    sort: PracticeSort = PracticeSort.ID

    def as_filter(self) -> PracticeFilter:
        """The same for the matcher."""
        return PracticeFilter(**self.model_dump(exclude={"after", "limit", "sort"}))


@router.get("/practices")
def list_practices(
    query: Annotated[PracticeQuery, Query()], session: ReadSession, actor: CurrentActor
) -> Page[PracticePublic]:
    """Good practices by filter."""
    rows, following = practices(session, actor, query.as_filter(), Part(query.sort, query.after, query.limit))
    return Page(items=[PracticePublic.model_validate(row, from_attributes=True) for row in rows], next=following)


@router.post("/practices", status_code=201)
def create_practice(wanted: PracticePost, call: Call) -> PracticePublic:
    """Writes the draft of a practice of your organization."""
    return _created(add_practice(call.session, call.actor, wanted, now=call.now), call.response)


@router.post("/exchanges/{exchange_id}/practice", status_code=201)
def draw(exchange_id: str, call: Call) -> PracticePublic:
    """Draws a draft from a completed exchange: problem, solution and results as far as they are known."""
    return _created(draw_practice(call.session, call.actor, exchange_id, now=call.now), call.response)


@router.get("/practices/{practice_id}")
def read_practice(practice_id: str, session: ReadSession, actor: CurrentActor, response: Response) -> PracticePublic:
    """One practice: what was wrong, what was done and what came of it."""
    return _answered(the_practice(session, actor, practice_id), response)


@router.patch("/practices/{practice_id}")
def edit(practice_id: str, wanted: PracticeUpdate, call: Edit) -> PracticePublic:
    """Changes a draft."""
    row = edit_practice(call.session, call.actor, practice_id, wanted, version=call.version, now=call.now)
    return _answered(row, call.response)


@router.post("/practices/{practice_id}/state")
def move(practice_id: str, wanted: Move, call: Edit) -> PracticePublic:
    """Submits, publishes or gives back a practice."""
    row = move_practice(call.session, call.actor, practice_id, wanted.state, version=call.version, now=call.now)
    return _answered(row, call.response)


@router.get("/practices/{practice_id}/history")
def practice_history(practice_id: str, session: ReadSession, actor: CurrentActor) -> list[HistoryEntry]:
    """Who changed what of a practice, and when; for those who write or publish it."""
    row = the_practice(session, actor, practice_id, PracticeAction.SEE_HISTORY)
    return told(trail(session, actor, "practice", row.id))


def _created(row: Practice, response: Response) -> PracticePublic:
    response.headers["Location"] = f"/api/v1/practices/{row.id}"
    return _answered(row, response)


def _answered(row: Practice, response: Response) -> PracticePublic:
    set_etag(response, row)
    return PracticePublic.model_validate(row, from_attributes=True)
