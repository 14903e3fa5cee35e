"""How practices arrive, and how they are answered."""

import re
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, StringConstraints
from pydantic import Field as PydanticField
from sqlmodel import Field

from models.base import Identifier, OrganizationReference, Schema
from models.catalogue import SeenElsewhere
from models.checks import CountryCode, LanguageCode, Sectors
from models.errors import UnfitError
from models.organization import WebAddress
from models.post import Goals, Visibility
from models.practice import PracticeState

LONGEST = 20_000
"""Characters of a part of a practice."""


def _with_a_number(value: str) -> str:
    if not re.search(r"\d", value):
        raise UnfitError("{value!r} holds no number: write a figure, such as 37 of 40 systems still work", value=value)
    return value


Figure = Annotated[str, StringConstraints(min_length=2, max_length=300), AfterValidator(_with_a_number)]
Figures = Annotated[list[Figure], PydanticField(max_length=20)]
"""Results as numbers: each says what was counted."""
Links = Annotated[list[WebAddress], PydanticField(max_length=20)]


class PracticeWords(Schema):
    """What of a practice is written anew in each language."""

    title: str = Field(min_length=2, max_length=300)
    problem: str = Field(min_length=1, max_length=LONGEST, description="what was wrong, and for whom")
    context: str | None = Field(default=None, max_length=LONGEST, description="where it was done, and under which law")
    solution: str = Field(min_length=1, max_length=LONGEST, description="what was done, step by step")
    results: str | None = Field(default=None, max_length=LONGEST, description="what came of it")
    figures: Figures = []
    evidence: str | None = Field(default=None, max_length=LONGEST, description="how one knows")
    cost: str | None = Field(default=None, max_length=5000, description="what it costs, and who pays")
    transfer: str | None = Field(default=None, max_length=LONGEST, description="what must be in place elsewhere")


TRANSLATED = frozenset(PracticeWords.model_fields)
"""The fields that each version has in its own language; all others are those of the first version."""


class PracticeCreate(PracticeWords):
    """A practice as it arrives in a file."""

    id: Identifier
    language: LanguageCode
    organization: OrganizationReference
    country: CountryCode | None = None
    sectors: Sectors = []
    sdgs: Goals = []
    links: Links = []
    source_document: str | None = None
    source_section: str | None = None


class PracticePost(PracticeWords):
    """A practice as a member of its organization writes it; the organization may be left out: the writer's own."""

    language: LanguageCode
    organization: OrganizationReference | None = None
    sectors: Sectors = []
    sdgs: Goals = []
    links: Links = []
    contact: str | None = Field(default=None, max_length=500, description="whom to ask, and how")
    contact_visibility: Visibility = Visibility.MEMBERS

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "title": "Juntas de agua que se sostienen solas",
                    "problem": "Los sistemas rurales de agua se abandonaban a los pocos años de construidos.",
                    "solution": "Juntas elegidas por la comunidad cobran una tarifa y un técnico las visita cada mes.",
                    "results": "Los sistemas siguen funcionando años después.",
                    "figures": ["37 de 40 sistemas funcionan a los cinco años"],
                    "transfer": "Una ley que permita cobrar la tarifa, y un técnico para cada 20 sistemas.",
                    "language": "es",
                    "sectors": ["water-sanitation"],
                    "sdgs": [6],
                }
            ]
        }
    }


class PracticeTranslation(PracticeWords):
    """A version of a practice in another language."""

    language: LanguageCode

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "title": "Water boards that keep themselves",
                    "problem": "Rural water systems were abandoned a few years after they were built.",
                    "solution": "Boards elected by the community charge a fee, visited monthly by a technician.",
                    "language": "en",
                }
            ]
        }
    }


class PracticeUpdate(Schema):
    """What changes of a draft; a field that is left out stays, an empty text empties it."""

    title: str | None = Field(default=None, min_length=2, max_length=300)
    problem: str | None = Field(default=None, min_length=1, max_length=LONGEST)
    context: str | None = Field(default=None, max_length=LONGEST)
    solution: str | None = Field(default=None, min_length=1, max_length=LONGEST)
    results: str | None = Field(default=None, max_length=LONGEST)
    figures: Figures | None = None
    evidence: str | None = Field(default=None, max_length=LONGEST)
    cost: str | None = Field(default=None, max_length=5000)
    transfer: str | None = Field(default=None, max_length=LONGEST)
    language: LanguageCode | None = None
    sectors: Sectors | None = None
    sdgs: Goals | None = None
    links: Links | None = None
    contact: str | None = Field(default=None, max_length=500)
    contact_visibility: Visibility | None = None


class PracticeMove(Schema):
    """Where a practice goes: `submitted` by its writers, `published` by a focal point, back to `draft` by either; the
    `note` says why a focal point gives it back."""

    state: PracticeState
    note: str | None = Field(default=None, max_length=2000)


class PracticePublic(BaseModel):
    """A practice as those see it who may; `contact` is filled for those to whom it is shown, and `note`, why a focal
    point gave it back, for those who write or review it. `also_at` says in which other catalogues it stands, where that
    was looked up."""

    id: str
    title: str
    problem: str
    context: str | None
    solution: str
    results: str | None
    figures: list[str]
    evidence: str | None
    links: list[str]
    cost: str | None
    transfer: str | None
    language: str
    organization: str
    country: str | None
    sectors: list[str]
    sdgs: list[int]
    source_document: str | None
    source_section: str | None
    state: str
    exchange: str | None
    translation_of: str | None
    published_at: datetime | None
    contact: str | None = None
    note: str | None = None
    also_at: list[SeenElsewhere] | None = None
    version: int


class PracticeVersion(BaseModel):
    """One of the versions of a practice."""

    id: str
    title: str
    language: str
    state: str
