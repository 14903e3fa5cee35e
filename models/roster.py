"""Rosters: whom a region, a sector or a mechanism can call, and under which terms."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Index, or_
from sqlmodel import Field, col

from models.base import Identifier, JsonColumn, OrganizationReference, Schema, Versioned
from models.checks import CountryCodes, LanguageCode, Sectors
from models.expert_schemas import Days, Nothing


class RosterFields(Schema):
    """What is said of a roster."""

    name: str = Field(min_length=2, max_length=300)
    aim: str = Field(min_length=1, max_length=5_000)
    language: LanguageCode
    mechanism: Identifier | None = None
    community: Identifier | None = None
    countries: CountryCodes = []
    sectors: Sectors = []
    who_may_use: str | None = Field(default=None, max_length=1_000)
    days: Days | None = Field(default=None, description="how long an assignment usually lasts")


class RosterCreate(RosterFields):
    """A roster as it arrives in a file; those on it are rows of their own."""

    id: Identifier
    organization: OrganizationReference
    source_document: str | None = None
    source_section: str | None = None


class RosterPost(RosterFields):
    """A roster as a member of the organization writes it that will keep it."""

    organization: OrganizationReference | None = None

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "name": "Hidrólogos de Centroamérica",
                    "aim": "A quién llamar cuando hay que medir ríos.",
                    "language": "es",
                    "countries": ["GTM", "HND"],
                    "sectors": ["water-sanitation"],
                    "days": 5,
                }
            ]
        }
    }


class RosterUpdate(Schema):
    """What its keeper changes; what is left out stays, an empty text empties a field that may be empty."""

    name: str | None = Field(default=None, min_length=2, max_length=300)
    aim: str | None = Field(default=None, min_length=1, max_length=5_000)
    language: LanguageCode | None = None
    mechanism: str | None = Field(default=None, max_length=80)
    community: str | None = Field(default=None, max_length=80)
    countries: CountryCodes | None = None
    sectors: Sectors | None = None
    who_may_use: str | None = Field(default=None, max_length=1_000)
    days: Days | Nothing | None = None


class Roster(Versioned, table=True):
    """A list of experts that `organization` keeps, for a mechanism or a community where it is theirs.

    `countries` are those that may call from it; every country may where there are none.
    """

    id: str = Field(primary_key=True, max_length=80)
    name: str = Field(index=True)
    aim: str
    language: str = Field(max_length=8)
    organization: str = Field(foreign_key="organization.id", index=True)
    mechanism: str | None = Field(default=None, foreign_key="mechanism.id", index=True)
    community: str | None = Field(default=None, foreign_key="community.id", index=True)
    countries: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    sectors: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    who_may_use: str | None = None
    days: int | None = None
    source_document: str | None = None
    source_section: str | None = None

    def serves(self, country: str | None) -> bool:
        """Whether a country may call from it."""
        return not self.countries or country in self.countries


class RosterPublic(Schema):
    """A roster as everybody may see it."""

    id: str
    name: str
    aim: str
    language: str
    organization: str
    mechanism: str | None
    community: str | None
    countries: list[str]
    sectors: list[str]
    who_may_use: str | None
    days: int | None
    source_document: str | None
    source_section: str | None
    version: int


class PlacementCreate(Schema):
    """A place on a roster as it arrives in a file."""

    id: Identifier
    roster: Identifier
    expert: Identifier
    since: date | None = None
    until: date | None = None
    source_document: str | None = None
    source_section: str | None = None


class PlacementPost(Schema):
    """An expert that a roster's keeper puts on it."""

    expert: Identifier

    model_config = {"json_schema_extra": {"examples": [{"expert": "exp-oas-river-flows"}]}}


class Placement(Versioned, table=True):
    """An expert's place on a roster; it lasts to the end of the day `until`, and stays on record."""

    __table_args__ = (Index("ix_placement_of", "roster", "expert"),)

    id: str = Field(primary_key=True, max_length=80)
    roster: str = Field(foreign_key="roster.id")
    expert: str = Field(foreign_key="expert.id", index=True)
    since: date | None = None
    until: date | None = None
    source_document: str | None = None
    source_section: str | None = None


class PlacementPublic(Schema):
    """A place on a roster as everybody may see it."""

    id: str
    roster: str
    expert: str
    since: date | None
    until: date | None
    source_document: str | None
    source_section: str | None


def standing_on(day: date) -> ColumnElement[bool]:
    """The condition that a place on a roster has not ended on a day."""
    until: Any = col(Placement.until)
    return or_(until.is_(None), until >= day)
