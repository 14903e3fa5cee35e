"""Documents that hold some words, in what is said of them or in their text; and where these stand."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, true
from sqlmodel import Session, col, select

from models.derived import kind_of
from models.document import Document, DocumentText
from models.folding import folded, holds
from models.search_text import SearchText
from models.searching import keys_holding

SAID = (Document.title, Document.description, Document.authors)
MOST_WORDS = 8
"""Words that are looked for; further ones are passed over."""
BEFORE, AROUND = 90, 260
"""Letters of an excerpt before the word that was found, and altogether."""


def words_in(text: str) -> list[str]:
    """The words that are looked for."""
    return text.split()[:MOST_WORDS]


def says(session: Session, text: str) -> ColumnElement[bool]:
    """Documents that hold all words of a text, whatever their case and accents; texts are looked up in their index."""
    return and_(true(), *(_says(session, word) for word in words_in(text)))


def _says(session: Session, word: str) -> ColumnElement[bool]:
    keys = keys_holding(session, DocumentText, word)
    held = col(Document.id).in_(keys if keys is not None else _keys_of_many(word))
    return or_(held, *(holds(column, word) for column in SAID))


def _keys_of_many(word: str) -> Any:  # noqa: ANN401
    words = col(SearchText.words).contains(folded(word), autoescape=True)
    return select(SearchText.key).where(SearchText.kind == kind_of(DocumentText), words)


def excerpts(session: Session, keys: Collection[str], text: str) -> dict[str, str]:
    """What stands around the first of some words in the texts of documents, for those in which it stands; one query."""
    words = words_in(text)
    if not keys or not words:
        return {}
    place = _place(session, folded(words[0]))
    begin = case((place > BEFORE, place - BEFORE), else_=1)
    kept = (SearchText.kind == kind_of(DocumentText), col(SearchText.key).in_(keys), place > 0)
    found = select(DocumentText.id, func.substr(DocumentText.text, begin, AROUND)).join(
        SearchText, col(SearchText.key) == DocumentText.id
    )
    return {key: " ".join(part.split()) for key, part in session.exec(found.where(*kept))}


def _place(session: Session, word: str) -> Any:  # noqa: ANN401
    """Where a word stands in the words of a row, from 1 on; 0 where it does not."""
    find = func.strpos if session.get_bind().dialect.name == "postgresql" else func.instr
    return find(SearchText.words, word)
