"""Communities: the thematic networks in which institutions and countries share what they know."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Field as PydanticField
from pydantic import model_validator
from sqlmodel import Field

from models.base import Identifier, JsonColumn, OrganizationReference, Schema, UtcDateTime, Versioned
from models.checks import LanguageCode, LanguageCodes, Sectors
from models.errors import UnfitError

MOST_ITEMS = 60
"""Lines of a programme of work."""
EARLIEST, LATEST = 1800, 2200
"""The years that records may name."""
Year = Annotated[int, PydanticField(ge=EARLIEST, le=LATEST)]


class Readers(StrEnum):
    """Who reads the questions and answers of a community."""

    PUBLIC = "public"
    MEMBERS = "members"


class ItemState(StrEnum):
    """Where a line of a programme of work stands."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"


class ProgrammeItem(Schema):
    """One line of a programme of work, with its years where they are known."""

    title: str = Field(min_length=2, max_length=500)
    begins: Year | None = None
    ends: Year | None = None
    state: ItemState = ItemState.PLANNED

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.begins is not None and self.ends is not None and self.ends < self.begins:
            raise UnfitError("ends in {ends}, before it begins in {begins}", ends=self.ends, begins=self.begins)
        return self


Programme = Annotated[list[ProgrammeItem], PydanticField(max_length=MOST_ITEMS)]


class CommunityPost(Schema):
    """A community as an administrator registers it."""

    name: str = Field(min_length=2, max_length=300)
    organization: OrganizationReference
    aim: str = Field(min_length=1, max_length=5_000)
    language: LanguageCode
    coordinator: OrganizationReference | None = None
    secretariat: OrganizationReference | None = None
    sectors: Sectors = []
    languages: LanguageCodes = []
    since: Year | None = None
    programme: Programme = []
    readers: Readers = Readers.MEMBERS

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "name": "Red de agua rural",
                    "organization": "segib",
                    "aim": "Que cada país aprenda de los otros",
                    "language": "es",
                    "sectors": ["water-sanitation"],
                }
            ]
        }
    }


class CommunityCreate(CommunityPost):
    """A community as it arrives in a file; its members are rows of their own."""

    id: Identifier
    source_document: str | None = None
    source_section: str | None = None


class CommunityUpdate(Schema):
    """What its coordinator, its secretariat or a focal point changes. Who runs it, only an administrator; an empty
    text takes out who did."""

    name: str | None = Field(default=None, min_length=2, max_length=300)
    aim: str | None = Field(default=None, min_length=1, max_length=5_000)
    language: LanguageCode | None = None
    sectors: Sectors | None = None
    languages: LanguageCodes | None = None
    since: Year | None = None
    programme: Programme | None = None
    readers: Readers | None = None
    coordinator: str | None = Field(default=None, max_length=80)
    secretariat: str | None = Field(default=None, max_length=80)

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "readers": "public",
                    "programme": [{"title": "Taller sobre registros de nutrición", "begins": 2027, "state": "planned"}],
                }
            ]
        }
    }


class Community(Versioned, table=True):
    """A network: `organization` is its record in the register, `coordinator` and `secretariat` those who run it."""

    id: str = Field(primary_key=True, max_length=80)
    name: str = Field(index=True)
    organization: str = Field(foreign_key="organization.id", index=True)
    aim: str
    language: str
    coordinator: str | None = Field(default=None, foreign_key="organization.id", index=True)
    secretariat: str | None = Field(default=None, foreign_key="organization.id", index=True)
    sectors: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    languages: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    since: int | None = None
    programme: list[dict[str, Any]] = Field(default_factory=list, sa_type=JsonColumn)
    readers: str
    source_document: str | None = None
    source_section: str | None = None
    archived_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class CommunityPublic(Schema):
    """A community as everybody may see it."""

    id: str
    name: str
    organization: str
    aim: str
    language: str
    coordinator: str | None
    secretariat: str | None
    sectors: list[str]
    languages: list[str]
    since: int | None
    programme: list[ProgrammeItem]
    readers: Readers
    source_document: str | None
    source_section: str | None
    archived_at: datetime | None
    version: int
