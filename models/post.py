"""What requests and offers share: the words, the tags and the life of a post."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AfterValidator, model_validator
from pydantic import Field as PydanticField
from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from models.base import Identifier, JsonColumn, OrganizationReference, Schema, UtcDateTime
from models.checks import (
    MOST,
    CountryCode,
    LanguageCode,
    LanguageCodes,
    Modalities,
    Sectors,
    TerritoryCode,
    check_territory,
)
from models.errors import UnfitError
from models.states import Moves

MAX_TEXT = 20_000
"""Longest text of a post, in characters: about eight printed pages."""


LONGEST_LIFE_DAYS = 3 * 365
"""How far ahead a request may set its own date of expiry."""
OFFER_LIFE_DAYS = 365
"""A post without a date of its own expires twelve months after publication unless it is renewed."""


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


class Visibility(StrEnum):
    """Who may read a published post: everybody, whoever is signed in, or those whom it concerns."""

    PUBLIC = "public"
    MEMBERS = "members"
    PARTIES = "parties"


def _goals(values: list[int]) -> list[int]:
    wrong = [value for value in values if not 1 <= value <= 17]
    if wrong:
        raise UnfitError("unknown SDG {wrong}: goals are numbered 1 to 17", wrong=wrong[0])
    return sorted(set(values))


Goals = Annotated[list[int], PydanticField(max_length=MOST), AfterValidator(_goals)]


class PostDraft(Schema):
    """The fields in which a request or an offer arrives: file, API and evaluation directory use the same names.

    Over the API the organization may be left out: it is that of the account.
    """

    id: Identifier | None = None
    title: str = Field(default="", max_length=300)
    text: str = Field(min_length=1, max_length=MAX_TEXT)
    language: LanguageCode | None = None
    organization: OrganizationReference | None = None
    country: CountryCode | None = None
    sectors: Sectors = []
    modalities: Modalities = []
    working_languages: LanguageCodes = []
    sdgs: Goals = []
    visibility: Visibility | None = None
    territory: TerritoryCode | None = None
    expires_on: date | None = None
    source_document: str | None = None
    source_section: str | None = None

    @model_validator(mode="after")
    def _territory_in_country(self) -> Self:
        check_territory(self.territory, self.country)
        return self

    def columns_of(self, table: type[SQLModel]) -> dict[str, Any]:
        """The fields that a table has columns for."""
        return {name: value for name, value in self.model_dump().items() if name in table.model_fields}


class PostUpdate(Schema):
    """Fields to change in a post; those left out stay as they are, and null empties one that may be empty."""

    title: str = Field(default="", max_length=300)
    text: str = Field(default="", min_length=1, max_length=MAX_TEXT)
    language: LanguageCode = ""
    sectors: Sectors = []
    modalities: Modalities = []
    working_languages: LanguageCodes = []
    sdgs: Goals = []
    visibility: Visibility = Visibility.PUBLIC
    territory: TerritoryCode | None = None
    expires_on: date | None = None

    @model_validator(mode="before")
    @classmethod
    def _null_is_left_out(cls, data: Any) -> Any:  # noqa: ANN401
        return data

    def changes(self) -> dict[str, Any]:
        """The fields that were named, with their new values."""
        return self.model_dump(exclude_unset=True)


def of_sides(table: str) -> Iterator[Index]:
    """Indexes that know the posts of an organization and of a country with their states, without reading them, and
    those that a country's window is asked about."""
    yield Index(f"ix_{table}_of_organization", "organization", "state", "id")
    yield Index(f"ix_{table}_of_country", "country", "state", "id")
    for moment in ("window_until", "submitted_at"):
        known = text(f"{moment} IS NOT NULL")
        yield Index(f"ix_{table}_{moment}", "country", moment, sqlite_where=known, postgresql_where=known)


TAGS = ("sectors", "modalities", "sdgs")
"""The columns that list what a post is about."""


class PostColumns(SQLModel):
    """The columns that the tables of requests and offers share.

    `posted_by` is the organization that wrote the post on behalf of another; `silence_ends_at` is when a submitted
    post is published unless a focal point objects; `window_until` is until when the window of its country, where it is
    asked first, may say its word; `revised_at` is when what is asked or offered last changed after publication.
    """

    id: str = Field(primary_key=True, max_length=80)
    title: str
    text: str
    language: str = Field(max_length=8)
    organization: str = Field(foreign_key="organization.id")
    country: str | None = Field(default=None, foreign_key="country.code")
    sectors: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    modalities: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    working_languages: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    sdgs: list[int] = Field(default_factory=list, sa_type=JsonColumn)
    state: str = Field(default=PostState.DRAFT, index=True)
    visibility: str = Field(default=Visibility.PUBLIC, sa_column_kwargs={"server_default": "public"})
    territory: str | None = Field(default=None, max_length=8)
    posted_by: str | None = Field(default=None, foreign_key="organization.id", index=True)
    submitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    silence_ends_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    window_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    objection: str | None = None
    objection_note: str | None = None
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    revised_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
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
    state: str
    visibility: str
    territory: str | None
    published_at: datetime | None
    revised_at: datetime | None
    expires_on: date | None
    version: int
