"""Makes one organization of two. Every row that points to the one is led to the other, and all of it can be undone."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, and_, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, select

from matcher.audit import record
from matcher.errors import ConflictError, NotFoundError
from matcher.organizations.finding import one_organization
from matcher.policy import Actor, demand
from matcher.policy.services import ServiceAction
from models.organization import MergedOrganization, Organization

Moved = dict[str, list[list[Any]]]
"""The keys of the rows that were led elsewhere, by `table.column`."""
AT_ONCE = 200
"""Rows changed by one statement: databases limit its size."""


def merge_organizations(
    session: Session, actor: Actor, *, kept: str, other: str, now: datetime
) -> tuple[Organization, Mapping[str, int]]:
    """Leads everything of `other` to `kept`, which takes on its names; answers it and how many rows moved, by column.

    The old identifier goes on leading there. Raises ConflictError where both are parties to the same thing.
    """
    row, old = one_organization(session, actor, kept), one_organization(session, actor, other)
    demand(actor, ServiceAction.MERGE_ORGANIZATION, row)
    if kept == other:
        raise ConflictError("an organization cannot be merged into itself")
    content = old.model_dump(mode="json")
    moved = {str(column): _lead(session, column, other, kept) for column in _references()}
    row.aliases = _names_of_both(row, old)
    row.acronym, row.website = row.acronym or old.acronym, row.website or old.website
    session.add(row)
    session.delete(old)
    session.flush()
    session.add(MergedOrganization(id=other, into=kept, content=content, moved=_only_some(moved), merged_at=now))
    counts = {name: len(keys) for name, keys in moved.items() if keys}
    _tell(session, actor, "organization.merged", (other, kept), {"moved": [None, counts]}, now)
    session.expire_all()
    return row, counts


def undo_merge(session: Session, actor: Actor, other: str, *, now: datetime) -> Organization:
    """Brings a merged organization back, with the rows that were its own and have stayed where the merge led them.

    Raises NotFoundError where nothing of that identifier was merged.
    """
    merged = session.get(MergedOrganization, other)
    if merged is None:
        raise NotFoundError("merged organization", other)
    kept = one_organization(session, actor, merged.into)
    demand(actor, ServiceAction.MERGE_ORGANIZATION, kept)
    back = Organization(**merged.content)
    own = {name for name in (back.name, back.acronym, other, *back.aliases) if name}
    kept.aliases = [one for one in kept.aliases if one not in own]
    session.add(back)
    moved, into = merged.moved, merged.into
    session.delete(merged)
    session.flush()
    columns = {str(column): column for column in _references()}
    for name, keys in moved.items():
        if name in columns:
            _change(session, columns[name], keys, (into, other))
    _tell(session, actor, "organization.restored", (other, into), {}, now)
    session.expire_all()
    return back


def _references() -> Iterator[Column[Any]]:
    """Every column of every table that points to an organization."""
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column is Organization.__table__.c.id for key in column.foreign_keys):  # type: ignore[attr-defined]
                yield column


def _lead(session: Session, column: Column[Any], old: str, new: str) -> list[list[Any]]:
    """Leads the rows of a column from one organization to the other; answers their keys."""
    keys = [list(key) for key in session.execute(select(*_key(column.table)).where(column == old)).all()]
    _change(session, column, keys, (old, new))
    return keys


def _change(session: Session, column: Column[Any], keys: list[list[Any]], names: tuple[str, str]) -> None:
    """The version of a row tells that something of it changed: indexes and readers notice it by that."""
    table, (old, new) = column.table, names
    values: dict[str, Any] = {column.name: new}
    if "version" in table.columns:
        values["version"] = table.c.version + 1
    for start in range(0, len(keys), AT_ONCE):
        these = tuple_(*_key(table)).in_([tuple(key) for key in keys[start : start + AT_ONCE]])
        try:
            with session.begin_nested():
                session.execute(update(table).where(and_(column == old, these)).values(values))
        except IntegrityError:
            raise ConflictError(
                "{old!r} and {new!r} are both parties to the same {name}; settle that before merging",
                old=old,
                new=new,
                name=table.name,
            ) from None


def _key(table: Any) -> list[Column[Any]]:  # noqa: ANN401
    assert isinstance(table, Table)
    return list(table.primary_key.columns)


def _only_some(moved: Moved) -> Moved:
    return {name: keys for name, keys in moved.items() if keys}


def _names_of_both(row: Organization, old: Organization) -> list[str]:
    """The other's names as further names, its identifier too: files and people go on using them."""
    names = [*row.aliases, old.name, *([old.acronym] if old.acronym else []), *old.aliases, old.id]
    return [one for one in dict.fromkeys(names) if one not in (row.name, row.acronym)]


def _tell(
    session: Session, actor: Actor, action: str, keys: tuple[str, str], change: Mapping[str, Any], now: datetime
) -> None:
    """One event in the story of each of the two."""
    other, kept = keys
    into = {"merged": [other, kept]}
    for key in keys:
        name = actor.name_in_trail
        record(session, action, ("organization", key), now=now, actor=name, change=into | dict(change))
