"""Text without case and accents inside queries, alike on every database."""

import unicodedata
from typing import Any

from sqlalchemy import Boolean, ColumnElement, String, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

PLAIN = {
    letter: unicodedata.normalize("NFKD", letter)[0]
    for letter in map(chr, range(0xC0, 0x250))
    if unicodedata.normalize("NFKD", letter)[0].isascii() and unicodedata.normalize("NFKD", letter)[0].isalpha()
}
"""Latin letters with a mark, each with the letter that it is without."""
TABLE = str.maketrans(PLAIN)


WESTERN = "cp1252"
"""An encoding of one byte a letter that holds the letters of most of our texts: these are folded by bytes, for a search
reads every text and this takes a tenth of the time."""
PLACES = bytes(place for place in range(256) if bytes([place]).decode(WESTERN, "ignore"))
BYTES = bytes.maketrans(PLACES, PLACES.decode(WESTERN).translate(TABLE).lower().encode(WESTERN))


def folded(text: str) -> str:
    """A text in lower case whose Latin letters have no marks: one letter stays one letter."""
    try:
        return text.encode(WESTERN).translate(BYTES).decode(WESTERN)
    except UnicodeEncodeError:
        return text.translate(TABLE).lower()


class Folded(FunctionElement[str]):
    """A column or text as `folded` gives it."""

    type = String()
    name = "folded"
    inherit_cache = True


@compiles(Folded, "sqlite")
def _on_sqlite(element: Folded, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return f"folded({compiler.process(element.clauses, **options)})"


@compiles(Folded, "postgresql")
def _on_postgresql(element: Folded, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    plain = func.lower(func.translate(*element.clauses, "".join(PLAIN), "".join(PLAIN.values())))
    return compiler.process(plain, **options)


class Holds(FunctionElement[bool]):
    """Whether a column holds a folded text."""

    type = Boolean()
    name = "holds"
    inherit_cache = True


@compiles(Holds, "sqlite")
def _held_on_sqlite(element: Holds, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return f"holds({compiler.process(element.clauses, **options)})"


@compiles(Holds, "postgresql")
def _held_on_postgresql(element: Holds, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    column, wanted = element.clauses
    return compiler.process(func.strpos(Folded(column), wanted) > 0, **options)


def holds_folded(text: str | None, wanted: str) -> bool:
    """Whether a text holds a folded one; SQLite asks this for each row."""
    return text is not None and wanted in folded(text)


def holds(column: Any, text: str) -> ColumnElement[bool]:  # noqa: ANN401
    """Whether a column holds a text, whatever its case and accents."""
    return Holds(column, folded(text))
