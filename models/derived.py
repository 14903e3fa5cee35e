"""Rows made from other rows so that an index finds these: words, tags. They can always be made again.

Whatever a session stores, changes or deletes of a table that called `derive` has its derived rows in the same
transaction. Statements that bypass the session's objects (`insert()`, `update()`, SQL by hand) have not: `fill_in`
makes up for rows that were inserted so.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import event, insert, inspect
from sqlalchemy.orm import UOWTransaction
from sqlmodel import Session, SQLModel, col, delete, select

AT_ONCE = 500
"""Rows in one statement: databases limit them."""


class Derivation(NamedTuple):
    """Which rows a table's rows have elsewhere: `values` makes, of what stands in the `columns`, what each of them has
    beside the table's name (`kind`) and the row's `key`."""

    into: type[Any]
    columns: Sequence[str]
    values: Callable[..., Iterable[dict[str, str]]]


_DERIVED: defaultdict[type[SQLModel], list[Derivation]] = defaultdict(list)


def derive(table: type[SQLModel], derivation: Derivation) -> None:
    """Makes the rows of a table, whose key is `id`, have such rows elsewhere."""
    _DERIVED[table].append(derivation)


def derived_tables() -> frozenset[str]:
    """The names of the tables that hold nothing but derived rows."""
    return frozenset(one.into.__tablename__ for all_of_it in _DERIVED.values() for one in all_of_it)


def kind_of(table: type[SQLModel]) -> str:
    """How a table is named in derived rows."""
    return table.__name__.lower()


def fill_in(session: Session) -> None:
    """Makes the derived rows of all rows that have none yet."""
    for table, derivations in _DERIVED.items():
        for one in derivations:
            known = select(one.into.key).where(one.into.kind == kind_of(table))
            key, *columns = (getattr(table, name) for name in ("id", *one.columns))
            for part in session.execute(select(key, *columns).where(col(key).not_in(known))).partitions(AT_ONCE):
                _store(session, one, [made for row in part for made in _made(one, table, *row)])


def _made(by: Derivation, table: type[SQLModel], key: str, *columns: object) -> Iterator[dict[str, str]]:
    return ({"kind": kind_of(table), "key": key} | one for one in by.values(*columns))


def _store(session: Session, by: Derivation, rows: Sequence[dict[str, str]]) -> None:
    for part in _parts(rows):
        session.execute(insert(by.into), part)


@event.listens_for(Session, "after_flush")
def _keep(session: Session, context: UOWTransaction) -> None:  # noqa: ARG001
    """Stores what is derived from what was written, and takes away what was derived from what was deleted."""
    for table, derivations in _DERIVED.items():
        here: list[Any] = [one for one in (*session.new, *session.dirty) if type(one) is table]
        gone: list[Any] = [one for one in session.deleted if type(one) is table]
        for by in derivations if here or gone else ():
            written = [one for one in here if _is_changed(one, by)]
            _forget(session, table, by, [one.id for one in (*written, *gone)])
            _store(session, by, [made for one in written for made in _made(by, table, one.id, *_columns(one, by))])


def _is_changed(row: SQLModel, by: Derivation) -> bool:
    attributes = inspect(row).attrs
    return any(attributes[name].history.has_changes() for name in by.columns)


def _columns(row: SQLModel, by: Derivation) -> list[Any]:
    return [getattr(row, name) for name in by.columns]


def _forget(session: Session, table: type[SQLModel], by: Derivation, keys: Sequence[str]) -> None:
    for part in _parts(keys):
        session.execute(delete(by.into).where(by.into.kind == kind_of(table), col(by.into.key).in_(part)))


def _parts(of: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (of[start : start + AT_ONCE] for start in range(0, len(of), AT_ONCE))
