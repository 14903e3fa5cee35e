"""Saves everything that the service stores, as it stands at one moment, while the service goes on."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

from sqlalchemy import Connection, Engine, func, select

from matcher.backup.archive import checked, write_file, write_manifest, write_table
from matcher.backup.manifest import FORMAT, Manifest, TablePart
from matcher.backup.rows import lines_of
from matcher.errors import BadInputError
from matcher.files import whole_file
from matcher.posting.file_store import FileStore
from matcher.progress import Track, quietly
from models.attachment import Attachment
from models.document import Document
from models.migrations import revision_of
from models.migrations.reflecting import telling_tables

FILED = (Attachment.__tablename__, Document.__tablename__)
"""The tables that name the contents of the folder."""
LONG = 10_000
"""Rows of a table from which a bar of its own is worth it."""


@dataclass(frozen=True)
class Stored:
    """Where everything is stored: the database, and the folder of attachments and of the library's files."""

    engine: Engine
    files: FileStore


def save(stored: Stored, path: Path, *, now: datetime, track: Track = quietly) -> Manifest:
    """Writes a backup, reads it once to check it, and only then gives it its name; nobody else may read it.

    Raises BadInputError for an empty database, OSError where it cannot be written.
    """
    with whole_file(path) as draft, os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
        with ZipFile(file, "w") as archive, _one_moment(stored.engine) as connection:
            manifest = _write(archive, connection, stored.files, now, track)
        file.flush()
        os.fsync(file.fileno())
        with checked(draft, track):
            pass
    return manifest


def _write(archive: ZipFile, connection: Connection, files: FileStore, now: datetime, track: Track) -> Manifest:
    revision = revision_of(connection)
    if revision is None:
        raise BadInputError("the database is empty: there is nothing to back up")
    tables = _tables(archive, connection, track)
    digests = _digests(connection)
    found = {digest: _content(archive, files, digest) for digest in track(digests, "Saving files", len(digests))}
    manifest = Manifest(
        format=FORMAT,
        made_at=now.isoformat(),
        version=version("sursur"),
        database=connection.dialect.name,
        revision=revision,
        tables=tables,
        files={digest: size for digest, size in found.items() if size is not None},
        missing=[digest for digest, size in found.items() if size is None],
    )
    write_manifest(archive, manifest)
    return manifest


@contextmanager
def _one_moment(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the database as it is when it first reads, whatever is written afterwards. Nobody waits:
    SQLite's log and PostgreSQL's row versions keep both."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        yield connection


def _tables(archive: ZipFile, connection: Connection, track: Track) -> dict[str, TablePart]:
    parts = {}
    for table in telling_tables(connection):
        count = connection.execute(select(func.count()).select_from(table)).scalar_one()
        told = track if count >= LONG else quietly
        parts[table.name] = write_table(
            archive, table.name, told(lines_of(connection, table), f"Saving {table.name}", count)
        )
    return parts


def _digests(connection: Connection) -> list[str]:
    """The contents that some row names, each once."""
    filed = [table.c.digest for table in telling_tables(connection) if table.name in FILED]
    named = {digest for column in filed for digest in connection.scalars(select(column).where(column.is_not(None)))}
    return sorted(named)


def _content(archive: ZipFile, files: FileStore, digest: str) -> int | None:
    """The size of a content; None where the folder lacks it."""
    try:
        source = files.path(digest).open("rb")
    except FileNotFoundError:
        return None
    with source:
        return write_file(archive, digest, source)
