"""Makes a world as large as one likes: every row is copied side by side, with keys of its own."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Table, UniqueConstraint, func, insert, select
from sqlmodel import Session, SQLModel

ONCE = frozenset({"account", "country", "organization"})
"""What copies belong to like the rows that they are copied from: the same people have more and more."""
NEVER = frozenset({"country", "lease", "cursor", "tally", "hold", "accountsession", "apitoken", "weighttable"})
"""What there is once, or what calls write themselves."""
SPAN = 10_000
"""Apart as copies of a row with a number as its key."""
Row = dict[str, Any]


def multiply(session: Session, table_name: str, rows: int) -> None:
    """Copies the whole world until a table has so many rows."""
    table = SQLModel.metadata.tables[table_name]
    first = session.scalar(select(func.count()).select_from(table)) or 0
    copies = -(-rows // first)
    for one in SQLModel.metadata.sorted_tables:
        if one.name not in NEVER:
            found = [dict(row) for row in session.execute(one.select()).mappings()]
            made = [copy for number in range(1, copies) for row in found for copy in _copied(one, row, number)]
            if made:
                session.execute(insert(one), made)


def _copied(table: Table, row: Row, number: int) -> Iterator[Row]:
    own = {column.name for column in _own(table)}
    if not own:
        return
    yield {name: _apart(value, number) if name in own else value for name, value in row.items()}


def _own(table: Table) -> Iterator[Column[Any]]:
    """The columns in which a copy differs: keys of its own, and those of other copies that it belongs to."""
    unique = {
        column.name for one in table.constraints if isinstance(one, UniqueConstraint) for column in one.columns
    } | {column.name for one in table.indexes if one.unique for column in one.columns}
    for column in table.columns:
        leads_to = {key.column.table.name for key in column.foreign_keys}
        if leads_to and leads_to <= ONCE | NEVER:
            continue
        if leads_to or column.primary_key or column.name in unique:
            yield column


def _apart(value: Any, number: int) -> Any:
    if isinstance(value, str):
        return f"c{number}-{value}"
    return value + SPAN * number if isinstance(value, int) and not isinstance(value, bool) else value
