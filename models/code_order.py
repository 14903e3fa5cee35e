"""The order of texts by their letters' code points, as Python has it, on every database alike."""

from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class CodeOrder(FunctionElement[str]):
    """A column to sort by; PostgreSQL would else follow the customs of a language."""

    type = String()
    name = "code_order"
    inherit_cache = True


@compiles(CodeOrder, "sqlite")
def _on_sqlite(element: CodeOrder, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return compiler.process(element.clauses, **options)


@compiles(CodeOrder, "postgresql")
def _on_postgresql(element: CodeOrder, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return f'({compiler.process(element.clauses, **options)}) COLLATE "C"'
