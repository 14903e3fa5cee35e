"""Documents as lines of lists, on the library's pages and on those of what they speak for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from api.pages.visits import Visit
from locales import translate
from matcher.library.using import Thing, documents_of
from models import taxonomy
from models.document import Document
from models.organization import names_of

KILO = 1000


@dataclass(frozen=True)
class DocumentLine:
    """A document in a list; `found` is what stands around the words that were looked for in its text."""

    id: str
    title: str
    kind: str
    language: str
    written_in: str
    organization: str
    year: int | None
    size: int | None
    has_file: bool
    problem: str
    found: str


def document_lines(
    session: Session, rows: Sequence[Document], language: str, found: Mapping[str, str] | None = None
) -> list[DocumentLine]:
    """The lines of documents: one query, for the names of their organizations."""
    names = names_of(session, {row.organization for row in rows})
    return [
        DocumentLine(
            id=row.id,
            title=row.title,
            kind=row.kind,
            language=row.language,
            written_in=taxonomy.language_name(row.language, language),
            organization=names[row.organization],
            year=row.year,
            size=-(-row.size // KILO) if row.size else None,
            has_file=row.digest is not None,
            problem=row.text_problem or "",
            found=(found or {}).get(row.id, ""),
        )
        for row in rows
    ]


def lines_of(session: Session, visit: Visit, thing: Thing) -> list[DocumentLine]:
    """The documents that speak for a thing; two queries."""
    rows = [document for document, _ in documents_of(session, visit.actor, thing)]
    return document_lines(session, rows, visit.language) if rows else []


def translated(words: Mapping[str, str], language: str) -> tuple[tuple[str, str], ...]:
    """A table of words as options, in the reader's language."""
    return tuple((value, translate(word, language)) for value, word in words.items())
