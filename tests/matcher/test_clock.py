"""The clock at Monday mornings, after downtime, at the end of the year, and with several of them running."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.clock import LEASE, Clock, tick
from matcher.mail.delivering import Outbox
from matcher.mail.letterhead import Letterhead
from matcher.mail.sending import to_directory
from matcher.matching.ranking import rank_live
from matcher.matching.run import store_run
from models.database import reading, writing
from models.digest import Digest
from models.match_run import MatchRun
from tests.matched import small_region

MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def outbox(engine: Engine, tmp_path: Path) -> Outbox:
    with writing(engine) as session:
        small_region(session)
    return Outbox(engine, to_directory(tmp_path / "out"), Letterhead("digest@sursur.example", "https://sursur.example"))


def clock(outbox: Outbox, holder: str = "one") -> Clock:
    return Clock(outbox, domain="sursur.example", holder=holder)


def weeks(outbox: Outbox) -> dict[str, int]:
    """How many digests each week has."""
    with reading(outbox.engine) as session:
        found = [one.week for one in session.exec(select(Digest))]
    return {week: found.count(week) for week in found}


def runs(outbox: Outbox) -> int:
    with reading(outbox.engine) as session:
        return len(session.exec(select(MatchRun)).all())


def test_nothing_new_begins_before_six_on_monday(outbox: Outbox) -> None:
    assert tick(clock(outbox), now=MONDAY - MINUTE) == {}
    assert (runs(outbox), weeks(outbox)) == (0, {})


def test_at_six_the_matches_are_made_and_the_digests_go_out_once(outbox: Outbox, tmp_path: Path) -> None:
    first = tick(clock(outbox), now=MONDAY)
    sent = sorted((tmp_path / "out").iterdir())

    assert first == {"matches proposed": 1, "digests built": 5, "mails sent": 3}
    assert [tick(clock(outbox), now=MONDAY + wait) for wait in (MINUTE, HOUR, DAY, 6 * DAY)] == [{}] * 4
    assert (runs(outbox), weeks(outbox)) == (1, {"2026-W48": 5})
    assert sorted((tmp_path / "out").iterdir()) == sent


def test_after_downtime_only_the_present_week_is_made_up_for(outbox: Outbox) -> None:
    tick(clock(outbox), now=MONDAY - 14 * DAY)

    assert tick(clock(outbox), now=MONDAY + 2 * DAY + 9 * HOUR)["digests built"] == 5
    assert tick(clock(outbox), now=MONDAY + 3 * DAY) == {}
    assert (runs(outbox), weeks(outbox)) == (2, {"2026-W46": 5, "2026-W48": 5})


def test_of_two_clocks_one_acts_and_the_other_takes_over_when_it_is_gone(outbox: Outbox) -> None:
    tick(clock(outbox, "one"), now=MONDAY - MINUTE)

    assert tick(clock(outbox, "two"), now=MONDAY) == {}
    assert weeks(outbox) == {}
    assert tick(clock(outbox, "two"), now=MONDAY - MINUTE + LEASE)["digests built"] == 5
    assert tick(clock(outbox, "one"), now=MONDAY + LEASE) == {}


def test_clocks_that_wake_at_the_same_moment_do_the_work_once(outbox: Outbox, tmp_path: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(lambda name: tick(clock(outbox, name), now=MONDAY), "abcdef"))

    assert sorted(map(len, done)) == [0, 0, 0, 0, 0, 3]
    assert (runs(outbox), weeks(outbox)) == (1, {"2026-W48": 5})
    assert len(list((tmp_path / "out").iterdir())) == 3


def test_a_clock_that_jumps_back_does_nothing_twice(outbox: Outbox) -> None:
    tick(clock(outbox), now=MONDAY + MINUTE)

    assert tick(clock(outbox), now=MONDAY + MINUTE - HOUR) == {}
    assert tick(clock(outbox), now=MONDAY + 2 * MINUTE) == {}
    assert (runs(outbox), weeks(outbox)) == (1, {"2026-W48": 5})


def test_the_year_that_ends_in_week_53_has_it_once(outbox: Outbox) -> None:
    moments = [
        datetime(2026, 12, 28, 6, tzinfo=UTC),
        datetime(2027, 1, 1, 0, tzinfo=UTC),
        datetime(2027, 1, 3, 23, 59, tzinfo=UTC),
        datetime(2027, 1, 4, 5, 59, tzinfo=UTC),
        datetime(2027, 1, 4, 6, tzinfo=UTC),
    ]
    built = [tick(clock(outbox), now=now).get("digests built", 0) for now in moments]

    assert built == [5, 0, 0, 0, 5]
    assert weeks(outbox) == {"2026-W53": 5, "2027-W01": 5}


def test_a_run_made_by_hand_early_on_monday_does_not_keep_the_clock_busy(outbox: Outbox) -> None:
    with writing(outbox.engine) as session:
        store_run(session, rank_live(session, as_of=MONDAY.date()), now=MONDAY - HOUR)
    tick(clock(outbox), now=MONDAY)

    assert tick(clock(outbox), now=MONDAY + MINUTE) == {}
    assert tick(clock(outbox), now=MONDAY + DAY) == {}
