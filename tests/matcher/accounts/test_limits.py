"""Attempts are counted in the database: for all workers, by subject, and for a while."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.accounts.limits import Limit, check, clear, count, network_of, pardon
from matcher.errors import TooManyError
from models.database import reading, writing
from models.tally import Tally, forget_ended
from tests.conftest import NOW

THREE = Limit("test", 3, timedelta(minutes=15), "too many tests")


def try_it(engine: Engine, subject: str = "ana@example.org", *, at: datetime = NOW) -> bool:
    """One attempt; whether it was allowed."""
    try:
        with writing(engine) as session:
            count(session, THREE, subject, now=at)
    except TooManyError:
        return False
    return True


def test_one_too_many_is_refused_until_the_time_is_over(engine: Engine) -> None:
    assert [try_it(engine) for _ in range(5)] == [True, True, True, False, False]
    assert not try_it(engine, at=NOW + timedelta(minutes=14))
    assert try_it(engine, at=NOW + timedelta(minutes=15))


def test_a_refusal_says_how_long_to_wait(engine: Engine) -> None:
    for _ in range(3):
        try_it(engine)

    with pytest.raises(TooManyError) as refusal, writing(engine) as session:
        count(session, THREE, "ana@example.org", now=NOW + timedelta(minutes=5))
    assert refusal.value.headers == {"Retry-After": "600"}


def test_each_subject_has_its_own_count(engine: Engine) -> None:
    assert [try_it(engine) for _ in range(4)][-1] is False
    assert try_it(engine, "eva@example.org")


def test_an_honest_attempt_is_taken_back_and_a_success_forgets_all(engine: Engine) -> None:
    for _ in range(3):
        try_it(engine)
    with writing(engine) as session:
        pardon(session, THREE, "ana@example.org")
    assert [try_it(engine), try_it(engine)] == [True, False]
    with writing(engine) as session:
        clear(session, THREE, "ana@example.org")
    assert [try_it(engine) for _ in range(4)] == [True, True, True, False]


def test_many_at_once_are_all_counted(engine: Engine) -> None:
    with ThreadPoolExecutor(4) as workers:
        allowed = list(workers.map(lambda _: try_it(engine), range(12)))

    assert sum(allowed) == 3


def test_asking_whether_it_is_too_many_counts_nothing(engine: Engine) -> None:
    for _ in range(5):
        with reading(engine) as session:
            check(session, THREE, "ana@example.org", now=NOW)
    for _ in range(3):
        try_it(engine)
    with pytest.raises(TooManyError), reading(engine) as session:
        check(session, THREE, "ana@example.org", now=NOW)


def test_no_address_is_kept_and_what_is_over_goes(engine: Engine) -> None:
    try_it(engine)
    with writing(engine) as session:
        assert "ana" not in str(session.exec(select(Tally)).one())
        assert forget_ended(session, now=NOW + timedelta(minutes=15)) == 1


@pytest.mark.parametrize(
    ("client", "network"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
        ("2001:db8:1:2:ffff::1", "2001:0db8:0001:0002"),
        ("testclient", "testclient"),
        (None, "unknown"),
    ],
)
def test_a_client_counts_with_its_network(client: str | None, network: str) -> None:
    assert network_of(client) == network
