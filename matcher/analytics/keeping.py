"""What views have answered, kept in the process for as long as the data are those that it was counted from.

Who asks is part of every key, as far as it matters to the answer (`View.same_for`): nothing is kept across rights.
"""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlmodel import Session

from matcher.analytics.editions import Edition

MOST_CELLS = 3_000_000
"""Cells that a process keeps for one database, about 60 bytes each; those that were not asked for longest are let go.
What alone has more than a fifth of them is not kept."""


class Kept:
    """Answers of one database by what was asked, each with the edition of the data that it was counted from."""

    def __init__(self, most: int = MOST_CELLS) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, tuple[Edition, Any, int]] = OrderedDict()
        self._cells = 0
        self._changing = Lock()

    def find(self, key: Hashable, edition: Edition) -> Any | None:  # noqa: ANN401
        """The answer of that edition, if it is here."""
        with self._changing:
            found = self._answers.get(key)
            if found is None or found[0] != edition:
                return None
            self._answers.move_to_end(key)
            return found[1]

    def keep(self, key: Hashable, edition: Edition, answer: object, cells: int) -> None:
        """Keeps an answer of so many cells instead of the one before."""
        with self._changing:
            self._forget(key)
            if cells * 5 > self._most:
                return
            self._answers[key] = (edition, answer, cells)
            self._cells += cells
            while self._cells > self._most:
                self._forget(next(iter(self._answers)))

    def _forget(self, key: Hashable) -> None:
        _, _, cells = self._answers.pop(key, (None, None, 0))
        self._cells -= cells


_kept: WeakKeyDictionary[Engine, Kept] = WeakKeyDictionary()
"""A session that writes has an engine of its own, so that nothing is kept which may be taken back."""


def kept_of(session: Session) -> Kept:
    """What is kept for the database of a session."""
    return _kept.setdefault(session.get_bind().engine, Kept())
