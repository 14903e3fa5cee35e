"""What a backup holds and brings back: one moment, in the present shape, and no mail that nobody asked for."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine
from sqlmodel import func, select

from matcher.backup.archive import checked
from matcher.backup.saving import Stored
from matcher.digests.building import build_week
from matcher.mail.delivering import deliver_due
from matcher.mail.holding import release
from matcher.policy import TERMINAL
from matcher.posting.file_store import FileStore
from models.database import reading, rebuilding, writing
from models.delivery import Delivery
from models.hold import Held, hold_on
from models.migrations import current_revision, differences, migrate, newest_revision, revisions
from models.migrations.reflecting import own_tables
from models.offer import Offer
from models.request import Request
from tests.builders import offer, request
from tests.conftest import NOW
from tests.faults.mail_world import outbox_to_files, people
from tests.filled import ROWS, fill
from tests.matched import put, small_region
from tests.matcher.backup.moved import LATER, restored, saved

pytestmark = pytest.mark.both_databases


@pytest.mark.long
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


@pytest.mark.long
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
