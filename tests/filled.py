"""Rows for every table of a database at any revision: whatever a column takes, another value in each row."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    Table,
    insert,
    select,
)

from matcher.backup.references import number_on

ROWS = 3
Rows = list[dict[str, Any]]
PLAIN = {
    JSON: ["agua", {"salud": 1.5}],
    Boolean: True,
    DateTime: datetime(2026, 11, 21, 21, 0, 0, 123456, tzinfo=UTC),
    Date: date(2026, 11, 21),
    LargeBinary: b"\x00\xff agua",
}


def value(column: Column[Any], number: int) -> Any:
    """Something that fits a column, another one in each row."""
    for reference in column.foreign_keys:
        if reference.column.table is column.table:
            return None
        return value(reference.column, number)
    if isinstance(column.type, Float):
        return number / 7
    if isinstance(column.type, Integer):
        return number
    found = [plain for kind, plain in PLAIN.items() if isinstance(column.type, kind)]
    return found[0] if found else _text(column, number)


def _text(column: Column[Any], number: int) -> str:
    if column.name == "state" and column.table.name == "weighttable":
        return f"retired-{number}"  # one table is active at most
    words = f"{number} {column.table.name} ¿cuánta água?"
    return words[: getattr(column.type, "length", None) or len(words)]


def fill(connection: Connection, table: Table) -> Rows:
    """Puts rows into a table; answers them as they are stored."""
    rows = [{column.name: value(column, number) for column in table.columns} for number in range(1, ROWS + 1)]
    connection.execute(insert(table), rows)
    number_on(connection, table)
    return stored(connection, table)


def stored(connection: Connection, table: Table) -> Rows:
    """The rows of a table by their key."""
    rows = connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()
    return [dict(row) for row in rows]
