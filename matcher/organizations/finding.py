"""Finds organizations: one by its identifier, also an old one, and many by filter, part by part."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session, col, select

from matcher.cursors import Part, part_of
from matcher.errors import NotFoundError
from matcher.organizations.register import names_known
from matcher.policy import Actor, demand, may
from matcher.policy.services import ServiceAction
from models.organization import MergedOrganization, Organization, OrganizationPublic


class OrganizationSort(StrEnum):
    """The orders of a list."""

    NAME = "name"
    NAME_BACKWARDS = "-name"
    ID = "id"
    ID_BACKWARDS = "-id"


@dataclass(frozen=True)
class OrganizationFilter:
    """What is looked for; None means any. `text` is looked for in every name, whatever its accents."""

    country: str | None = None
    kind: str | None = None
    text: str | None = None


def organizations(
    session: Session, actor: Actor, wanted: OrganizationFilter, part: Part
) -> tuple[Sequence[Organization], str | None]:
    """A part of the organizations that are wanted, and the cursor of the next."""
    demand(actor, ServiceAction.SEE_ORGANIZATION)
    chosen = select(Organization)
    if wanted.country is not None:
        chosen = chosen.where(Organization.country == wanted.country)
    if wanted.kind is not None:
        chosen = chosen.where(Organization.kind == wanted.kind)
    if wanted.text is not None:
        chosen = chosen.where(col(Organization.id).in_(names_known(session).holding(wanted.text)))
    return part_of(session, Organization, chosen, part)


def one_organization(session: Session, actor: Actor, key: str) -> Organization:
    """An organization. Raises NotFoundError where there is none, also for one that was merged into another."""
    row = session.get(Organization, key)
    if row is None:
        raise NotFoundError("organization", key)
    demand(actor, ServiceAction.SEE_ORGANIZATION, row)
    return row


def where_it_went(session: Session, key: str) -> str | None:
    """The organization into which another one was merged, by the identifier that this one had."""
    merged = session.get(MergedOrganization, key)
    return merged.into if merged else None


def shown(actor: Actor, row: Organization) -> OrganizationPublic:
    """An organization as an actor may see it."""
    public = OrganizationPublic.model_validate(row, from_attributes=True)
    return public if may(actor, ServiceAction.SEE_CONTACT, row) else public.model_copy(update={"contact": None})
