"""Requests: needs posted by an organization of one country, or of several together."""

from datetime import date, datetime
from enum import StrEnum
from typing import Self

from pydantic import model_validator
from sqlalchemy import Index, text
from sqlmodel import Field, Session, col, select

from models.base import Identifier, JsonColumn, OrganizationReference, UtcDateTime, Versioned
from models.checks import CountryCodes
from models.errors import UnfitError
from models.post import POST_MOVES, TAGS, PostColumns, PostDraft, PostPublic, PostState, PostUpdate, of_sides
from models.search_text import keep_words
from models.states import guard_state
from models.tagging import keep_tags


class NeedMet(StrEnum):
    """Whether a request got what it asked for."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class RequestDraft(PostDraft):
    """A request as it arrives over the API."""

    expected_outcome: str | None = Field(default=None, max_length=2000)
    preferred_provider: OrganizationReference | None = None
    answered_by: list[Identifier] = []
    with_countries: CountryCodes = []
    starts_by: date | None = None
    needed_by: date | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        check_dates(self.starts_by, self.needed_by)
        return self


class RequestCreate(RequestDraft):
    """A request as it arrives in a file."""

    organization: OrganizationReference


class RequestUpdate(PostUpdate):
    """Fields to change in a request."""

    expected_outcome: str | None = Field(default=None, max_length=2000)
    preferred_provider: OrganizationReference | None = None
    answered_by: list[Identifier] = []
    with_countries: CountryCodes = []
    starts_by: date | None = None
    needed_by: date | None = None


_IS_JOINT = text("CAST(with_countries AS VARCHAR) != '[]'")
"""Few requests are of several countries."""


class Request(PostColumns, Versioned, table=True):
    """A need, its tags and its life.

    `with_countries` are the further countries that ask together with the first; `starts_by` is when the cooperation
    should have begun, `needed_by` when its result is needed; `need_met` is what was said when the request was closed.
    """

    __table_args__ = (
        Index("ix_request_open", "id", "state", "expires_on", "country"),
        Index("ix_request_versions", "version"),
        Index("ix_request_joint", "id", sqlite_where=_IS_JOINT, postgresql_where=_IS_JOINT),
        *of_sides("request"),
    )

    expected_outcome: str | None = None
    preferred_provider: str | None = Field(default=None, foreign_key="organization.id")
    answered_by: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    with_countries: list[str] = Field(
        default_factory=list, sa_type=JsonColumn, sa_column_kwargs={"server_default": "[]"}
    )
    starts_by: date | None = None
    needed_by: date | None = None
    need_met: str | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)


guard_state(Request, POST_MOVES)
keep_words(Request, "title", "text")
keep_tags(Request, *TAGS)


class RequestPublic(PostPublic):
    """A request as those may see it who may read it."""

    expected_outcome: str | None
    with_countries: list[str]
    starts_by: date | None
    needed_by: date | None


class RequestInside(RequestPublic):
    """A request as those see it whose it is, and those who review it."""

    posted_by: str | None
    preferred_provider: str | None
    answered_by: list[str]
    created_at: datetime
    submitted_at: datetime | None
    silence_ends_at: datetime | None
    window_until: datetime | None
    objection: str | None
    objection_note: str | None
    closed_at: datetime | None
    need_met: str | None
    actions: list[str]


def check_dates(starts_by: date | None, needed_by: date | None) -> None:
    """Raises ValueError where a result is needed before the cooperation begins."""
    if starts_by and needed_by and needed_by < starts_by:
        raise UnfitError(
            "needed_by {needed_by} lies before starts_by {starts_by}", needed_by=needed_by, starts_by=starts_by
        )


def published_requests(session: Session) -> list[Request]:
    """All published requests, also expired ones, by identifier."""
    return list(session.exec(select(Request).where(Request.state == PostState.PUBLISHED).order_by(col(Request.id))))
