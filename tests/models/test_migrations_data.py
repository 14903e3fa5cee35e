"""What was stored under an older schema is there after each migration, on both databases."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from models.database import open_database, reading, rebuilding
from models.migrations import differences, migrate, newest_revision, revisions, upgrade
from models.migrations.reflecting import own_tables
from tests.filled import ROWS, Rows, fill, stored

pytestmark = pytest.mark.both_databases


@pytest.fixture
def empty(database_url: str) -> Iterator[Engine]:
    """A database without a schema."""
    engine = open_database(database_url)
    yield engine
    engine.dispose()


@pytest.mark.long
def test_no_migration_loses_what_older_versions_stored(empty: Engine) -> None:
    known: dict[str, Rows] = defaultdict(list)
    for revision in revisions():
        with rebuilding(empty) as connection:
            migrate(connection, revision)
            tables = {table.name: table for table in own_tables(connection)}
            assert known.keys() <= tables.keys(), revision
            for name, rows in known.items():
                now = stored(connection, tables[name])
                kept = tables[name].columns.keys() & rows[0].keys()
                assert kept == rows[0].keys(), (revision, name)
                assert [{key: row[key] for key in kept} for row in now] == rows, (revision, name)
                known[name] = now
            for table in (one for name, one in tables.items() if name not in known):
                known[table.name] = fill(connection, table)

    assert upgrade(empty) == (newest_revision(), newest_revision())
    assert differences(empty) == []
    assert all(len(rows) == ROWS for rows in known.values())


def test_a_migration_that_fails_leaves_the_schema_and_the_data_of_before(empty: Engine) -> None:
    first, *_, last = revisions()
    with rebuilding(empty) as connection:
        migrate(connection, first)
        before = {table.name: fill(connection, table) for table in own_tables(connection)}
    with pytest.raises(RuntimeError, match="power"):
        _cut_off(empty, last)

    with reading(empty) as session:
        connection = session.connection()
        assert {table.name: stored(connection, table) for table in own_tables(connection)} == before
    assert upgrade(empty) == (first, last)


def _cut_off(engine: Engine, revision: str) -> None:
    with rebuilding(engine) as connection:
        migrate(connection, revision)
        raise RuntimeError("power cut")
