"""The words by which rows of other tables are found: kept folded, each row's in one place, for one index.

Whatever a session stores, changes or deletes of a table that called `keep_words` has its words here in the same
transaction. Statements that bypass the session's objects (`insert()`, `update()`, SQL by hand) have not: `fill_in`
makes up for rows that were inserted so.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import UniqueConstraint, event, insert, inspect
from sqlalchemy.orm import UOWTransaction
from sqlmodel import Field, Session, SQLModel, col, delete, select

from models.folding import folded

TRIGRAMS = "searchtext_trigrams"
"""The index on SQLite, and a part of the names of all that either database makes for it."""
AT_ONCE = 500
"""Rows in one statement: databases limit them."""


class SearchText(SQLModel, table=True):
    """The folded words of one row of another table. `kind` is that table's name, `key` the row's.

    An index of all groups of three letters in `words` finds a text in the middle of a word. Only the migrations know
    it: on SQLite it is an FTS5 table that triggers keep in step, which must be made anew where a later migration
    rebuilds this table in a batch; on PostgreSQL it is an index of `pg_trgm`.
    """

    __table_args__ = (UniqueConstraint("kind", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=40)
    key: str = Field(max_length=80)
    words: str


_KEPT: dict[type[SQLModel], Sequence[str]] = {}


def keep_words(table: type[SQLModel], *columns: str) -> None:
    """Makes the rows of a table, whose key is `id`, be found by what stands in some columns."""
    _KEPT[table] = columns


def kind_of(table: type[SQLModel]) -> str:
    """How the table is named here."""
    return table.__name__.lower()


def fill_in(session: Session) -> None:
    """Keeps the words of all rows that have none here yet."""
    for table, columns in _KEPT.items():
        known = select(SearchText.key).where(SearchText.kind == kind_of(table))
        key, *texts = (getattr(table, one) for one in ("id", *columns))
        rows = session.execute(select(key, *texts).where(col(key).not_in(known))).partitions(AT_ONCE)
        for part in rows:
            session.execute(insert(SearchText), [_row(table, *row) for row in part])


def _row(table: type[SQLModel], key: str, *texts: str | None) -> dict[str, str]:
    return {"kind": kind_of(table), "key": key, "words": folded("\n".join(filter(None, texts)))}


@event.listens_for(Session, "after_flush")
def _keep(session: Session, context: UOWTransaction) -> None:  # noqa: ARG001
    """Stores the words of what was written, and takes away those of what was deleted."""
    written = [one for one in (*session.new, *session.dirty) if type(one) in _KEPT and _has_other_words(one)]
    gone = [one for one in session.deleted if type(one) in _KEPT]
    if written or gone:
        _forget(session, (*written, *gone))
    for part in _parts(written):
        session.execute(insert(SearchText), [_row_of(one) for one in part])


def _has_other_words(row: SQLModel) -> bool:
    attributes = inspect(row).attrs
    return any(attributes[name].history.has_changes() for name in _KEPT[type(row)])


def _forget(session: Session, rows: Iterable[Any]) -> None:
    keys = defaultdict[str, list[str]](list)
    for row in rows:
        keys[kind_of(type(row))].append(row.id)
    for kind, theirs in keys.items():
        for part in _parts(theirs):
            session.execute(delete(SearchText).where(col(SearchText.kind) == kind, col(SearchText.key).in_(part)))


def _parts(of: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (of[start : start + AT_ONCE] for start in range(0, len(of), AT_ONCE))


def _row_of(row: Any) -> dict[str, str]:  # noqa: ANN401
    return _row(type(row), row.id, *(getattr(row, name) for name in _KEPT[type(row)]))
