"""Practices: documented good practices."""

from enum import StrEnum

from pydantic import BaseModel
from sqlmodel import Field, Session, col, select

from models.base import Identifier, JsonColumn, OrganizationReference, Schema, Versioned
from models.checks import CountryCode, LanguageCode, Sectors
from models.post import Goals
from models.states import Moves, guard_state


class PracticeState(StrEnum):
    """Where a practice stands; only published ones are ranked and shown to everybody."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"


PRACTICE_MOVES: Moves = {
    PracticeState.DRAFT: {PracticeState.SUBMITTED},
    PracticeState.SUBMITTED: {PracticeState.PUBLISHED, PracticeState.DRAFT},
}


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


class PracticeUpdate(Schema):
    """What changes of a draft."""

    title: str | None = Field(default=None, min_length=2, max_length=300)
    problem: str | None = Field(default=None, min_length=1, max_length=20_000)
    solution: str | None = Field(default=None, min_length=1, max_length=20_000)
    results: str | None = Field(default=None, max_length=20_000)
    language: LanguageCode | None = None
    sectors: Sectors | None = None
    sdgs: Goals | None = None


class Practice(Versioned, table=True):
    """What was wrong, what was done and what came of it; `exchange` is the one that it was drawn from."""

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


guard_state(Practice, PRACTICE_MOVES)


class PracticePost(Schema):
    """A practice as a member of its organization writes it; the organization may be left out: the writer's own."""

    title: str = Field(min_length=2, max_length=300)
    problem: str = Field(min_length=1, max_length=20_000)
    solution: str = Field(min_length=1, max_length=20_000)
    results: str | None = Field(default=None, max_length=20_000)
    language: LanguageCode
    organization: OrganizationReference | None = None
    sectors: Sectors = []
    sdgs: Goals = []

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "title": "Juntas de agua que se sostienen solas",
                    "problem": "Los sistemas rurales de agua se abandonaban a los pocos años de construidos.",
                    "solution": "Juntas elegidas por la comunidad cobran una tarifa y un técnico las visita cada mes.",
                    "results": "De 40 sistemas, 37 seguían funcionando a los cinco años.",
                    "language": "es",
                    "sectors": ["water-sanitation"],
                    "sdgs": [6],
                }
            ]
        }
    }


class PracticePublic(BaseModel):
    """A practice as those see it who may."""

    id: str
    title: str
    problem: str
    solution: str
    results: str | None
    language: str
    organization: str
    country: str | None
    sectors: list[str]
    sdgs: list[int]
    source_document: str | None
    source_section: str | None
    state: str
    exchange: str | None
    version: int


def published_practices(session: Session) -> list[Practice]:
    """The practices that everybody may see, by identifier."""
    chosen = select(Practice).where(Practice.state == PracticeState.PUBLISHED)
    return list(session.exec(chosen.order_by(col(Practice.id))))
