"""Rows as lines of JSON that are the same on SQLite and on PostgreSQL, in an order that is the same too."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Date, DateTime, LargeBinary, String, Table, collate, select

BATCH = 1000
"""Rows that are fetched at once."""


def lines_of(connection: Connection, table: Table) -> Iterator[bytes]:
    """Every row of a table as one line, by its primary key."""
    columns = sorted(table.columns, key=lambda one: one.name)
    plain = connection.dialect.name == "sqlite"  # it compares texts by their bytes; PostgreSQL is told to
    order = [
        column if plain or not isinstance(column.type, String) else collate(column, "C")
        for column in table.primary_key.columns
    ]
    chosen = select(*columns).order_by(*order)
    with connection.execute(chosen, execution_options={"yield_per": BATCH}) as rows:
        for row in rows:
            told = {column.name: _told(value) for column, value in zip(columns, row, strict=True)}
            yield json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"


def row_of(line: bytes, table: Table) -> dict[str, Any]:
    """A line as the row of a table. Raises ValueError where it has other columns or cannot be read."""
    told: Mapping[str, Any] = json.loads(line.decode("utf-8", "surrogatepass"))
    if told.keys() != set(table.columns.keys()):
        raise ValueError(f"other columns: {', '.join(sorted(told.keys() ^ set(table.columns.keys())))}")
    return {name: _read(value, table.columns[name].type) for name, value in told.items()}


def _told(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, datetime):
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return b64encode(value).decode() if isinstance(value, bytes) else value


def _read(value: Any, kind: object) -> Any:  # noqa: ANN401
    if value is None:
        return None
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return b64decode(value) if isinstance(kind, LargeBinary) else value
