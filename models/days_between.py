"""How many whole days lie between two moments, counted by the database."""

from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class DaysBetween(FunctionElement[int]):
    """`DaysBetween(begin, end)`; columns of days count as their midnight."""

    type = Integer()
    name = "days_between"
    inherit_cache = True


@compiles(DaysBetween, "sqlite")
def _on_sqlite(element: DaysBetween, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    begin, end = (
        f"CAST(strftime('%s', {compiler.process(one, **options)}) AS INTEGER)" for one in element.clauses.clauses
    )
    return f"(({end} - {begin}) / 86400)"


@compiles(DaysBetween, "postgresql")
def _on_postgresql(element: DaysBetween, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    begin, end = (
        f"CAST({compiler.process(one, **options)} AS TIMESTAMP WITH TIME ZONE)" for one in element.clauses.clauses
    )
    return f"CAST(TRUNC(EXTRACT(EPOCH FROM ({end} - {begin})) / 86400) AS INTEGER)"
