"""Documented practices: published ones for everybody, drafts for those who write them."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlmodel import Session

from api.also_at import with_also_at
from api.dependencies import CurrentActor, ReadSession
from api.etags import set_etag
from api.lists import ListQuery, Page
from api.routes.history import HistoryEntry, told
from api.transactions import TransactedRoute
from api.writing import Call, Edit
from matcher.catalogues.keeping import elsewhere
from matcher.cursors import Part
from matcher.policy import Actor, may
from matcher.policy.practices import PracticeAction
from matcher.practices.drawing import draw_practice
from matcher.practices.finding import PracticeFilter, documented, practices, the_practice
from matcher.practices.moving import move_practice
from matcher.practices.nearby import practices_like
from matcher.practices.versions import translate_practice, versions_of
from matcher.practices.writing import add_practice, delete_practice, edit_practice
from matcher.trail import trail
from models.checks import CountryCode, LanguageCode, Sector
from models.practice import Practice, PracticeState
from models.practice_schemas import (
    PracticeMove,
    PracticePost,
    PracticePublic,
    PracticeTranslation,
    PracticeUpdate,
    PracticeVersion,
)

FOR_SOME = {"contact", "note"}
"""What a list tells nobody."""

router = APIRouter(tags=["practices"], route_class=TransactedRoute)


class PracticeSort(StrEnum):
    """The orders of a list."""

    ID = "id"
    ID_BACKWARDS = "-id"
    TITLE = "title"
    TITLE_BACKWARDS = "-title"


class PracticeQuery(ListQuery):
    """What to list. Each practice is listed once, by its first version, unless a `language` is asked for."""

    state: PracticeState | None = None
    sector: Sector | None = None
    sdg: Annotated[int | None, Query(ge=1, le=17)] = None
    country: CountryCode | None = None
    like: Annotated[
        CountryCode | None, Query(description="of places like this country, the most alike first, whatever `sort` says")
    ] = None
    language: LanguageCode | None = None
    organization: Annotated[str | None, Query(max_length=80)] = None
    text: Annotated[
        str | None, Query(min_length=2, max_length=100, description="words that one of its versions holds")
    ] = None
    own: Annotated[bool, Query(description="written by your organization")] = False
    sort: PracticeSort = PracticeSort.ID

    def as_filter(self) -> PracticeFilter:
        """The same for the matcher."""
        return PracticeFilter(**self.model_dump(exclude={"after", "limit", "sort", "like"}))

    def found(self, session: Session, actor: Actor) -> tuple[list[Practice], str | None]:
        """The part of the list that is asked for, and the cursor of the next."""
        if self.like is not None:
            near = practices_like(session, actor, self.as_filter(), self.like, after=self.after, limit=self.limit)
            return list(near[0]), near[1]
        rows, following = practices(session, actor, self.as_filter(), Part(self.sort, self.after, self.limit))
        return list(rows), following


@router.get("/practices")
def list_practices(
    query: Annotated[PracticeQuery, Query()], session: ReadSession, actor: CurrentActor
) -> Page[PracticePublic]:
    """Good practices by filter."""
    rows, following = query.found(session, actor)
    items = [PracticePublic(**row.model_dump(exclude=FOR_SOME)) for row in rows]
    return Page(items=with_also_at(session, "practice", items), next=following)


@router.post("/practices", status_code=201)
def create_practice(wanted: PracticePost, call: Call) -> PracticePublic:
    """Writes the draft of a practice of your organization."""
    return _created(add_practice(call.session, call.actor, wanted, now=call.now), call)


@router.post("/exchanges/{exchange_id}/practice", status_code=201)
def draw(exchange_id: str, call: Call) -> PracticePublic:
    """Draws a draft from a completed exchange: problem, solution, results and cost as far as they are known."""
    return _created(draw_practice(call.session, call.actor, exchange_id, now=call.now), call)


@router.get("/practices/{practice_id}")
def read_practice(practice_id: str, session: ReadSession, actor: CurrentActor, response: Response) -> PracticePublic:
    """One practice: what was wrong, what was done and what came of it, what it costs and what it needs."""
    row = the_practice(session, actor, practice_id)
    set_etag(response, row)
    return _public(session, actor, row)


@router.patch("/practices/{practice_id}")
def edit(practice_id: str, wanted: PracticeUpdate, call: Edit) -> PracticePublic:
    """Changes a draft."""
    row = edit_practice(call.session, call.actor, practice_id, wanted, version=call.version, now=call.now)
    return _answered(row, call)


@router.delete("/practices/{practice_id}", status_code=204)
def delete(practice_id: str, call: Edit) -> None:
    """Deletes a draft for good."""
    delete_practice(call.session, call.actor, practice_id, version=call.version, now=call.now)


@router.post("/practices/{practice_id}/state")
def move(practice_id: str, wanted: PracticeMove, call: Edit) -> PracticePublic:
    """Submits or publishes a practice, gives it back or takes it back."""
    return _answered(
        move_practice(call.session, call.actor, practice_id, wanted, version=call.version, now=call.now), call
    )


@router.get("/practices/{practice_id}/versions")
def list_versions(practice_id: str, session: ReadSession, actor: CurrentActor) -> list[PracticeVersion]:
    """The versions of a practice in all languages, the first one first."""
    rows = versions_of(session, actor, the_practice(session, actor, practice_id))
    return [PracticeVersion.model_validate(row, from_attributes=True) for row in rows]


@router.post("/practices/{practice_id}/versions", status_code=201)
def translate(practice_id: str, wanted: PracticeTranslation, call: Call) -> PracticePublic:
    """Writes the draft of a version of a published practice in another language."""
    return _created(translate_practice(call.session, call.actor, practice_id, wanted, now=call.now), call)


@router.get("/practices/{practice_id}/history")
def practice_history(practice_id: str, session: ReadSession, actor: CurrentActor) -> list[HistoryEntry]:
    """Who changed what of a practice, and when; for those who write or publish it."""
    row = the_practice(session, actor, practice_id, PracticeAction.SEE_HISTORY)
    return told(trail(session, actor, "practice", row.id))


def _created(row: Practice, call: Call) -> PracticePublic:
    call.response.headers["Location"] = f"/api/v1/practices/{row.id}"
    return _answered(row, call)


def _answered(row: Practice, call: Call) -> PracticePublic:
    set_etag(call.response, row)
    return _public(call.session, call.actor, row)


def _public(session: Session, actor: Actor, row: Practice) -> PracticePublic:
    case = documented(session, row)
    contact = row.contact if may(actor, PracticeAction.READ_CONTACT, case) else None
    note = row.note if may(actor, PracticeAction.SEE_HISTORY, case) else None
    also_at = elsewhere(session, "practice", row.id)
    return PracticePublic(**row.model_dump() | {"contact": contact, "note": note, "also_at": also_at})
