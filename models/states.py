"""Which state may follow which: a table a noun. A move that its table does not hold cannot be made."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import LoaderCallableStatus
from sqlmodel import SQLModel

from locales.messages import Message
from models.errors import UnfitError

Moves = Mapping[str, Collection[str]]
"""From each state to those that may follow it; a state without an entry is final."""


class IllegalMoveError(UnfitError):
    """A move that the table of moves does not hold."""

    def __init__(self, noun: str, old: str, new: str) -> None:
        words = {"what": Message(noun), "old": Message(old), "new": Message(new)}
        super().__init__("a {what} that is {old} cannot become {new}", **words)
        self.noun, self.old, self.new = noun, old, new


def guard_state(table: type[SQLModel], moves: Moves) -> None:
    """Makes every assignment to `table.state` follow the moves; staying where one is, is no move."""
    noun = table.__name__.lower()

    def check(row: object, new: Any, old: Any, initiator: object) -> None:  # noqa: ANN401, ARG001
        if old is None or isinstance(old, LoaderCallableStatus) or new == old:
            return
        if new not in moves.get(old, ()):
            raise IllegalMoveError(noun, str(old), str(new))

    event.listen(getattr(table, "state"), "set", check, active_history=True)  # noqa: B009
