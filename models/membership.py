"""Memberships: which institutions and countries belong to a community, as its documents give them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import model_validator
from sqlalchemy import ColumnElement, or_
from sqlmodel import Field, Session, col, select

from models.base import Identifier, OrganizationReference, Schema, Versioned
from models.checks import CountryCode
from models.community import Community, Year
from models.errors import UnfitError


class MemberRole(StrEnum):
    """As what somebody belongs to a community."""

    MEMBER = "member"
    CHAIR = "chair"
    STEERING = "steering-committee"
    OBSERVER = "observer"


def _somebody(organization: str | None, country: str | None) -> None:
    if organization is None and country is None:
        raise UnfitError("a member is an organization or a country: name one")


class MembershipCreate(Schema):
    """A membership as it arrives in a file; years are None where the document names none."""

    id: Identifier
    community: Identifier
    organization: OrganizationReference | None = None
    country: CountryCode | None = None
    role: MemberRole = MemberRole.MEMBER
    since: Year | None = None
    until: Year | None = None
    source_document: str | None = None
    source_section: str | None = None

    @model_validator(mode="after")
    def _names_somebody(self) -> Self:
        _somebody(self.organization, self.country)
        return self


class MembershipPost(Schema):
    """A member as those write it who run a community; an organization brings its country with it."""

    organization: OrganizationReference | None = None
    country: CountryCode | None = None
    role: MemberRole = MemberRole.MEMBER
    since: Year | None = None

    model_config = {"json_schema_extra": {"examples": [{"organization": "indec-arg", "role": "member", "since": 2026}]}}

    @model_validator(mode="after")
    def _names_somebody(self) -> Self:
        _somebody(self.organization, self.country)
        return self


class Membership(Versioned, table=True):
    """One member: an organization, with its country, or a country as such. It lasts to the end of the year `until`."""

    id: str = Field(primary_key=True, max_length=80)
    community: str = Field(foreign_key="community.id", index=True)
    organization: str | None = Field(default=None, foreign_key="organization.id", index=True)
    country: str | None = Field(default=None, foreign_key="country.code", index=True)
    role: str
    since: int | None = None
    until: int | None = None
    source_document: str | None = None
    source_section: str | None = None


class MembershipPublic(Schema):
    """A membership as everybody may see it."""

    id: str
    community: str
    organization: str | None
    country: str | None
    role: MemberRole
    since: int | None
    until: int | None
    source_document: str | None
    source_section: str | None


@dataclass(frozen=True)
class Circle:
    """A community with its present members."""

    community: Community
    members: Collection[Membership]

    @property
    def id(self) -> str:
        """The community's identifier."""
        return self.community.id

    @property
    def organizations(self) -> frozenset[str]:
        """The organizations that are members."""
        return frozenset(one.organization for one in self.members if one.organization)

    @property
    def countries(self) -> frozenset[str]:
        """The countries that are members as such."""
        return frozenset(one.country for one in self.members if one.country and one.organization is None)

    @property
    def places(self) -> frozenset[str]:
        """The countries of all members."""
        return frozenset(one.country for one in self.members if one.country)

    @property
    def stewards(self) -> frozenset[str]:
        """The organizations that run it: its own, its coordinator and its secretariat."""
        row = self.community
        return frozenset(one for one in (row.organization, row.coordinator, row.secretariat) if one)


def lasting(on: date) -> list[ColumnElement[bool]]:
    """The condition that a membership lasts on a day."""
    begun = or_(col(Membership.since).is_(None), col(Membership.since) <= on.year)
    return [begun, or_(col(Membership.until).is_(None), col(Membership.until) >= on.year)]


def circles(session: Session, communities: Collection[Community], *, on: date) -> list[Circle]:
    """Communities with their members on a day, by one query."""
    chosen = select(Membership).where(col(Membership.community).in_([one.id for one in communities]), *lasting(on))
    members: dict[str, list[Membership]] = {}
    for one in session.exec(chosen.order_by(col(Membership.country), col(Membership.id))):
        members.setdefault(one.community, []).append(one)
    return [Circle(one, members.get(one.id, [])) for one in communities]
