"""Passwords are kept as argon2 hashes, and only a few are checked at once."""

from datetime import timedelta
from threading import Barrier, Event, Thread

import pytest

from matcher.accounts import passwords
from matcher.accounts.passwords import Cost, Turnstile, hash_password, is_password
from matcher.errors import BusyError

WORDS = "correct horse battery staple"
REAL = passwords.COST
"""As the service has it: the tests make it cheap."""


def test_only_the_password_itself_is_right() -> None:
    stored = hash_password(WORDS)

    assert stored.startswith("$argon2id$")
    assert WORDS not in stored
    assert is_password(WORDS, stored)
    assert not is_password(f"{WORDS} ", stored)


def test_guessing_is_as_dear_as_rfc_9106_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", REAL)

    assert hash_password(WORDS).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_what_was_stored_at_another_cost_still_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = hash_password(WORDS)
    monkeypatch.setattr(passwords, "COST", Cost(passes=2, memory=128, lanes=1))

    assert is_password(WORDS, stored)


def test_the_same_password_is_stored_in_another_way_each_time() -> None:
    assert hash_password(WORDS) != hash_password(WORDS)


def test_nobody_has_the_password_that_stands_in_where_there_is_none() -> None:
    assert not is_password("the password of nobody", None)


def test_more_than_can_wait_are_turned_away_at_once() -> None:
    turnstile, arrived, leave = Turnstile(1, 0, timedelta(minutes=1)), Barrier(2), Event()

    def stay() -> None:
        with turnstile.turn():
            arrived.wait()
            leave.wait()

    guest = Thread(target=stay)
    guest.start()
    arrived.wait()
    try:
        with pytest.raises(BusyError) as refusal, turnstile.turn():
            pass
    finally:
        leave.set()
        guest.join()
    assert refusal.value.headers == {"Retry-After": "5"}
    with turnstile.turn():  # free again
        pass


def test_who_waits_too_long_is_turned_away() -> None:
    turnstile = Turnstile(1, 1, timedelta(0))

    with turnstile.turn(), pytest.raises(BusyError), turnstile.turn():
        pass
    with turnstile.turn():
        pass


def test_never_more_are_inside_than_may_be() -> None:
    turnstile, inside, most = Turnstile(2, 20, timedelta(minutes=1)), [0], [0]

    def pass_through() -> None:
        with turnstile.turn():
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            hash_password(WORDS)
            inside[0] -= 1

    guests = [Thread(target=pass_through) for _ in range(6)]
    for guest in guests:
        guest.start()
    for guest in guests:
        guest.join()
    assert most[0] <= 2
