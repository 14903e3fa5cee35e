"""Networks and communities: what they are, who belongs to them, and what their members ask one another."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.dependencies import CurrentActor, Now, ReadSession, Today
from api.etags import set_etag
from api.lists import ListQuery, Page
from api.routes.history import HistoryEntry, told
from api.transactions import TransactedRoute
from api.writing import Call, Edit
from matcher.communities.editing import (
    admit,
    archive_community,
    community_history,
    create_community,
    edit_community,
    end_membership,
)
from matcher.communities.finding import CommunityFilter, communities, the_circle
from matcher.communities.reading import NEWEST, questions, thread
from matcher.communities.talking import ask
from matcher.cursors import Part
from models.base import Archiving
from models.checks import CountryCode, Sector
from models.community import Community, CommunityPost, CommunityPublic, CommunityUpdate
from models.contribution import ContributionPublic, QuestionPost
from models.membership import MembershipPost, MembershipPublic

router = APIRouter(tags=["communities"], route_class=TransactedRoute)


class CommunitySort(StrEnum):
    """The orders of a list."""

    ID = "id"
    ID_BACKWARDS = "-id"
    NAME = "name"
    NAME_BACKWARDS = "-name"


class CommunityQuery(ListQuery):
    """What to list; `country` and `organization` are those of members. Archived ones are listed apart."""

    sector: Sector | None = None
    country: CountryCode | None = None
    organization: Annotated[str | None, Query(max_length=80)] = None
    text: Annotated[str | None, Query(min_length=2, max_length=100, description="part of its name or aim")] = None
    archived: bool = False
    sort: CommunitySort = CommunitySort.ID

    def as_filter(self) -> CommunityFilter:
        """The same for the matcher."""
        return CommunityFilter(**self.model_dump(exclude={"after", "limit", "sort"}))


@router.get("/communities")
def list_communities(
    query: Annotated[CommunityQuery, Query()], session: ReadSession, actor: CurrentActor, today: Today
) -> Page[CommunityPublic]:
    """Communities by filter."""
    part = Part(query.sort, query.after, query.limit)
    rows, following = communities(session, actor, query.as_filter(), part, on=today)
    return Page(items=[CommunityPublic.model_validate(row, from_attributes=True) for row in rows], next=following)


@router.post("/communities", status_code=201)
def register(wanted: CommunityPost, call: Call) -> CommunityPublic:
    """Registers a community; for administrators."""
    row = create_community(call.session, call.actor, wanted, now=call.now)
    call.response.headers["Location"] = f"/api/v1/communities/{row.id}"
    return _answered(row, call.response)


@router.post("/communities/{community_id}/archive", summary="Archive a community, or bring it back")
def archive(community_id: str, wanted: Archiving, call: Edit) -> CommunityPublic:
    """In an archived community nobody asks, and it stands in no list; its address goes on leading to it."""
    row = archive_community(
        call.session, call.actor, community_id, archived=wanted.archived, version=call.version, now=call.now
    )
    return _answered(row, call.response)


@router.get("/communities/{community_id}")
def read_community(
    community_id: str, session: ReadSession, actor: CurrentActor, today: Today, response: Response
) -> CommunityPublic:
    """One community: its aim, who runs it and its programme of work."""
    return _answered(the_circle(session, actor, community_id, on=today).community, response)


@router.get("/communities/{community_id}/history")
def history(community_id: str, session: ReadSession, actor: CurrentActor, today: Today) -> list[HistoryEntry]:
    """Who changed what of a community, from what to what, the oldest first; for those who keep it."""
    return told(community_history(session, actor, community_id, on=today))


@router.patch("/communities/{community_id}")
def edit(community_id: str, wanted: CommunityUpdate, call: Edit) -> CommunityPublic:
    """Changes what a community says of itself; for those who run it, focal points and administrators."""
    row = edit_community(call.session, call.actor, community_id, wanted, version=call.version, now=call.now)
    return _answered(row, call.response)


@router.get("/communities/{community_id}/members")
def members(community_id: str, session: ReadSession, actor: CurrentActor, today: Today) -> list[MembershipPublic]:
    """The present members of a community."""
    rows = the_circle(session, actor, community_id, on=today).members
    return [MembershipPublic.model_validate(row, from_attributes=True) for row in rows]


@router.post("/communities/{community_id}/members", status_code=201)
def add_member(community_id: str, wanted: MembershipPost, call: Call) -> MembershipPublic:
    """Admits an organization or a country."""
    row = admit(call.session, call.actor, community_id, wanted, now=call.now)
    return MembershipPublic.model_validate(row, from_attributes=True)


@router.delete("/communities/{community_id}/members/{member_id}")
def remove_member(community_id: str, member_id: str, call: Call) -> MembershipPublic:
    """Ends a membership; it stays on record."""
    row = end_membership(call.session, call.actor, community_id, member_id, now=call.now)
    return MembershipPublic.model_validate(row, from_attributes=True)


@router.get("/communities/{community_id}/questions")
def list_questions(
    community_id: str, query: Annotated[ListQuery, Query()], session: ReadSession, actor: CurrentActor, now: Now
) -> Page[ContributionPublic]:
    """The questions of a community, those that were last asked or answered first."""
    part = Part(NEWEST, query.after, query.limit)
    rows, following = questions(session, actor, community_id, part=part, now=now)
    return Page(items=rows, next=following)


@router.post("/communities/{community_id}/questions", status_code=201)
def put_question(community_id: str, wanted: QuestionPost, call: Call) -> ContributionPublic:
    """Puts a question to the members; at most five a day."""
    row = ask(call.session, call.actor, community_id, wanted, now=call.now)
    call.response.headers["Location"] = f"/api/v1/contributions/{row.id}"
    set_etag(call.response, row)
    return thread(call.session, call.actor, row.id, now=call.now).question


def _answered(row: Community, response: Response) -> CommunityPublic:
    set_etag(response, row)
    return CommunityPublic.model_validate(row, from_attributes=True)
