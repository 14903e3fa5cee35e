"""A backup comes back as it was, on either database, or not at all."""

import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, delete
from sqlmodel import func, select

from matcher.audit import record
from matcher.backup.archive import MANIFEST, checked
from matcher.backup.errors import UnfitBackupError
from matcher.backup.manifest import Manifest
from matcher.backup.restoring import Wish, restore
from matcher.backup.saving import FILED, Stored, save
from matcher.errors import ConflictError
from matcher.mail.delivering import deliver_due
from matcher.mail.holding import release
from matcher.policy import TERMINAL
from matcher.posting.file_store import FileStore
from models.audit import AuditEvent
from models.cursor import Cursor
from models.database import open_database, reading, rebuilding, writing
from models.delivery import Delivery
from models.hold import Held, hold_on
from models.migrations import current_revision, differences, migrate, newest_revision, revisions
from models.migrations.reflecting import own_tables
from models.offer import Offer
from models.request import Request
from tests import postgres
from tests.builders import offer, request
from tests.conftest import NOW
from tests.faults.mail_world import outbox_to_files, people
from tests.filled import ROWS, fill
from tests.matched import put, small_region

pytestmark = pytest.mark.both_databases
LATER = NOW + timedelta(days=1)
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


@pytest.fixture
def elsewhere(engine: Engine, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[str], Stored]]:
    """Makes empty places to restore to, of the same kind of database or of another."""
    made: list[tuple[Engine, str | None]] = []

    def make(kind: str) -> Stored:
        name = None
        if kind == "postgresql":
            name = f"{engine.url.database}_{len(made)}"
            url = postgres.create_database(request.getfixturevalue("postgres_address"), name)
        else:
            url = f"sqlite:///{tmp_path / f'elsewhere-{len(made)}.db'}"
        made.append((open_database(url), name))
        return Stored(made[-1][0], FileStore(tmp_path / f"files-{len(made)}"))

    yield make
    for one, name in made:
        one.dispose()
        if name:
            postgres.drop_database(request.getfixturevalue("postgres_address"), name)


def saved(stored: Stored, path: Path) -> Manifest:
    return save(stored, path, now=NOW)


def restored(stored: Stored, path: Path, *, replace: bool = False) -> Manifest:
    return restore(stored, Wish(path, replace), now=LATER)


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


def test_what_a_database_holds_is_replaced_only_where_that_is_said(stored: Stored, tmp_path: Path) -> None:
    before = saved(stored, tmp_path / "one.zip")
    with writing(stored.engine) as session:
        session.execute(delete(Cursor))
    with pytest.raises(ConflictError, match="holds data already"):
        restored(stored, tmp_path / "one.zip")

    restored(stored, tmp_path / "one.zip", replace=True)

    assert saved(stored, tmp_path / "two.zip").tables["cursor"] == before.tables["cursor"]


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


@pytest.mark.parametrize("age", [0, len(revisions()) // 2])
def test_a_backup_of_an_older_version_is_migrated(
    age: int, elsewhere: Callable[[str], Stored], engine: Engine, tmp_path: Path
) -> None:
    old, new = elsewhere(engine.dialect.name), elsewhere(engine.dialect.name)
    with rebuilding(old.engine) as connection:
        migrate(connection, revisions()[age])
        for table in own_tables(connection):
            fill(connection, table)
    manifest = saved(old, tmp_path / "old.zip")
    assert manifest.revision == revisions()[age]

    restored(new, tmp_path / "old.zip")

    assert current_revision(new.engine) == newest_revision()
    assert differences(new.engine) == []
    with reading(new.engine) as session:
        assert session.exec(select(func.count()).select_from(Request)).one() == ROWS


def test_no_mail_goes_out_after_a_restore_until_somebody_says_so(
    engine: Engine, elsewhere: Callable[[str], Stored], tmp_path: Path
) -> None:
    from matcher.digests.building import build_week

    with writing(engine) as session:
        people(session, {"reader@example.org": ("UTC", 1)})
        build_week(session, "2026-W48", now=NOW, domain="sursur.example")
    saved(Stored(engine, FileStore(tmp_path / "files")), tmp_path / "one.zip")
    there = elsewhere(engine.dialect.name)
    restored(there, tmp_path / "one.zip")

    outbox = outbox_to_files(there.engine, tmp_path / "out")
    assert deliver_due(outbox, now=LATER) == {}
    with writing(there.engine) as session:
        held = hold_on(session, Held.MAIL)
        assert held is not None
        assert str(NOW.date()) in held.reason
        release(session, Held.MAIL, TERMINAL, now=LATER)
    assert deliver_due(outbox, now=LATER) == {"sent": 1}
    with reading(there.engine) as session:
        assert session.exec(select(Delivery.state)).one() == "sent"


def test_a_backup_holds_one_moment_of_a_database_that_is_written_to(engine: Engine, tmp_path: Path) -> None:
    """Every transaction stores a request and an offer: a backup never holds one without the other."""
    with writing(engine) as session:
        small_region(session)
    stop = Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            with writing(engine) as session:
                put(session, request(f"req-{number}"), offer(f"off-{number}"))
            number += 1

    writer = Thread(target=write)
    writer.start()
    try:
        found = [saved(Stored(engine, FileStore(tmp_path)), tmp_path / f"{number}.zip") for number in range(3)]
    finally:
        stop.set()
        writer.join()
    counts = [one.tables["request"].rows for one in found]
    assert counts == [one.tables["offer"].rows for one in found]
    assert counts[-1] > counts[0], "nothing was written in the meantime"
    with reading(engine) as session:
        assert session.exec(select(func.count()).select_from(Offer)).one() >= counts[-1]
    with checked(tmp_path / "2.zip") as (_, manifest):
        assert manifest == found[-1]
