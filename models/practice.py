"""Practices: documented good practices."""

from sqlmodel import Field, Session, col, select

from models.base import Identifier, JsonColumn, OrganizationReference, Schema, Versioned
from models.checks import CountryCode, LanguageCode, Sectors
from models.post import Goals


class PracticeCreate(Schema):
    """A practice as it arrives in a file."""

    id: Identifier
    title: str = Field(min_length=2, max_length=300)
    problem: str
    solution: str
    results: str | None = None
    language: LanguageCode
    organization: OrganizationReference
    country: CountryCode | None = None
    sectors: Sectors = []
    sdgs: Goals = []
    source_document: str | None = None
    source_section: str | None = None


class Practice(Versioned, table=True):
    """What was wrong, what was done and what came of it."""

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


def all_practices(session: Session) -> list[Practice]:
    """Every practice, by identifier."""
    return list(session.exec(select(Practice).order_by(col(Practice.id))))
