"""Projects of several countries: a portfolio of exchanges along a hub, with the countries that carry it."""

from sqlmodel import Field

from models.base import Identifier, JsonColumn, OrganizationReference, Schema, Versioned
from models.checks import CountryCodes, LanguageCode, Sectors
from models.community import Year
from models.expert_schemas import Nothing

FEWEST = 3
"""Countries from which on an exchange counts as one of several countries."""


class ProjectCreate(Schema):
    """A project as it arrives in a file."""

    id: Identifier
    name: str = Field(min_length=2, max_length=300)
    organization: OrganizationReference
    hub: str = Field(default="", max_length=300)
    aim: str = Field(min_length=1, max_length=5_000)
    language: LanguageCode
    countries: CountryCodes = Field(min_length=2)
    sectors: Sectors = []
    exchanges: list[Identifier] = []
    since: Year | None = None
    source_document: str | None = None
    source_section: str | None = None


class ProjectPost(Schema):
    """A project as a member of the organization writes it that runs it."""

    name: str = Field(min_length=2, max_length=300)
    organization: OrganizationReference | None = None
    hub: str = Field(default="", max_length=300)
    aim: str = Field(min_length=1, max_length=5_000)
    language: LanguageCode
    countries: CountryCodes = Field(min_length=2)
    sectors: Sectors = []
    exchanges: list[Identifier] = Field(default=[], max_length=500)
    since: Year | None = None

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "name": "Eje del agua",
                    "aim": "Que los acuíferos que tres países comparten se midan de un solo modo.",
                    "language": "es",
                    "countries": ["ARG", "CHL", "URY"],
                    "sectors": ["water-sanitation"],
                }
            ]
        }
    }


class ProjectUpdate(Schema):
    """What those change who run a project; what is left out stays, an empty text empties a field that may be empty.
    `exchanges` as a whole."""

    name: str | None = Field(default=None, min_length=2, max_length=300)
    hub: str | None = Field(default=None, max_length=300)
    aim: str | None = Field(default=None, min_length=1, max_length=5_000)
    language: LanguageCode | None = None
    countries: CountryCodes | None = Field(default=None, min_length=2)
    sectors: Sectors | None = None
    exchanges: list[Identifier] | None = Field(default=None, max_length=500)
    since: Year | Nothing | None = None

    model_config = {"json_schema_extra": {"examples": [{"countries": ["ARG", "CHL", "URY"], "exchanges": []}]}}


class Project(Versioned, table=True):
    """A project: `organization` runs it, `hub` is the zone or corridor that its countries share."""

    id: str = Field(primary_key=True, max_length=80)
    name: str = Field(index=True)
    organization: str = Field(foreign_key="organization.id", index=True)
    hub: str
    aim: str
    language: str = Field(max_length=8)
    countries: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    sectors: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    exchanges: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    since: int | None = None
    source_document: str | None = None
    source_section: str | None = None


class ProjectPublic(Schema):
    """A project as everybody may see it."""

    id: str
    name: str
    organization: str
    hub: str
    aim: str
    language: str
    countries: list[str]
    sectors: list[str]
    exchanges: list[str]
    since: int | None
    source_document: str | None
    source_section: str | None
    version: int
