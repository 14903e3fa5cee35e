"""Practices: documented good practices, each in one or more languages."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, Session, col, select

from models.base import JsonColumn, UtcDateTime, Versioned
from models.change import mark_changes
from models.post import Visibility
from models.states import Moves, guard_state


class PracticeState(StrEnum):
    """Where a practice stands; only published ones are ranked and shown to everybody."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"


PRACTICE_MOVES: Moves = {
    PracticeState.DRAFT: {PracticeState.SUBMITTED},
    PracticeState.SUBMITTED: {PracticeState.PUBLISHED, PracticeState.DRAFT},
    PracticeState.PUBLISHED: {PracticeState.DRAFT},
}


class Practice(Versioned, table=True):
    """What was wrong, what was done and what came of it; `exchange` is the one that it was drawn from.

    `figures` are results as numbers, one in a line; `links` are addresses of evidence; `transfer` tells what must be in
    place elsewhere. A version in another language is a row of its own: `translation_of` names the first one, whose
    country, sectors and goals it has, and `written_by` the organization that wrote it for the owner. `note` is why a
    focal point gave it back.
    """

    __table_args__ = (Index("ix_practice_version_in", "translation_of", "language", unique=True),)

    id: str = Field(primary_key=True, max_length=80)
    title: str
    problem: str
    solution: str
    results: str | None = None
    language: str
    organization: str = Field(foreign_key="organization.id", index=True)
    country: str | None = Field(default=None, foreign_key="country.code", index=True)
    sectors: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    sdgs: list[int] = Field(default_factory=list, sa_type=JsonColumn)
    source_document: str | None = None
    source_section: str | None = None
    state: str = Field(
        default=PracticeState.PUBLISHED, index=True, sa_column_kwargs={"server_default": PracticeState.PUBLISHED.value}
    )
    exchange: str | None = Field(default=None, foreign_key="exchange.id", unique=True, index=True)
    context: str | None = None
    figures: list[str] = Field(default_factory=list, sa_type=JsonColumn, sa_column_kwargs={"server_default": "[]"})
    evidence: str | None = None
    links: list[str] = Field(default_factory=list, sa_type=JsonColumn, sa_column_kwargs={"server_default": "[]"})
    cost: str | None = None
    transfer: str | None = None
    contact: str | None = None
    contact_visibility: str = Field(default=Visibility.MEMBERS, sa_column_kwargs={"server_default": "members"})
    translation_of: str | None = Field(default=None, foreign_key="practice.id")
    written_by: str | None = Field(default=None, foreign_key="organization.id", index=True)
    note: str | None = None
    submitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def original(self) -> str:
        """The identifier of the first version."""
        return self.translation_of or self.id


guard_state(Practice, PRACTICE_MOVES)
mark_changes(Practice)


def published_practices(session: Session) -> list[Practice]:
    """The practices that everybody may see, with their versions in other languages, by identifier."""
    chosen = select(Practice).where(Practice.state == PracticeState.PUBLISHED)
    return list(session.exec(chosen.order_by(col(Practice.id))))
