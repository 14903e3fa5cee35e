"""What the database itself guarantees, on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session

from models.audit import AuditEvent
from models.database import open_database, reading, writing
from models.lease import take_lease
from models.offer import Offer
from tests.builders import offer, organization
from tests.conftest import NOW

pytestmark = pytest.mark.both_databases

LIFE = timedelta(minutes=5)


@pytest.fixture
def one_offer(engine: Engine) -> Engine:
    """A database with one offer of capacity 0."""
    with writing(engine) as session:
        session.add(organization())
        session.flush()
        session.add(offer(capacity=0))
    return engine


def test_a_reference_to_nothing_is_refused(engine: Engine) -> None:
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add(offer(organization="nobody"))


def test_a_row_that_others_refer_to_cannot_be_deleted(one_offer: Engine) -> None:
    with pytest.raises(IntegrityError), writing(one_offer) as session:
        session.execute(text("DELETE FROM organization"))


def test_a_moment_without_time_zone_is_refused(engine: Engine) -> None:
    naive = datetime(2026, 11, 23, 7, 0)  # noqa: DTZ001
    event = AuditEvent(at=naive, actor="a", action="a", kind="a", key="a")

    with pytest.raises(StatementError, match="no time zone"), writing(engine) as session:
        session.add(event)


def test_what_a_column_of_json_holds_comes_back_as_it_was(engine: Engine) -> None:
    written = {"said": "dos ríos", "half of a pair": "\ud83d", "part": 0.1, "many": 10**30, "none": [None, {}]}
    with writing(engine) as session:
        session.add(AuditEvent(id=1, at=NOW, actor="a", action="a", kind="a", key="a", change=written))

    with reading(engine) as session:
        assert session.get_one(AuditEvent, 1).change == written


def test_a_moment_of_another_zone_comes_back_in_utc(engine: Engine) -> None:
    bogota = NOW.astimezone(timezone(timedelta(hours=-5)))
    with writing(engine) as session:
        session.add(AuditEvent(id=1, at=bogota, actor="a", action="a", kind="a", key="a"))

    with reading(engine) as session:
        at = session.get_one(AuditEvent, 1).at
        assert (at, at.tzinfo) == (NOW, UTC)


def test_every_edit_raises_the_version(one_offer: Engine) -> None:
    for capacity in (1, 2):
        with writing(one_offer) as session:
            session.get_one(Offer, "off-1").capacity = capacity

    with reading(one_offer) as session:
        assert session.get_one(Offer, "off-1").version == 3


def test_an_edit_of_a_stale_copy_is_refused(one_offer: Engine) -> None:
    with reading(one_offer) as session:
        stale = session.get_one(Offer, "off-1")
        session.expunge(stale)
    with writing(one_offer) as session:
        session.get_one(Offer, "off-1").capacity = 5
    stale.capacity = 9

    with pytest.raises(StaleDataError), writing(one_offer) as session:
        session.add(stale)

    with reading(one_offer) as session:
        assert session.get_one(Offer, "off-1").capacity == 5


def _add_one(engine: Engine) -> None:
    while True:
        try:
            with writing(engine) as session:
                row = session.get_one(Offer, "off-1")
                row.capacity = (row.capacity or 0) + 1
        except StaleDataError:
            continue
        return


def test_many_writers_at_once_lose_no_edit(one_offer: Engine) -> None:
    with ThreadPoolExecutor(6) as pool:
        for done in [pool.submit(_add_one, one_offer) for _ in range(30)]:
            done.result()

    with reading(one_offer) as session:
        row = session.get_one(Offer, "off-1")
        assert (row.capacity, row.version) == (30, 31)


def test_a_transaction_that_fails_leaves_nothing(engine: Engine) -> None:
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add_all([organization(), offer(organization="nobody")])

    with reading(engine) as session:
        assert session.execute(text("SELECT count(*) FROM organization")).scalar_one() == 0


def _take(engine: Engine, holder: str, now: datetime = NOW) -> bool:
    with writing(engine) as session:
        return take_lease(session, "clock", holder, now=now, life=LIFE)


def test_one_of_many_takes_a_lease(engine: Engine) -> None:
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda number: _take(engine, f"holder-{number}"), range(8)))

    assert sum(taken) == 1


def test_a_lease_is_renewed_by_its_holder_and_free_once_expired(engine: Engine) -> None:
    assert _take(engine, "one")
    assert _take(engine, "one", NOW + timedelta(minutes=4))
    assert not _take(engine, "two", NOW + timedelta(minutes=8))
    assert _take(engine, "two", NOW + timedelta(minutes=9))
    assert not _take(engine, "one", NOW + timedelta(minutes=10))


@pytest.mark.parametrize("url", ["mysql://host/name", "oracle://host/name", "mssql://host/name"])
def test_another_kind_of_database_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="is not supported: give a sqlite:/// or postgresql://"):
        open_database(url)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sqlite_keeps_a_write_ahead_log(engine: Engine) -> None:
    with Session(engine) as session:
        pragmas = [session.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "foreign_keys")]

    assert pragmas == ["wal", 1]
