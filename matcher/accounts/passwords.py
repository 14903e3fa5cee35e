"""Passwords: hashed by argon2, which costs time and memory on purpose, so that only a few are hashed at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from threading import BoundedSemaphore

from pwdlib import PasswordHash

from matcher.errors import BusyError

AT_ONCE = 2
"""Passwords hashed at once: each takes 64 MiB."""
WAITING = 8
"""Most that wait for their turn; the next are asked to come back."""
PATIENCE = timedelta(seconds=5)


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


@cache
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _nobodys_hash() -> str:
    return _hasher().hash("the password of nobody")


def hash_password(password: str) -> str:
    """What is stored of a password. Raises BusyError."""
    with _turnstile.turn():
        return _hasher().hash(password)


def is_password(password: str, stored: str | None) -> bool:
    """Whether a password is the stored one. Where there is none, the same work is done before answering no.

    Raises BusyError.
    """
    with _turnstile.turn():
        return _hasher().verify(password, stored or _nobodys_hash()) and stored is not None
