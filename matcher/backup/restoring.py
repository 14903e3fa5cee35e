"""Puts a backup back: in one transaction, so that a reader finds what was there before or all of the backup."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from zipfile import ZipFile

from sqlalchemy import Connection, Table, delete, insert, select
from sqlmodel import Session

from matcher.backup.archive import checked, file_entry, table_entry
from matcher.backup.errors import UnfitBackupError
from matcher.backup.manifest import Manifest, TablePart
from matcher.backup.references import checked_later, drop, number_on
from matcher.backup.rows import lines_of, row_of
from matcher.backup.saving import LONG, Stored
from matcher.errors import ConflictError
from matcher.mail.holding import hold
from matcher.policy import TERMINAL
from matcher.posting.file_store import FileStore
from matcher.progress import Track, quietly
from models.country import Country, sync_countries
from models.database import rebuilding
from models.derived import fill_in
from models.hold import Held
from models.migrations import migrate, revisions
from models.migrations.reflecting import own_tables, telling_tables

BATCH = 500
"""Rows that are inserted at once."""


@dataclass(frozen=True)
class Wish:
    """Which backup, and whether it may take the place of what the database holds."""

    path: Path
    replace: bool = False


def restore(stored: Stored, wish: Wish, *, now: datetime, track: Track = quietly) -> Manifest:
    """Restores a backup, migrates it to this version and holds all mail until a person lets it go.

    Every part is checked before anything is touched, and every table again, row by row, before the one transaction
    ends. Raises UnfitBackupError, and ConflictError for a database that is not empty; then nothing has changed.
    """
    with checked(wish.path, track) as (archive, manifest):
        if manifest.revision not in revisions():
            raise UnfitBackupError(
                wish.path,
                "it was made by a newer version of Sursur ({version}); upgrade first",
                version=manifest.version,
            )
        demand_room(stored, wish)
        _keep_files(archive, manifest, stored.files, track)
        with rebuilding(stored.engine) as connection:
            _demand_empty(connection, wish)
            drop(connection, own_tables(connection))
            migrate(connection, manifest.revision)
            _fill(connection, archive, Source(wish.path, manifest), track)
            migrate(connection)
            _settle(connection, manifest, now)
    return manifest


def demand_room(stored: Stored, wish: Wish) -> None:
    """Raises ConflictError where the database holds something that must not be replaced."""
    with stored.engine.connect() as connection:
        _demand_empty(connection, wish)


def _demand_empty(connection: Connection, wish: Wish) -> None:
    if wish.replace:
        return
    for table in telling_tables(connection):
        if table.name != Country.__tablename__ and connection.execute(select(table).limit(1)).first() is not None:
            raise ConflictError(
                "the database holds data already ({table}); `--replace` puts the backup in its place", table=table.name
            )


def _keep_files(archive: ZipFile, manifest: Manifest, files: FileStore, track: Track) -> None:
    """Contents that no row names do no harm: the sweep removes them."""
    for digest in track(manifest.files, "Restoring files", len(manifest.files)):
        files.keep(archive.read(file_entry(digest)))


@dataclass(frozen=True)
class Source:
    """An archive by its path, and what it says of itself."""

    path: Path
    manifest: Manifest


def _fill(connection: Connection, archive: ZipFile, source: Source, track: Track) -> None:
    tables, parts = telling_tables(connection), source.manifest.tables
    if {table.name for table in tables} != parts.keys():
        raise UnfitBackupError(
            source.path, "its tables are not those of revision {revision}", revision=source.manifest.revision
        )
    with checked_later(connection, tables):
        for table in tables:
            told = track if parts[table.name].rows >= LONG else quietly
            if connection.execute(select(table).limit(1)).first() is not None:  # what a migration filled
                connection.execute(delete(table))
            for rows in told(_batches(archive, table), f"Restoring {table.name}", -(-parts[table.name].rows // BATCH)):
                connection.execute(insert(table), rows)
    for table in tables:
        if _part(connection, table) != parts[table.name]:
            raise UnfitBackupError(source.path, "{part} did not come back as it was saved", part=table.name)
        number_on(connection, table)


def _batches(archive: ZipFile, table: Table) -> Iterator[list[dict[str, object]]]:
    with archive.open(table_entry(table.name)) as lines:
        while some := list(islice(lines, BATCH)):
            yield [row_of(line, table) for line in some]


def _part(connection: Connection, table: Table) -> TablePart:
    count, digest = 0, sha256()
    for line in lines_of(connection, table):
        count += 1
        digest.update(line)
    return TablePart(count, digest.hexdigest())


def _settle(connection: Connection, manifest: Manifest, now: datetime) -> None:
    """Mail and webhooks wait: what this database would send may have gone out since it was saved."""
    with Session(connection) as session:
        sync_countries(session)
        fill_in(session)
        hold(session, Held.MAIL, TERMINAL, reason=f"restored from the backup of {manifest.made_at}", now=now)
        session.flush()
