"""The register of organizations: found, added, edited by their members, merged where two are one."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel
from sqlmodel import Field

from api.dependencies import CurrentActor, Now, ReadSession, WriteSession
from api.etags import set_etag
from api.lists import ListQuery, Page
from api.routes.history import HistoryEntry, told
from api.transactions import TransactedRoute
from api.writing import Edit
from matcher.cursors import Part
from matcher.organizations.finding import (
    OrganizationFilter,
    OrganizationSort,
    one_organization,
    organizations,
    shown,
    where_it_went,
)
from matcher.organizations.keeping import add_organization, alike, edit_organization
from matcher.organizations.merging import merge_organizations, undo_merge
from matcher.policy import demand
from matcher.policy.services import ServiceAction
from matcher.trail import trail
from models.base import Identifier, Schema
from models.checks import CountryCode
from models.organization import OrganizationKind, OrganizationPost, OrganizationPublic, OrganizationUpdate

router = APIRouter(tags=["organizations"], route_class=TransactedRoute)


class OrganizationQuery(ListQuery):
    """What to list."""

    country: CountryCode | None = None
    kind: OrganizationKind | None = None
    text: Annotated[str | None, Query(min_length=2, max_length=100, description="part of any of its names")] = None
    sort: OrganizationSort = OrganizationSort.NAME


class Alike(BaseModel):
    """An organization that resembles a name, 0..100."""

    id: str
    name: str
    likeness: float


class MergeOrder(Schema):
    """Which organization is to be led here."""

    other: Identifier = Field(description="identifier of the organization that is the same one")

    model_config = {"json_schema_extra": {"examples": [{"other": "minsalud-colombia"}]}}


class Merged(BaseModel):
    """The organization that stays, and how many rows were led to it, by table and column."""

    organization: OrganizationPublic
    moved: dict[str, int]


@router.get("/organizations")
def list_organizations(
    query: Annotated[OrganizationQuery, Query()], session: ReadSession, actor: CurrentActor
) -> Page[OrganizationPublic]:
    """Organizations by filter. `text` is found in names, acronyms and aliases, whatever its accents."""
    wanted = OrganizationFilter(country=query.country, kind=query.kind, text=query.text)
    rows, following = organizations(session, actor, wanted, Part(query.sort, query.after, query.limit))
    return Page(items=[shown(actor, row) for row in rows], next=following)


@router.get("/organizations/similar")
def similar_organizations(
    name: Annotated[str, Query(min_length=2, max_length=300)], session: ReadSession, actor: CurrentActor
) -> list[Alike]:
    """Organizations whose names resemble one, the likeliest first. Ask before adding one."""
    demand(actor, ServiceAction.SEE_ORGANIZATION)
    return [Alike(id=one.id, name=one.name, likeness=round(one.score, 1)) for one in alike(session, [name])]


@router.post("/organizations", status_code=201)
def create_organization(
    wanted: OrganizationPost,
    session: WriteSession,
    actor: CurrentActor,
    now: Now,
    response: Response,
    *,
    force: bool = False,
) -> OrganizationPublic:
    """Adds an organization. Refused where one with much the same name is known, unless `force` says it is another."""
    row = add_organization(session, actor, wanted, now=now, force=force)
    set_etag(response, row)
    response.headers["Location"] = f"/api/v1/organizations/{row.id}"
    return shown(actor, row)


@router.get("/organizations/{organization_id}", responses={308: {"description": "It was merged into another one"}})
def read_organization(
    organization_id: str, session: ReadSession, actor: CurrentActor, response: Response
) -> OrganizationPublic:
    """One organization. The identifier of a merged one leads to where it went."""
    into = where_it_went(session, organization_id)
    if into is not None:
        return RedirectResponse(f"/api/v1/organizations/{into}", 308)  # type: ignore[return-value]
    row = one_organization(session, actor, organization_id)
    set_etag(response, row)
    return shown(actor, row)


@router.patch("/organizations/{organization_id}")
def update_organization(
    organization_id: str, changes: OrganizationUpdate, edit: Edit, response: Response
) -> OrganizationPublic:
    """Changes some fields of an organization, by its members or an administrator."""
    row = edit_organization(edit.session, edit.actor, organization_id, changes, version=edit.version, now=edit.now)
    set_etag(response, row)
    return shown(edit.actor, row)


@router.post("/organizations/{organization_id}/merge")
def merge_organization(
    organization_id: str, order: MergeOrder, session: WriteSession, actor: CurrentActor, now: Now
) -> Merged:
    """Leads everything of another organization to this one, whose names it takes on. It can be undone by `restore`."""
    row, moved = merge_organizations(session, actor, kept=organization_id, other=order.other, now=now)
    return Merged(organization=shown(actor, row), moved=dict(moved))


@router.post("/organizations/{organization_id}/restore")
def restore_organization(
    organization_id: str, session: WriteSession, actor: CurrentActor, now: Now
) -> OrganizationPublic:
    """Undoes a merge: the organization of this old identifier is back, with what was its own."""
    return shown(actor, undo_merge(session, actor, organization_id, now=now))


@router.get("/organizations/{organization_id}/history")
def organization_history(organization_id: str, session: ReadSession, actor: CurrentActor) -> list[HistoryEntry]:
    """Who changed what of an organization, and when."""
    row = one_organization(session, actor, organization_id)
    demand(actor, ServiceAction.SEE_ORGANIZATION_HISTORY, row)
    return told(trail(session, actor, "organization", row.id))
