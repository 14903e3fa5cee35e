"""Organizations: agencies, ministries, institutes, cities, universities, NGOs and multilateral bodies."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Field as PydanticField
from pydantic import StringConstraints, model_validator
from sqlalchemy import Index, false
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import Identifier, JsonColumn, Schema, UtcDateTime, Versioned
from models.checks import CountryCode, LanguageCodes, TerritoryCode, check_territory


class OrganizationKind(StrEnum):
    """What sort of body an organization is."""

    MULTILATERAL = "multilateral"
    COOPERATION_AGENCY = "cooperation-agency"
    MINISTRY = "ministry"
    PUBLIC_INSTITUTION = "public-institution"
    STATISTICS_OFFICE = "statistics-office"
    RESEARCH_INSTITUTE = "research-institute"
    UNIVERSITY = "university"
    SUBNATIONAL_GOVERNMENT = "subnational-government"
    NGO = "ngo"
    NETWORK = "network"


WebAddress = Annotated[str, StringConstraints(max_length=300, pattern=r"^https?://[^\s<>\"]+$")]
WebAddressOrNone = Annotated[str, StringConstraints(max_length=300, pattern=r"^(https?://[^\s<>\"]+)?$")]
"""Also the empty text, which removes an address."""
Alias = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Aliases = Annotated[list[Alias], PydanticField(max_length=50)]


class OrganizationCreate(Schema):
    """An organization as it arrives in a file."""

    id: Identifier
    name: str = Field(min_length=2, max_length=300)
    acronym: str | None = Field(default=None, max_length=60)
    aliases: list[str] = []
    kind: OrganizationKind = OrganizationKind.PUBLIC_INSTITUTION
    country: CountryCode | None = None
    territory: TerritoryCode | None = None
    languages: LanguageCodes = []
    source_document: str | None = None
    source_section: str | None = None

    @model_validator(mode="after")
    def _territory_in_country(self) -> Self:
        check_territory(self.territory, self.country)
        return self


class OrganizationPost(Schema):
    """An organization as an administrator or a focal point adds it; without `id` it gets one."""

    id: Identifier | None = None
    name: str = Field(min_length=2, max_length=300)
    acronym: str | None = Field(default=None, max_length=60)
    aliases: Aliases = []
    kind: OrganizationKind = OrganizationKind.PUBLIC_INSTITUTION
    country: CountryCode | None = None
    territory: TerritoryCode | None = Field(default=None, description="place of a sub-national one, ISO 3166-2")
    languages: LanguageCodes = []
    website: WebAddress | None = None
    contact: str | None = Field(default=None, max_length=500, description="how to reach it; never shown to the public")

    @model_validator(mode="after")
    def _territory_in_country(self) -> Self:
        check_territory(self.territory, self.country)
        return self

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "name": "Agencia Uruguaya de Cooperación Internacional",
                    "acronym": "AUCI",
                    "kind": "cooperation-agency",
                    "country": "URY",
                    "languages": ["es"],
                }
            ]
        }
    }


class OrganizationUpdate(Schema):
    """What to change; what is left out stays, an empty text removes what was there.

    `kind`, `country` and `territory` are for administrators.
    """

    name: str | None = Field(default=None, min_length=2, max_length=300)
    acronym: str | None = Field(default=None, max_length=60)
    aliases: Aliases | None = None
    languages: LanguageCodes | None = None
    website: WebAddressOrNone | None = None
    contact: str | None = Field(default=None, max_length=500)
    kind: OrganizationKind | None = None
    country: CountryCode | None = None
    territory: TerritoryCode | None = None


class Organization(Versioned, table=True):
    """A body that asks, offers, facilitates or funds.

    `territory` is the place of a sub-national one; what a `trusted` one posts is published without a time to object.
    """

    __table_args__ = (Index("ix_organization_versions", "version"),)

    id: str = Field(primary_key=True, max_length=80)
    name: str
    acronym: str | None = None
    aliases: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    kind: str
    country: str | None = Field(default=None, foreign_key="country.code", index=True)
    territory: str | None = Field(default=None, max_length=8)
    trusted: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    languages: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    website: str | None = None
    contact: str | None = None
    source_document: str | None = None
    source_section: str | None = None

    @property
    def is_territorial(self) -> bool:
        """Whether it governs a territory, not a country."""
        return self.kind == OrganizationKind.SUBNATIONAL_GOVERNMENT

    @property
    def short_name(self) -> str:
        """The acronym where there is one, else the name."""
        return self.acronym or self.name


class OrganizationPublic(Schema):
    """An organization as everybody may see it. `contact` is filled for its members and those who look after it."""

    id: str
    name: str
    acronym: str | None
    aliases: list[str]
    kind: OrganizationKind
    country: str | None
    territory: str | None
    languages: list[str]
    website: str | None
    contact: str | None = None
    version: int


class MergedOrganization(SQLModel, table=True):
    """An organization that turned out to be another one: its old identifier leads there.

    `content` is the row as it was and `moved` names, by table and column, the rows that pointed to it: with both the
    merge can be undone.
    """

    id: str = Field(primary_key=True, max_length=80)
    into: str = Field(foreign_key="organization.id", index=True)
    content: dict[str, Any] = Field(sa_type=JsonColumn)
    moved: dict[str, list[list[Any]]] = Field(sa_type=JsonColumn)
    merged_at: datetime = Field(sa_type=UtcDateTime)


def names_of(session: Session, keys: Collection[str | None]) -> dict[str, str]:
    """The names of some organizations, by identifier."""
    chosen = select(Organization.id, Organization.name).where(col(Organization.id).in_({key for key in keys if key}))
    return dict(session.exec(chosen).all())
