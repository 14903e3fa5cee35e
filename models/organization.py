"""Organizations: agencies, ministries, institutes, cities, universities, NGOs and multilateral bodies."""

from enum import StrEnum

from sqlmodel import Field

from models.base import Identifier, JsonColumn, Schema, Versioned
from models.checks import CountryCode, LanguageCodes


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


class OrganizationCreate(Schema):
    """An organization as it arrives in a file."""

    id: Identifier
    name: str = Field(min_length=2, max_length=300)
    acronym: str | None = Field(default=None, max_length=60)
    aliases: list[str] = []
    kind: OrganizationKind = OrganizationKind.PUBLIC_INSTITUTION
    country: CountryCode | None = None
    languages: LanguageCodes = []
    source_document: str | None = None
    source_section: str | None = None


class Organization(Versioned, table=True):
    """A body that asks, offers, facilitates or funds."""

    id: str = Field(primary_key=True, max_length=80)
    name: str
    acronym: str | None = None
    aliases: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    kind: str
    country: str | None = Field(default=None, foreign_key="country.code", index=True)
    languages: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    source_document: str | None = None
    source_section: str | None = None

    @property
    def short_name(self) -> str:
        """The acronym where there is one, else the name."""
        return self.acronym or self.name
