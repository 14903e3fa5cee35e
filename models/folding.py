"""Text without case and accents inside queries, alike on every database."""

import unicodedata
from typing import Any

from sqlalchemy import ColumnElement, String, func
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


def folded(text: str) -> str:
    """A text in lower case whose Latin letters have no marks: one letter stays one letter."""
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


def holds(column: Any, text: str) -> ColumnElement[bool]:  # noqa: ANN401
    """Whether a column holds a text, whatever its case and accents."""
    return Folded(column).contains(folded(text), autoescape=True)
