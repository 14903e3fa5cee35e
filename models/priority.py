"""Territorial priorities: what a territory, or a working group of one, most wants to see done."""

from datetime import datetime

from pydantic import BaseModel
from sqlmodel import Field

from models.base import Identifier, JsonColumn, OrganizationReference, Schema, UtcDateTime, Versioned
from models.checks import LanguageCode, Sectors
from models.community import Year
from models.post import Goals

LAST_RANK = 99


class PriorityCreate(Schema):
    """A priority as it arrives in a file."""

    id: Identifier
    organization: OrganizationReference
    working_group: str | None = Field(default=None, max_length=300)
    title: str = Field(min_length=2, max_length=300)
    text: str = Field(min_length=1, max_length=5_000)
    language: LanguageCode
    sectors: Sectors = []
    sdgs: Goals = []
    year: Year | None = None
    rank: int | None = Field(default=None, ge=1, le=LAST_RANK)
    source_document: str | None = None
    source_section: str | None = None


class PriorityPost(Schema):
    """A priority as a territory states it. `rank` 1 comes first; `year` is that of its plan or document."""

    working_group: str | None = Field(default=None, max_length=300, description="who agreed on it, where it is a group")
    title: str = Field(min_length=2, max_length=300)
    text: str = Field(min_length=1, max_length=5_000)
    language: LanguageCode
    sectors: Sectors = []
    sdgs: Goals = []
    year: Year
    rank: int = Field(ge=1, le=LAST_RANK)

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "working_group": "Grupo de trabajo territorial",
                    "title": "Separar y aprovechar los residuos sólidos",
                    "text": "Los municipios recogen los residuos sin separarlos y el relleno se llena.",
                    "language": "es",
                    "sectors": ["environment"],
                    "sdgs": [11, 12],
                    "year": 2027,
                    "rank": 1,
                }
            ]
        }
    }


class PriorityUpdate(Schema):
    """What changes of a priority; what is left out stays."""

    working_group: str | None = Field(default=None, max_length=300)
    title: str | None = Field(default=None, min_length=2, max_length=300)
    text: str | None = Field(default=None, min_length=1, max_length=5_000)
    language: LanguageCode | None = None
    sectors: Sectors | None = None
    sdgs: Goals | None = None
    year: Year | None = None
    rank: int | None = Field(default=None, ge=1, le=LAST_RANK)

    model_config = {"json_schema_extra": {"examples": [{"rank": 2}]}}


class Priority(Versioned, table=True):
    """One priority of a sub-national government; `request` is the one that was made of it."""

    id: str = Field(primary_key=True, max_length=80)
    organization: str = Field(foreign_key="organization.id", index=True)
    working_group: str | None = None
    title: str
    text: str
    language: str = Field(max_length=8)
    sectors: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    sdgs: list[int] = Field(default_factory=list, sa_type=JsonColumn)
    year: int | None = None
    rank: int | None = None
    request: str | None = Field(default=None, foreign_key="request.id", index=True)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    source_document: str | None = None
    source_section: str | None = None


class PriorityPublic(BaseModel):
    """A priority as everybody may see it; `request` only for those who may read the request."""

    id: str
    organization: str
    country: str | None
    working_group: str | None
    title: str
    text: str
    language: str
    sectors: list[str]
    sdgs: list[int]
    year: int | None
    rank: int | None
    request: str | None
    source_document: str | None
    source_section: str | None
    version: int
