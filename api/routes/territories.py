"""Territories: what their country's window has to say about their posts, and their priorities."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.dependencies import CurrentActor, ReadSession
from api.etags import set_etag
from api.lists import ListQuery, Page
from api.post_answers import PostAnswer, answer_post
from api.transactions import TransactedRoute
from api.writing import Call, Edit
from matcher.cursors import Part
from matcher.territories.priorities import (
    PriorityFilter,
    draft_request,
    edit_priority,
    one_priority,
    priorities,
    shown,
    state_priority,
    withdraw_priority,
)
from matcher.territories.ruling import rule_of, set_rule
from models.checks import CountryCode, Sector
from models.priority import PriorityPost, PriorityPublic, PriorityUpdate
from models.request import RequestInside, RequestPublic
from models.window_rule import WindowRulePublic, WindowRuleUpdate

router = APIRouter(tags=["territories"], route_class=TransactedRoute)


class PrioritySort(StrEnum):
    """The orders of a list."""

    ID = "id"
    ID_BACKWARDS = "-id"


class PriorityQuery(ListQuery):
    """What to list; `country` is that of the territory."""

    organization: Annotated[str | None, Query(max_length=80)] = None
    country: CountryCode | None = None
    sector: Sector | None = None
    sdg: Annotated[int | None, Query(ge=1, le=17)] = None
    year: Annotated[int | None, Query(ge=1800, le=2200)] = None
    text: Annotated[str | None, Query(min_length=2, max_length=100, description="part of its title or text")] = None
    sort: PrioritySort = PrioritySort.ID

    def as_filter(self) -> PriorityFilter:
        """The same for the matcher."""
        return PriorityFilter(**self.model_dump(exclude={"after", "limit", "sort"}))


@router.get("/countries/{code}/window-rule")
def read_rule(code: str, session: ReadSession, actor: CurrentActor) -> WindowRulePublic:
    """Whether the window of a country is asked first, or informed, of what its territories post."""
    return rule_of(session, actor, code)


@router.put("/countries/{code}/window-rule")
def change_rule(code: str, wanted: WindowRuleUpdate, call: Call) -> WindowRulePublic:
    """Sets the rule; for the country's cooperation agency, its focal points and administrators."""
    return set_rule(call.session, call.actor, code, wanted, now=call.now)


@router.get("/priorities")
def list_priorities(
    query: Annotated[PriorityQuery, Query()], session: ReadSession, actor: CurrentActor
) -> Page[PriorityPublic]:
    """The priorities of territories by filter."""
    part = Part(query.sort, query.after, query.limit)
    items, following = priorities(session, actor, query.as_filter(), part)
    return Page(items=items, next=following)


@router.post("/organizations/{organization_id}/priorities", status_code=201)
def create_priority(organization_id: str, wanted: PriorityPost, call: Call) -> PriorityPublic:
    """States a priority of a territory: by itself, its country's cooperation agency or focal points."""
    row = state_priority(call.session, call.actor, organization_id, wanted, now=call.now)
    call.response.headers["Location"] = f"/api/v1/priorities/{row.id}"
    set_etag(call.response, row)
    return shown(call.session, call.actor, [row])[0]


@router.get("/priorities/{priority_id}")
def read_priority(priority_id: str, session: ReadSession, actor: CurrentActor, response: Response) -> PriorityPublic:
    """One priority; with the request that was made of it, for those who may read that."""
    found = one_priority(session, actor, priority_id)
    response.headers["ETag"] = f'"{found.version}"'
    return found


@router.patch("/priorities/{priority_id}")
def change_priority(priority_id: str, wanted: PriorityUpdate, edit: Edit) -> PriorityPublic:
    """Changes the fields that are given."""
    row = edit_priority(edit.session, edit.actor, priority_id, wanted, version=edit.version, now=edit.now)
    set_etag(edit.response, row)
    return shown(edit.session, edit.actor, [row])[0]


@router.delete("/priorities/{priority_id}", status_code=204)
def remove_priority(priority_id: str, edit: Edit) -> None:
    """Takes a priority off the list; its history stays."""
    withdraw_priority(edit.session, edit.actor, priority_id, version=edit.version, now=edit.now)


@router.post("/priorities/{priority_id}/request", status_code=201, response_model=RequestInside | RequestPublic)
def ask_for_it(priority_id: str, call: Call) -> PostAnswer:
    """Makes a draft request of a priority, once; both keep the link."""
    case = draft_request(call.session, call.actor, priority_id, now=call.now)
    call.response.headers["Location"] = f"/api/v1/requests/{case.id}"
    return answer_post(case, call.actor, call.response)
