"""The clock at Monday mornings, after downtime, at the end of the year, and with several of them running."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.clock import LEASE, Clock, tick
from matcher.digests.week import due_at
from matcher.errors import UnfitTableError
from matcher.letters.writing import write_letter
from matcher.mail.delivering import Outbox
from matcher.mail.holding import hold, release
from matcher.mail.letterhead import Letterhead
from matcher.mail.sending import to_directory
from matcher.matching.ranking import rank_live
from matcher.matching.run import store_run
from matcher.policy import TERMINAL
from models.account import Account, active_accounts
from models.database import reading, writing
from models.digest import Digest
from models.hold import Held
from models.match_run import MatchRun
from tests.matched import put, small_region
from tests.matcher.learning.reviewed import learned

MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
"""Seven in the morning, when the digests of readers in UTC are due."""
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


def test_the_week_s_ranking_begins_on_sunday_before_the_first_monday_morning_of_the_world(outbox: Outbox) -> None:
    tick(clock(outbox), now=MONDAY - 6 * DAY)
    assert tick(clock(outbox), now=MONDAY - 17 * HOUR - MINUTE) == {}
    assert runs(outbox) == 1

    tick(clock(outbox), now=MONDAY - 17 * HOUR)
    assert runs(outbox) == 2


def test_no_digest_goes_out_before_its_reader_s_morning(outbox: Outbox) -> None:
    assert tick(clock(outbox), now=MONDAY - MINUTE) == {"matches proposed": 1}
    assert weeks(outbox) == {}


def test_at_seven_the_digests_go_out_once(outbox: Outbox, tmp_path: Path) -> None:
    first = tick(clock(outbox), now=MONDAY)
    sent = sorted((tmp_path / "out").iterdir())

    assert first == {"matches proposed": 1, "digests built": 4, "mails sent": 3}
    assert [tick(clock(outbox), now=MONDAY + wait) for wait in (MINUTE, HOUR, DAY, 6 * DAY)] == [{}] * 4
    assert weeks(outbox) == {"2026-W48": 4}
    assert sorted((tmp_path / "out").iterdir()) == sent


@pytest.mark.parametrize(
    ("zone", "weekday", "due"),
    [
        ("Pacific/Kiritimati", 1, MONDAY - 14 * HOUR),
        ("Pacific/Pago_Pago", 1, MONDAY + 11 * HOUR),
        ("America/Bogota", 5, MONDAY + 4 * DAY + 5 * HOUR),
        ("Asia/Kathmandu", 7, MONDAY + 6 * DAY - 5 * HOUR - 45 * MINUTE),
    ],
)
def test_a_reader_gets_his_digest_in_his_own_morning(outbox: Outbox, zone: str, weekday: int, due: datetime) -> None:
    with writing(outbox.engine) as session:
        for one in active_accounts(session):
            one.time_zone, one.digest_weekday = zone, weekday
    tick(clock(outbox), now=due - MINUTE)
    assert weeks(outbox) == {}

    assert tick(clock(outbox), now=due)["digests built"] == 4
    assert weeks(outbox) == {"2026-W48": 4}


def test_the_morning_stays_at_seven_when_the_clocks_change() -> None:
    assert due_at("2026-W43", "Europe/Lisbon") == datetime(2026, 10, 19, 6, tzinfo=UTC)
    assert due_at("2026-W44", "Europe/Lisbon") == datetime(2026, 10, 26, 7, tzinfo=UTC)


def test_a_reader_of_fridays_who_missed_one_gets_it_on_monday(outbox: Outbox) -> None:
    with writing(outbox.engine) as session:
        for one in active_accounts(session):
            one.digest_weekday = 5
    tick(clock(outbox), now=MONDAY + 4 * DAY)
    tick(clock(outbox), now=MONDAY + 21 * DAY)

    assert weeks(outbox) == {"2026-W48": 4, "2026-W50": 4}


def test_who_wants_no_digest_gets_none(outbox: Outbox) -> None:
    with writing(outbox.engine) as session:
        session.get_one(Account, "focal@example.org").wants_digest = False
    tick(clock(outbox), now=MONDAY)

    assert weeks(outbox) == {"2026-W48": 3}


@pytest.mark.parametrize("what", Held)
def test_while_digests_are_held_none_is_built_and_afterwards_the_newest_goes_out(
    outbox: Outbox, tmp_path: Path, what: Held
) -> None:
    with writing(outbox.engine) as session:
        hold(session, what, TERMINAL, reason="an audit", now=MONDAY - DAY)
    assert "digests built" not in tick(clock(outbox), now=MONDAY)
    assert "digests built" not in tick(clock(outbox), now=MONDAY + 7 * DAY)

    with writing(outbox.engine) as session:
        release(session, what, TERMINAL, now=MONDAY + 8 * DAY)
    assert tick(clock(outbox), now=MONDAY + 8 * DAY)["mails sent"] == 3
    assert weeks(outbox) == {"2026-W49": 4}
    assert len(list((tmp_path / "out").iterdir())) == 3


def test_after_downtime_only_the_present_week_is_made_up_for(outbox: Outbox) -> None:
    tick(clock(outbox), now=MONDAY - 14 * DAY)

    assert tick(clock(outbox), now=MONDAY + 2 * DAY + 9 * HOUR)["digests built"] == 4
    assert tick(clock(outbox), now=MONDAY + 3 * DAY) == {}
    assert weeks(outbox) == {"2026-W46": 4, "2026-W48": 4}


def test_of_two_clocks_one_acts_and_the_other_takes_over_when_it_is_gone(outbox: Outbox) -> None:
    tick(clock(outbox, "one"), now=MONDAY - MINUTE)

    assert tick(clock(outbox, "two"), now=MONDAY) == {}
    assert weeks(outbox) == {}
    assert tick(clock(outbox, "two"), now=MONDAY - MINUTE + LEASE)["digests built"] == 4
    assert tick(clock(outbox, "one"), now=MONDAY + LEASE) == {}


def test_a_clock_that_ran_ahead_and_died_keeps_nobody_out(outbox: Outbox) -> None:
    tick(clock(outbox, "one"), now=MONDAY - 7 * DAY)
    tick(clock(outbox, "ahead"), now=MONDAY - DAY + 8 * DAY)

    assert tick(clock(outbox, "one"), now=MONDAY)["digests built"] == 4
    assert weeks(outbox) == {"2026-W47": 4, "2026-W48": 4, "2026-W49": 4}


def test_clocks_that_wake_at_the_same_moment_do_the_work_once(outbox: Outbox, tmp_path: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(lambda name: tick(clock(outbox, name), now=MONDAY), "abcdef"))

    assert sorted(map(len, done)) == [0, 0, 0, 0, 0, 3]
    assert (runs(outbox), weeks(outbox)) == (1, {"2026-W48": 4})
    assert len(list((tmp_path / "out").iterdir())) == 3


@pytest.mark.parametrize("jump", [-HOUR, -8 * DAY, HOUR, 8 * DAY])
def test_a_clock_that_jumps_and_comes_back_sends_every_week_once(outbox: Outbox, jump: timedelta) -> None:
    moments = [MONDAY + 7 * week * DAY + minute * MINUTE for week in range(3) for minute in (-1, 0, 1)]
    moments[4:4] = [moments[4] + jump, moments[4] + jump + MINUTE]
    for now in moments:
        tick(clock(outbox), now=now)

    assert weeks(outbox) == {"2026-W48": 4, "2026-W49": 4, "2026-W50": 4}


def test_the_year_that_ends_in_week_53_has_it_once(outbox: Outbox) -> None:
    moments = [
        datetime(2026, 12, 28, 7, tzinfo=UTC),
        datetime(2027, 1, 1, 0, tzinfo=UTC),
        datetime(2027, 1, 3, 23, 59, tzinfo=UTC),
        datetime(2027, 1, 4, 6, 59, tzinfo=UTC),
        datetime(2027, 1, 4, 7, tzinfo=UTC),
    ]
    built = [tick(clock(outbox), now=now).get("digests built", 0) for now in moments]

    assert built == [4, 0, 0, 0, 4]
    assert weeks(outbox) == {"2026-W53": 4, "2027-W01": 4}


def test_a_run_made_by_hand_early_on_monday_does_not_keep_the_clock_busy(outbox: Outbox) -> None:
    with writing(outbox.engine) as session:
        store_run(session, rank_live(session, as_of=MONDAY.date()), now=MONDAY - HOUR)
    tick(clock(outbox), now=MONDAY)

    assert tick(clock(outbox), now=MONDAY + MINUTE) == {}
    assert tick(clock(outbox), now=MONDAY + DAY) == {}


def test_letters_go_out_before_a_ranking_and_though_it_fails(outbox: Outbox, tmp_path: Path) -> None:
    with writing(outbox.engine) as session:
        table = learned("learned-1", state="active")
        table.manifest = {**table.manifest, "features": {"gone": "0"}}
        put(session, table)
        write_letter(session, "focal@example.org", "confirmation", {"token": "word"}, now=MONDAY)

    with pytest.raises(UnfitTableError, match="learned-1"):
        tick(clock(outbox), now=MONDAY)
    assert [path.read_text().count("focal@example.org") > 0 for path in (tmp_path / "out").iterdir()] == [True]
