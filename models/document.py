"""Documents of the library: what they are, where their content lies, and the text that was read of them."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Session, SQLModel, col, select

from models.base import JsonColumn, UtcDateTime, Versioned
from models.post import Visibility
from models.search_text import keep_words


class DocumentKind(StrEnum):
    """What sort of document it is."""

    GUIDE = "guide"
    COURSE = "course"
    STUDY = "study"
    EVALUATION = "evaluation"
    REPORT = "report"
    LAW = "law"
    PRESENTATION = "presentation"
    DATA = "data"
    OTHER = "other"


class TextState(StrEnum):
    """Whether a document's text is known: it is read soon after it was added, by a process of its own."""

    NONE = "none"
    WAITING = "waiting"
    READ = "read"
    UNREADABLE = "unreadable"


class Unreadable(StrEnum):
    """Why no text could be read."""

    LOCKED = "locked"
    DAMAGED = "damaged"
    NO_WORDS = "no-words"
    PICTURE = "picture"
    TOO_LARGE = "too-large"
    TOO_LONG = "too-long"
    LOST = "lost"


class Document(Versioned, table=True):
    """A document that an organization gives to others: a file, an address on the web, or both.

    `digest` is the SHA-256 of the file's content and `size` its bytes; `authors` and `licence` are as the document says
    them; `text_problem` is a member of Unreadable.
    """

    id: str = Field(primary_key=True, max_length=80)
    title: str
    description: str | None = None
    kind: str
    language: str = Field(max_length=8)
    authors: str | None = None
    year: int | None = None
    licence: str | None = None
    link: str | None = None
    organization: str = Field(foreign_key="organization.id", index=True)
    country: str | None = Field(default=None, foreign_key="country.code", index=True)
    sectors: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    sdgs: list[int] = Field(default_factory=list, sa_type=JsonColumn)
    visibility: str = Field(default=Visibility.PUBLIC)
    name: str | None = Field(default=None, max_length=150)
    media_type: str | None = None
    size: int | None = None
    digest: str | None = Field(default=None, max_length=64, index=True)
    text_state: str = Field(default=TextState.NONE, index=True)
    text_problem: str | None = None
    added_at: datetime = Field(sa_type=UtcDateTime)


class DocumentText(SQLModel, table=True):
    """The text of a document, apart from it: lists never read it. `id` is that of the document."""

    id: str = Field(primary_key=True, foreign_key="document.id", max_length=80)
    text: str
    read_at: datetime = Field(sa_type=UtcDateTime)


keep_words(DocumentText, "text")


class DocumentUse(SQLModel, table=True):
    """A document that speaks for one practice, one offer or one exchange."""

    id: str = Field(primary_key=True, max_length=80)
    document: str = Field(foreign_key="document.id", index=True)
    practice: str | None = Field(default=None, foreign_key="practice.id", index=True)
    offer: str | None = Field(default=None, foreign_key="offer.id", index=True)
    exchange: str | None = Field(default=None, foreign_key="exchange.id", index=True)
    added_at: datetime = Field(sa_type=UtcDateTime)


def document_digests(session: Session, digests: Collection[str]) -> set[str]:
    """Those of some contents that a document of the library still names."""
    named = select(Document.digest).where(col(Document.digest).in_(digests))
    return {one for one in session.exec(named) if one}
