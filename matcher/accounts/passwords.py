"""Passwords: hashed by argon2, which costs time and memory on purpose, so that only a few are hashed at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from threading import BoundedSemaphore

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from matcher.errors import BusyError

AT_ONCE = 2
"""Passwords hashed at once: each takes 64 MiB."""
WAITING = 8
"""Most that wait for their turn; the next are asked to come back."""
PATIENCE = timedelta(seconds=5)


@dataclass(frozen=True)
class Cost:
    """What hashing one password takes: passes, KiB of memory, lanes."""

    passes: int
    memory: int
    lanes: int


COST = Cost(passes=3, memory=64 * 1024, lanes=4)
"""The second recommendation of RFC 9106."""


class Turnstile:
    """Lets a few in at once and a few wait, each for a while; turns away the rest by BusyError."""

    def __init__(self, at_once: int, waiting: int, patience: timedelta) -> None:
        self._inside = BoundedSemaphore(at_once)
        self._present = BoundedSemaphore(at_once + waiting)
        self._patience = patience.total_seconds()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """The time inside."""
        if not self._present.acquire(blocking=False):
            raise BusyError
        try:
            if not self._inside.acquire(timeout=self._patience):
                raise BusyError
            try:
                yield
            finally:
                self._inside.release()
        finally:
            self._present.release()


_turnstile = Turnstile(AT_ONCE, WAITING, PATIENCE)


def hash_password(password: str) -> str:
    """What is stored of a password. Raises BusyError."""
    with _turnstile.turn():
        return _hasher(COST).hash(password)


def is_password(password: str, stored: str | None) -> bool:
    """Whether a password is the stored one. Where there is none, the same work is done before answering no.

    Raises BusyError.
    """
    with _turnstile.turn():
        return _hasher(COST).verify(password, stored or _nobodys_hash(COST)) and stored is not None


@cache
def _hasher(cost: Cost) -> PasswordHash:
    return PasswordHash((Argon2Hasher(cost.passes, cost.memory, cost.lanes),))


@cache
def _nobodys_hash(cost: Cost) -> str:
    return _hasher(cost).hash("the password of nobody")
