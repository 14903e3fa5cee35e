"""Calls for proposals: listed, judged for a request rule by rule, and with the countries that complete a group."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel

from api.call_answers import ConsortiaAnswer, EligibilityAnswer, consortia_answer, eligibility_answer
from api.dependencies import CurrentActor, ReaderLanguage, ReadSession, Shelf, Today
from api.etags import set_etag
from api.lists import ListQuery, Page
from api.routes.history import HistoryEntry, told
from api.transactions import TransactedRoute
from api.writing import Call, Edit
from matcher.calls.editing import archive_call, call_history, create_call, edit_call
from matcher.calls.finding import Announced, CallFilter, calls, eligibility, one_call
from matcher.catalogue import one_post
from matcher.consortia.finding import Group, consortia, group_of
from matcher.cursors import Part
from models.base import Archiving
from models.checks import CountryCodes
from models.proposal_call import ProposalCall, ProposalCallPost, ProposalCallPublic, ProposalCallUpdate
from models.request import Request

router = APIRouter(tags=["calls"], route_class=TransactedRoute)


class CallSort(StrEnum):
    """The orders of a list."""

    ID = "id"
    ID_BACKWARDS = "-id"
    TITLE = "title"
    TITLE_BACKWARDS = "-title"


class CallQuery(ListQuery):
    """What to list; `open` are calls that may take applications today. Archived ones are listed apart."""

    mechanism: Annotated[str | None, Query(max_length=80)] = None
    open: bool | None = None
    text: Annotated[str | None, Query(min_length=2, max_length=100, description="part of its title")] = None
    archived: bool = False
    sort: CallSort = CallSort.ID

    def as_filter(self) -> CallFilter:
        """The same for the matcher."""
        return CallFilter(**self.model_dump(exclude={"after", "limit", "sort"}))


class GroupQuery(BaseModel):
    """The group that is to be completed: what it is about, and who is in it besides those who ask."""

    model_config = {"extra": "forbid"}

    request: Annotated[str | None, Query(max_length=80, description="a request that you may see")] = None
    countries: Annotated[CountryCodes, Query(description="countries that are in the group already")] = []
    lang: Annotated[str | None, Query(max_length=10)] = None


def _found(call_id: str, session: ReadSession, actor: CurrentActor) -> Announced:
    return one_call(session, actor, call_id)


FoundCall = Annotated[Announced, Depends(_found)]


def _group(found: FoundCall, query: Annotated[GroupQuery, Query()], session: ReadSession, actor: CurrentActor) -> Group:
    request = one_post(session, Request, query.request, actor=actor) if query.request else None
    return group_of(found, request, query.countries)


AskedGroup = Annotated[Group, Depends(_group)]


@dataclass(frozen=True)
class ToldBy:
    """What ranks, and the language of the answer."""

    shelf: Shelf
    language: ReaderLanguage


Telling = Annotated[ToldBy, Depends()]


@router.get("/calls")
def list_calls(
    query: Annotated[CallQuery, Query()], session: ReadSession, actor: CurrentActor, today: Today
) -> Page[ProposalCallPublic]:
    """Calls by filter."""
    part = Part(query.sort, query.after, query.limit)
    found, following = calls(session, actor, query.as_filter(), part, on=today)
    rows = [ProposalCallPublic.model_validate(one.call, from_attributes=True) for one in found]
    return Page(items=rows, next=following)


@router.post("/calls", status_code=201)
def announce(wanted: ProposalCallPost, call: Call) -> ProposalCallPublic:
    """Announces a call of a mechanism; for those who run it and administrators."""
    row = create_call(call.session, call.actor, wanted, now=call.now)
    call.response.headers["Location"] = f"/api/v1/calls/{row.id}"
    return _answered(row, call.response)


@router.patch("/calls/{call_id}")
def change(call_id: str, wanted: ProposalCallUpdate, call: Edit) -> ProposalCallPublic:
    """Changes a call, and empties what `clear` names: a rule that is empty is the mechanism's own."""
    row = edit_call(call.session, call.actor, call_id, wanted, version=call.version, now=call.now)
    return _answered(row, call.response)


@router.post("/calls/{call_id}/archive", summary="Archive a call, or bring it back")
def archive(call_id: str, wanted: Archiving, call: Edit) -> ProposalCallPublic:
    """An archived call takes no applications and stands in no list; its address goes on leading to it."""
    row = archive_call(call.session, call.actor, call_id, archived=wanted.archived, version=call.version, now=call.now)
    return _answered(row, call.response)


@router.get("/calls/{call_id}/history")
def history(call_id: str, session: ReadSession, actor: CurrentActor) -> list[HistoryEntry]:
    """What happened to a call, the oldest first; for those who may change it."""
    return told(call_history(session, actor, call_id))


@router.get("/calls/{call_id}")
def read_call(found: FoundCall, response: Response) -> ProposalCallPublic:
    """One call: its days, its rules, what applications are judged by, and what came of it."""
    return _answered(found.call, response)


@router.get("/calls/{call_id}/eligibility/{request_id}", summary="Whether a request fits a call")
def request_eligibility(
    found: FoundCall,
    request_id: str,
    session: ReadSession,
    actor: CurrentActor,
    today: Today,
    language: ReaderLanguage,
) -> EligibilityAnswer:
    """Each rule of a call checked for a request, with the reason."""
    request = one_post(session, Request, request_id, actor=actor)
    return eligibility_answer(eligibility(session, found, request, on=today), language)


@router.get("/calls/{call_id}/consortia", summary="Which countries would complete a group")
def call_consortia(
    found: FoundCall, group: AskedGroup, session: ReadSession, actor: CurrentActor, today: Today, told: Telling
) -> ConsortiaAnswer:
    """The countries to add to a group that applies to a call, explained term by term."""
    index = told.shelf.index(session, today) if group.request else None
    return consortia_answer(consortia(session, actor, found, group, index=index, on=today), told.language)


def _answered(row: ProposalCall, response: Response) -> ProposalCallPublic:
    set_etag(response, row)
    return ProposalCallPublic.model_validate(row, from_attributes=True)
