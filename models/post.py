"""What requests and offers share: the words, the tags and the life of a post."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator
from pydantic import Field as PydanticField
from sqlmodel import Field, SQLModel

from models.base import Identifier, JsonColumn, OrganizationReference, Schema, UtcDateTime
from models.checks import MOST, CountryCode, LanguageCode, LanguageCodes, Modalities, Sectors
from models.states import Moves

MAX_TEXT = 20_000
"""Longest text of a post, in characters: about eight printed pages."""


class PostState(StrEnum):
    """Where a post stands. Expiry is not a state: it follows from `expires_on`."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


POST_MOVES: Moves = {
    PostState.DRAFT: {PostState.SUBMITTED, PostState.WITHDRAWN},
    PostState.SUBMITTED: {PostState.PUBLISHED, PostState.DRAFT, PostState.WITHDRAWN},
    PostState.PUBLISHED: {PostState.CLOSED, PostState.WITHDRAWN},
    PostState.CLOSED: {PostState.PUBLISHED},
    PostState.WITHDRAWN: {PostState.DRAFT},
}


def _goals(values: list[int]) -> list[int]:
    wrong = [value for value in values if not 1 <= value <= 17]
    if wrong:
        raise ValueError(f"unknown SDG {wrong[0]}: goals are numbered 1 to 17")
    return sorted(set(values))


Goals = Annotated[list[int], PydanticField(max_length=MOST), AfterValidator(_goals)]


class PostCreate(Schema):
    """The fields in which a request or an offer arrives: file, API and evaluation directory use the same names."""

    id: Identifier | None = None
    title: str = Field(default="", max_length=300)
    text: str = Field(min_length=1, max_length=MAX_TEXT)
    language: LanguageCode | None = None
    organization: OrganizationReference
    country: CountryCode | None = None
    sectors: Sectors = []
    modalities: Modalities = []
    working_languages: LanguageCodes = []
    sdgs: Goals = []
    expires_on: date | None = None
    source_document: str | None = None
    source_section: str | None = None


class PostColumns(SQLModel):
    """The columns that the tables of requests and offers share."""

    id: str = Field(primary_key=True, max_length=80)
    title: str
    text: str
    language: str = Field(max_length=8)
    organization: str = Field(foreign_key="organization.id", index=True)
    country: str | None = Field(default=None, foreign_key="country.code", index=True)
    sectors: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    modalities: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    working_languages: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    sdgs: list[int] = Field(default_factory=list, sa_type=JsonColumn)
    state: str = Field(default=PostState.DRAFT, index=True)
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    expires_on: date | None = None
    source_document: str | None = None
    source_section: str | None = None

    def is_live(self, on: date) -> bool:
        """Published and not yet expired on that day."""
        return self.state == PostState.PUBLISHED and (self.expires_on is None or self.expires_on >= on)


class PostPublic(Schema):
    """The fields of a published post that everybody may see."""

    id: str
    title: str
    text: str
    language: str
    organization: str
    country: str | None
    sectors: list[str]
    modalities: list[str]
    working_languages: list[str]
    sdgs: list[int]
    published_at: datetime | None
    expires_on: date | None
