"""The tables of a database as they are at its revision, which may be older than this code."""

from functools import cache
from warnings import catch_warnings, filterwarnings

from sqlalchemy import JSON, Connection, MetaData, Table, inspect
from sqlmodel import SQLModel

from models.database import open_database
from models.derived import derived_tables
from models.migrations import migrate, newest_revision, revision_of
from models.search_text import TRIGRAMS

VERSIONS = "alembic_version"
"""Where the revision stands."""


def own_tables(connection: Connection) -> list[Table]:
    """The tables of this service at the database's revision, those that others refer to first; none of an empty one.

    Other tables of the same database are left alone.
    """
    revision = revision_of(connection)
    if revision is None:
        return []
    metadata, names = MetaData(), names_at(revision)
    with catch_warnings():
        filterwarnings("ignore", "Skipped unsupported reflection of expression-based index")
        metadata.reflect(connection, only=lambda name, _: name in names)
    for column in (column for table in metadata.tables.values() for column in table.columns):
        if isinstance(column.type, JSON):
            column.type = JSON(none_as_null=True)
    return metadata.sorted_tables


def telling_tables(connection: Connection) -> list[Table]:
    """The same but for what is made from other tables, and can be made again."""
    return [table for table in own_tables(connection) if table.name not in derived_tables()]


@cache
def names_at(revision: str) -> frozenset[str]:
    """The names of the service's tables at a revision, found out on an empty database where it is not the newest."""
    if revision == newest_revision():
        return frozenset(SQLModel.metadata.tables)
    engine = open_database("sqlite://")
    with engine.begin() as connection:
        migrate(connection, revision)
        found = inspect(connection).get_table_names()
    engine.dispose()
    return frozenset(name for name in found if name != VERSIONS and not name.startswith(TRIGRAMS))
