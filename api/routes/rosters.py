"""Rosters: whom a region, a sector or a mechanism can call."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.dependencies import CurrentActor, ReadSession, Today
from api.etags import set_etag
from api.lists import ListQuery, Page
from api.transactions import TransactedRoute
from api.writing import Call, Edit
from matcher.cursors import Part
from matcher.experts.rosters import (
    RosterFilter,
    add_roster,
    edit_roster,
    end_place,
    place,
    placed,
    rosters,
    the_roster,
)
from models.checks import CountryCode, Sector
from models.roster import Placement, PlacementPost, PlacementPublic, Roster, RosterPost, RosterPublic, RosterUpdate

router = APIRouter(tags=["experts"], route_class=TransactedRoute)


class RosterSort(StrEnum):
    """The orders of a list."""

    ID = "id"
    NAME = "name"
    NAME_BACKWARDS = "-name"


class RosterQuery(ListQuery):
    """What to list; `country` is one that may call from it."""

    text: Annotated[str | None, Query(min_length=2, max_length=100, description="part of its name or aim")] = None
    sector: Sector | None = None
    country: CountryCode | None = None
    organization: Annotated[str | None, Query(max_length=80)] = None
    mechanism: Annotated[str | None, Query(max_length=80)] = None
    community: Annotated[str | None, Query(max_length=80)] = None
    sort: RosterSort = RosterSort.ID

    def as_filter(self) -> RosterFilter:
        """The same for the matcher."""
        return RosterFilter(**self.model_dump(exclude={"after", "limit", "sort"}))


@router.get("/rosters")
def list_rosters(
    query: Annotated[RosterQuery, Query()], session: ReadSession, actor: CurrentActor
) -> Page[RosterPublic]:
    """Rosters by filter."""
    rows, following = rosters(session, actor, query.as_filter(), Part(query.sort, query.after, query.limit))
    return Page(items=[RosterPublic.model_validate(row, from_attributes=True) for row in rows], next=following)


@router.post("/rosters", status_code=201)
def add(wanted: RosterPost, call: Call) -> RosterPublic:
    """Begins a roster that your organization keeps, for a mechanism or a network where it is theirs."""
    row = add_roster(call.session, call.actor, wanted, now=call.now)
    call.response.headers["Location"] = f"/api/v1/rosters/{row.id}"
    return _answered(row, call.response)


@router.get("/rosters/{roster_id}")
def read(roster_id: str, session: ReadSession, actor: CurrentActor, response: Response) -> RosterPublic:
    """One roster: what it is for and who may call from it."""
    return _answered(the_roster(session, actor, roster_id), response)


@router.patch("/rosters/{roster_id}")
def edit(roster_id: str, wanted: RosterUpdate, call: Edit) -> RosterPublic:
    """Changes what is said of a roster."""
    row = edit_roster(call.session, call.actor, roster_id, wanted, version=call.version, now=call.now)
    return _answered(row, call.response)


@router.get("/rosters/{roster_id}/experts")
def list_places(roster_id: str, session: ReadSession, actor: CurrentActor, today: Today) -> list[PlacementPublic]:
    """Who stands on a roster; an exchange names the place from which it calls an expert."""
    the_roster(session, actor, roster_id)
    return [_public(row) for row, _ in placed(session, roster_id, on=today)]


@router.post("/rosters/{roster_id}/experts", status_code=201)
def add_expert_to(roster_id: str, wanted: PlacementPost, call: Call) -> PlacementPublic:
    """Puts an expert on a roster of yours."""
    return _public(place(call.session, call.actor, roster_id, wanted, now=call.now))


@router.delete("/rosters/{roster_id}/experts/{placement_id}")
def take_expert_off(roster_id: str, placement_id: str, call: Call) -> PlacementPublic:
    """Takes an expert off a roster; the place stays on record. The expert and who keeps the profile may do so too."""
    return _public(end_place(call.session, call.actor, roster_id, placement_id, now=call.now))


def _public(row: Placement) -> PlacementPublic:
    return PlacementPublic.model_validate(row, from_attributes=True)


def _answered(row: Roster, response: Response) -> RosterPublic:
    set_etag(response, row)
    return RosterPublic.model_validate(row, from_attributes=True)
