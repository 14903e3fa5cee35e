"""What is held stays in the outbox; a database that was restored from an older copy sends nothing unasked."""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.digests.building import build_week
from matcher.errors import ConflictError
from matcher.mail.delivering import Outbox, deliver_due
from matcher.mail.holding import RESTORED, Watermark, demand_free, hold, release
from matcher.mail.letterhead import Letterhead
from matcher.mail.sending import to_directory
from matcher.policy import TERMINAL
from models.database import open_database, reading, writing
from models.delivery_attempt import DeliveryAttempt
from models.hold import Held, hold_on
from models.migrations import upgrade
from tests.conftest import NOW
from tests.matched import small_region, suggest


@pytest.fixture
def outbox(small: Engine, tmp_path: Path) -> Outbox:
    """Three digests wait."""
    with writing(small) as session:
        suggest(session)
        build_week(session, "2026-W48", now=NOW, domain="sursur.example")
    return outbox_to(small, tmp_path)


def outbox_to(engine: Engine, folder: Path) -> Outbox:
    letterhead = Letterhead("digest@sursur.example", "https://sursur.example")
    watermark = Watermark(folder / "state" / "mails-sent")
    return Outbox(engine, to_directory(folder / "out"), letterhead, repeatable=True, watermark=watermark)


@pytest.mark.parametrize("what", Held)
def test_what_is_held_waits_and_goes_out_when_released(outbox: Outbox, what: Held) -> None:
    with writing(outbox.engine) as session:
        assert hold(session, what, TERMINAL, reason="an audit", now=NOW)
        assert not hold(session, what, TERMINAL, reason="another", now=NOW)
    assert deliver_due(outbox, now=NOW) == Counter()
    with reading(outbox.engine) as session, pytest.raises(ConflictError, match="by terminal: an audit"):
        demand_free(session)

    with writing(outbox.engine) as session:
        assert release(session, what, TERMINAL, now=NOW)
    assert deliver_due(outbox, now=NOW) == {"sent": 3}


def test_every_attempt_is_kept(outbox: Outbox) -> None:
    deliver_due(outbox, now=NOW)

    with reading(outbox.engine) as session:
        assert [(one.state, one.said, one.at) for one in session.exec(select(DeliveryAttempt))] == [
            ("sent", None, NOW)
        ] * 3


def build(engine: Engine, week: str) -> None:
    with writing(engine) as session:
        build_week(session, week, now=NOW, domain="sursur.example")


def test_a_restored_copy_sends_nothing_until_somebody_says_so(tmp_path: Path) -> None:
    original = open_database(f"sqlite:///{tmp_path / 'original.db'}")
    upgrade(original)
    with writing(original) as session:
        small_region(session)
        suggest(session)
    build(original, "2026-W47")
    deliver_due(outbox_to(original, tmp_path), now=NOW)
    connections = [closing(sqlite3.connect(tmp_path / name)) for name in ("original.db", "copy.db")]
    with connections[0] as source, connections[1] as target:
        source.backup(target)
    build(original, "2026-W48")
    assert deliver_due(outbox_to(original, tmp_path), now=NOW)["sent"] > 0

    restored = open_database(f"sqlite:///{tmp_path / 'copy.db'}")
    build(restored, "2026-W48")
    assert deliver_due(outbox_to(restored, tmp_path), now=NOW) == Counter()
    with writing(restored) as session:
        row = hold_on(session, Held.MAIL)
        assert row is not None
        assert row.reason == RESTORED
        release(session, Held.MAIL, TERMINAL, now=NOW)
        Watermark(tmp_path / "state" / "mails-sent").write(session)
    assert deliver_due(outbox_to(restored, tmp_path), now=NOW)["sent"] > 0
    for one in (original, restored):
        one.dispose()


def test_another_database_is_not_taken_for_a_copy(outbox: Outbox, tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "mails-sent").write_text("12345 900", encoding="ascii")

    assert deliver_due(outbox, now=NOW) == {"sent": 3}
