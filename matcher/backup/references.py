"""What the two databases need of their own while tables are filled: references, numbers, and dropping."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, ForeignKeyConstraint, Integer, Table, func, select, text

from models.migrations.reflecting import VERSIONS


@contextmanager
def checked_later(connection: Connection, tables: Sequence[Table]) -> Iterator[None]:
    """References are checked when all rows are there: a row may refer to a later one of its own table. SQLite looks
    after them at the end of the transaction anyway, see `rebuilding`."""
    later = () if connection.dialect.name == "sqlite" else tables
    references = [one for table in later for one in table.foreign_key_constraints]
    for one in references:
        _alter(connection, one, "DEFERRABLE INITIALLY DEFERRED")
    yield
    if references:
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for one in references:
        _alter(connection, one, "NOT DEFERRABLE")


def _alter(connection: Connection, reference: ForeignKeyConstraint, how: str) -> None:
    quote = connection.dialect.identifier_preparer.quote
    name = quote(str(reference.name))
    connection.exec_driver_sql(f"ALTER TABLE {quote(reference.table.name)} ALTER CONSTRAINT {name} {how}")


def number_on(connection: Connection, table: Table) -> None:
    """New rows get the numbers behind those that are there; SQLite does so by itself."""
    key = list(table.primary_key.columns)
    if connection.dialect.name == "sqlite" or len(key) != 1 or not isinstance(key[0].type, Integer):
        return
    last = connection.execute(select(func.max(key[0]))).scalar()
    named = {"table": connection.dialect.identifier_preparer.quote(table.name), "column": key[0].name, "last": last}
    if last is not None:
        connection.execute(text("SELECT setval(pg_get_serial_sequence(:table, :column), :last)"), named)


def drop(connection: Connection, tables: Sequence[Table]) -> None:
    """Removes tables with what they hold, and the note of their revision."""
    if tables:
        tables[0].metadata.drop_all(connection, tables=tables, checkfirst=False)
        connection.exec_driver_sql(f"DROP TABLE {VERSIONS}")
