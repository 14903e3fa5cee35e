"""A backup comes back as it was, on either database, or not at all."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete
from sqlmodel import func, select

from matcher.audit import record
from matcher.backup.archive import MANIFEST
from matcher.backup.errors import UnfitBackupError
from matcher.backup.saving import FILED, Stored, save
from matcher.errors import ConflictError
from matcher.posting.file_store import FileStore
from models.audit import AuditEvent
from models.cursor import Cursor
from models.database import reading, rebuilding, writing
from models.migrations import current_revision, differences
from models.migrations.reflecting import own_tables
from tests.conftest import NOW
from tests.filled import ROWS, fill
from tests.matcher.backup.moved import restored, saved

pytestmark = pytest.mark.both_databases
UNTOUCHED = {"country", "hold", "auditevent"}
"""Tables that a restore adds to: it notes why mail is held."""


@pytest.fixture
def stored(engine: Engine, tmp_path: Path) -> Stored:
    """A database with rows in every table, attachments and documents, and two files; its folder lacks a third."""
    store = FileStore(tmp_path / "files")
    files = {name: store.keep(name.encode() * 1000) for name in FILED}
    with rebuilding(engine) as connection:
        for table in own_tables(connection):
            if table.name == "country":  # the others are empty, and the trail is only added to
                connection.execute(delete(table))
            fill(connection, table)
            if table.name in FILED:
                connection.execute(table.update().where(table.c.id == table.c.id).values(digest="f" * 64))
                first = connection.execute(table.select()).mappings().first()
                assert first is not None
                connection.execute(table.update().where(table.c.id == first["id"]).values(digest=files[table.name]))
    return Stored(engine, store)


@pytest.mark.long
def test_everything_comes_back_on_either_database(
    stored: Stored, elsewhere: Callable[[str], Stored], tmp_path: Path
) -> None:
    kind = stored.engine.dialect.name
    before = saved(stored, tmp_path / "one.zip")
    assert (before.rows, len(before.files), before.missing) == (ROWS * len(before.tables), 2, ["f" * 64])
    assert {one.rows for one in before.tables.values()} == {ROWS}

    there = elsewhere(kind)
    restored(there, tmp_path / "one.zip")
    second = elsewhere("sqlite" if kind == "postgresql" else kind)
    moved = saved(there, tmp_path / "two.zip")
    restored(second, tmp_path / "two.zip")
    again = saved(second, tmp_path / "three.zip")

    for after in (moved, again):
        assert {name: one for name, one in after.tables.items() if name not in UNTOUCHED} == {
            name: one for name, one in before.tables.items() if name not in UNTOUCHED
        }
        assert after.files == before.files
    assert differences(there.engine) == []
    with writing(there.engine) as session:  # numbers go on behind those that came back
        record(session, "request.created", ("request", "req"), now=NOW, actor="tests", change={})
    with reading(there.engine) as session:
        assert session.exec(select(func.count()).select_from(AuditEvent)).one() == ROWS + 2


def test_nobody_else_reads_it_and_nothing_half_written_stays(stored: Stored, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    saved(stored, folder / "one.zip")
    assert (folder / "one.zip").stat().st_mode & 0o777 == 0o600
    before = (folder / "one.zip").read_bytes()

    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        save(stored, folder / "one.zip", now=NOW, track=power_cut)  # type: ignore[arg-type]
    assert [path.name for path in folder.iterdir()] == ["one.zip"]
    assert (folder / "one.zip").read_bytes() == before


def damaged(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A copy of an archive whose parts were changed by somebody who knows how to write archives."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path.with_name("damaged.zip"), "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path.with_name("damaged.zip")


def told_otherwise(**said: object) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        parts[MANIFEST] = json.dumps({**json.loads(parts[MANIFEST]), **said}).encode()

    return change


def a_row_less(parts: dict[str, bytes]) -> None:
    parts["tables/request.jsonl"] = parts["tables/request.jsonl"].split(b"\n", 1)[1]


def another_word(parts: dict[str, bytes]) -> None:
    parts["tables/request.jsonl"] = parts["tables/request.jsonl"].replace(b"agua", b"aqua").replace(b"1", b"7")


def another_file(parts: dict[str, bytes]) -> None:
    name = next(one for one in parts if one.startswith("files/"))
    parts[name] = parts[name][:-1] + b"0"


DAMAGES = (
    a_row_less,
    another_word,
    another_file,
    lambda parts: parts.pop("tables/offer.jsonl"),
    lambda parts: parts.pop(MANIFEST),
    lambda parts: parts.update({"tables/more.jsonl": b""}),
    told_otherwise(format=2),
    told_otherwise(revision="0123456789ab"),
    told_otherwise(tables=7),
    told_otherwise(surprise=1),
)


def test_a_backup_that_is_cut_changed_or_too_new_is_refused_and_nothing_changes(
    stored: Stored, elsewhere: Callable[[str], Stored], tmp_path: Path
) -> None:
    saved(stored, tmp_path / "one.zip")
    whole = (tmp_path / "one.zip").read_bytes()
    there = elsewhere(stored.engine.dialect.name)
    for kept in (0, 1, 100, len(whole) // 2, len(whole) - 1):
        (tmp_path / "cut.zip").write_bytes(whole[:kept])
        with pytest.raises(UnfitBackupError, match=r"cut\.zip cannot be used"):
            restored(there, tmp_path / "cut.zip")
    for damage in DAMAGES:
        with pytest.raises(UnfitBackupError, match=r"damaged\.zip cannot be used"):
            restored(there, damaged(tmp_path / "one.zip", damage))
    assert current_revision(there.engine) is None


@pytest.mark.long
def test_what_a_database_holds_is_replaced_only_where_that_is_said(stored: Stored, tmp_path: Path) -> None:
    before = saved(stored, tmp_path / "one.zip")
    with writing(stored.engine) as session:
        session.execute(delete(Cursor))
    with pytest.raises(ConflictError, match="holds data already"):
        restored(stored, tmp_path / "one.zip")

    restored(stored, tmp_path / "one.zip", replace=True)

    assert saved(stored, tmp_path / "two.zip").tables["cursor"] == before.tables["cursor"]


@pytest.mark.long
def test_what_fails_at_the_last_moment_leaves_what_was_there(stored: Stored, tmp_path: Path) -> None:
    saved(stored, tmp_path / "one.zip")
    broken = damaged(tmp_path / "one.zip", forged)
    before = saved(stored, tmp_path / "before.zip")

    with pytest.raises(UnfitBackupError, match="did not come back"):
        restored(stored, broken, replace=True)

    assert saved(stored, tmp_path / "after.zip").tables == before.tables


def forged(parts: dict[str, bytes]) -> None:
    """A line that another program wrote: the same row in other bytes, with the right sums."""
    from hashlib import sha256

    name = "tables/tally.jsonl"  # the last words of the archive that anybody would look at
    parts[name] = parts[name].replace(b'":', b'" :')
    manifest = json.loads(parts[MANIFEST])
    manifest["tables"]["tally"]["sha256"] = sha256(parts[name]).hexdigest()
    parts[MANIFEST] = json.dumps(manifest).encode()
