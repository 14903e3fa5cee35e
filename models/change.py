"""Marks of change: who keeps rows in memory learns from a few marks which of them came, changed or went.

Whatever a session stores, changes or deletes of a table that called `mark_changes` is marked in the same transaction.
Statements that bypass the session's objects (`insert()`, `update()`, SQL by hand) leave no mark.
"""

from collections.abc import Iterator
from secrets import randbits
from typing import Any

from sqlalchemy import BigInteger, event, func, insert
from sqlalchemy.orm import UOWTransaction
from sqlmodel import Field, Session, SQLModel, col, delete, select

from models.derived import kind_of

FEW = 1000
"""Marks of one table beyond which they are folded."""
EVERYTHING = ""
"""The key of a mark that stands for all rows of a table."""
_BITS = 40
"""Of a mark: two are hardly ever the same, and eight million have a sum that databases hold."""

Stamp = dict[str, tuple[int, int]]
Marks = frozenset[tuple[str, int]]
_MARKED: set[type[SQLModel]] = set()


class Change(SQLModel, table=True):
    """That one row of another table came, changed or went. `kind` is that table's name, `key` the row's; `mark` is
    random, so that the marks of a database that was restored are not taken for those it had."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    kind: str = Field(primary_key=True, max_length=40)
    key: str = Field(primary_key=True, max_length=80)
    mark: int = Field(primary_key=True, sa_type=BigInteger)


def mark_changes(table: type[SQLModel]) -> None:
    """Makes what happens to the rows of a table, whose key is `id`, leave marks."""
    _MARKED.add(table)


def stamp(session: Session) -> Stamp:
    """How many marks each table has, and their sum: while this is the same, no marked row has changed."""
    counted = select(Change.kind, func.count(), func.sum(col(Change.mark))).group_by(Change.kind)
    return {kind: (count, int(total)) for kind, count, total in session.exec(counted)}


def marks_of(session: Session, table: type[SQLModel]) -> Marks:
    """The marks of one table's rows, each with the key of its row."""
    chosen = select(Change.key, Change.mark).where(Change.kind == kind_of(table))
    return frozenset((key, mark) for key, mark in session.exec(chosen))


def changed_since(then: Marks, now: Marks) -> frozenset[str] | None:
    """The keys of the rows that changed between two looks at the marks; None where any may have."""
    keys = frozenset(key for key, _ in now - then)
    return None if EVERYTHING in keys or then - now else keys


def fold_marks(session: Session) -> int:
    """Puts one mark for everything in the place of a table's marks where these are many; answers how many went."""
    gone = 0
    for kind, (count, _) in stamp(session).items():
        if count > FEW:
            gone += session.execute(delete(Change).where(col(Change.kind) == kind)).rowcount  # type: ignore[attr-defined]
            session.add(Change(kind=kind, key=EVERYTHING, mark=randbits(_BITS)))
    return gone


@event.listens_for(Session, "after_flush")
def _mark(session: Session, context: UOWTransaction) -> None:  # noqa: ARG001
    marks = [{"kind": kind_of(type(one)), "key": one.id, "mark": randbits(_BITS)} for one in _moved(session)]
    if marks:
        session.execute(insert(Change), marks)


def _moved(session: Session) -> Iterator[Any]:
    edited = (one for one in session.dirty if session.is_modified(one))
    return (one for one in (*session.new, *edited, *session.deleted) if type(one) in _MARKED)
