"""How documents of the library arrive, and how they are answered."""

from datetime import datetime

from pydantic import BaseModel
from sqlmodel import Field

from models.base import OrganizationReference, Schema
from models.checks import CountryCode, LanguageCode, Sectors
from models.document import DocumentKind
from models.organization import WebAddress, WebAddressOrNone
from models.post import Goals, Visibility


class DocumentPost(Schema):
    """A document as a member of an organization adds it; its file follows. The organization may be left out."""

    title: str = Field(min_length=2, max_length=300)
    description: str | None = Field(default=None, max_length=5000)
    kind: DocumentKind
    language: LanguageCode
    authors: str | None = Field(default=None, max_length=300)
    year: int | None = Field(default=None, ge=1800, le=2100)
    licence: str | None = Field(
        default=None, max_length=200, description="what others may do with it, such as CC BY 4.0"
    )
    link: WebAddress | None = None
    organization: OrganizationReference | None = None
    country: CountryCode | None = None
    sectors: Sectors = []
    sdgs: Goals = []
    visibility: Visibility = Visibility.PUBLIC

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "title": "Manual de juntas de agua",
                    "kind": "guide",
                    "language": "es",
                    "year": 2024,
                    "licence": "CC BY 4.0",
                    "sectors": ["water-sanitation"],
                    "sdgs": [6],
                }
            ]
        }
    }


class DocumentUpdate(Schema):
    """What changes of a document; an empty text empties a field that may be empty."""

    title: str | None = Field(default=None, min_length=2, max_length=300)
    description: str | None = Field(default=None, max_length=5000)
    kind: DocumentKind | None = None
    language: LanguageCode | None = None
    authors: str | None = Field(default=None, max_length=300)
    year: int | None = Field(default=None, ge=1800, le=2100)
    licence: str | None = Field(default=None, max_length=200)
    link: WebAddressOrNone | None = None
    sectors: Sectors | None = None
    sdgs: Goals | None = None
    visibility: Visibility | None = None


class DocumentUsePost(Schema):
    """What a document speaks for: exactly one of the three."""

    practice: str | None = Field(default=None, max_length=80)
    offer: str | None = Field(default=None, max_length=80)
    exchange: str | None = Field(default=None, max_length=80)


class DocumentUsePublic(BaseModel):
    """What a document speaks for, as those see it who may see that."""

    id: str
    practice: str | None
    offer: str | None
    exchange: str | None


class DocumentPublic(BaseModel):
    """A document as those see it who may; `text_problem` says why its text is not known."""

    id: str
    title: str
    description: str | None
    kind: str
    language: str
    authors: str | None
    year: int | None
    licence: str | None
    link: str | None
    organization: str
    country: str | None
    sectors: list[str]
    sdgs: list[int]
    visibility: str
    name: str | None
    media_type: str | None
    size: int | None
    text_state: str
    text_problem: str | None
    added_at: datetime
    version: int
