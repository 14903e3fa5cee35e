"""A hint for queries: what most rows fulfil is no way to find the few."""

from typing import Any

from sqlalchemy import Boolean, ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class Likely(FunctionElement[bool]):
    """A condition that most rows fulfil. SQLite, which counts no values, would else look it up in an index and sort all
    it finds; PostgreSQL knows better by itself."""

    type = Boolean()
    name = "likely"
    inherit_cache = True


@compiles(Likely, "sqlite")
def _on_sqlite(element: Likely, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return f"likely({compiler.process(element.clauses, **options)})"


@compiles(Likely, "postgresql")
def _on_postgresql(element: Likely, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return f"({compiler.process(element.clauses, **options)})"


def likely(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """The same condition, with the hint."""
    return Likely(condition)
