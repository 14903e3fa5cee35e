"""Edits: from a version that still stands, with old and new values in the audit trail."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import object_session
from sqlmodel import Session, SQLModel, col, select

from matcher.audit import record
from matcher.errors import NotFoundError, StaleEditError
from matcher.policy.actor import Actor
from models.audit import AuditEvent
from models.base import Versioned

Change = dict[str, list[Any]]
"""From each changed field to its old and its new value."""


def check_version(row: Versioned, kind: str, key: str, version: int) -> None:
    """Holds the row until the transaction ends, and looks whether it is at the version that an edit starts from.

    Raises StaleEditError where somebody was faster, NotFoundError where he removed it.
    """
    _read_held(row, kind, key)
    if row.version != version:
        raise StaleEditError(kind, key, row.model_dump(mode="json"), version)


def _read_held(row: Versioned, kind: str, key: str) -> None:
    """Waits for whoever changes the row and reads it anew; a transaction that writes to SQLite is alone anyway."""
    session = object_session(row)
    if session is None or session.get_bind().dialect.name != "postgresql":
        return
    try:
        session.refresh(row, with_for_update={"key_share": True})
    except InvalidRequestError:
        raise NotFoundError(kind, key) from None


def store_new(session: Session, actor: Actor, row: SQLModel, *told: str, now: datetime, action: str) -> None:
    """Stores a new row and one audit event about it, which tells some of its fields, each from nothing to its value."""
    session.add(row)
    session.flush()
    change: Change = {name: [None, _plain(getattr(row, name))] for name in told}
    record(session, action, thing_of(row), now=now, actor=actor.name_in_trail, change=change)


def apply_changes(
    session: Session,
    actor: Actor,
    row: SQLModel,
    changes: Mapping[str, Any],
    *,
    now: datetime,
    action: str,
) -> Change:
    """Writes the fields that differ and one audit event about them; answers the change, empty where nothing differs.

    The kind and the key in the trail are those of the row; of fields that a
    table does not name among `told`, where it names any, the trail holds no values.
    """
    told: Collection[str] | None = getattr(type(row), "told", None)
    change: Change = {}
    for name, new in changes.items():
        old = getattr(row, name)
        if old != new:
            change[name] = [_plain(old), _plain(new)] if told is None or name in told else [None, None]
            setattr(row, name, new)
    if change:
        session.add(row)
        session.flush()
        record(session, action, thing_of(row), now=now, actor=actor.name_in_trail, change=change)
    return change


def thing_of(row: SQLModel) -> tuple[str, str]:
    """The kind and the key of a row in the trail."""
    return type(row).__name__.lower(), str(getattr(row, "id", None) or getattr(row, "email", ""))


def _plain(value: Any) -> Any:  # noqa: ANN401
    """A value as JSON holds it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple | set | frozenset) else value


def history(session: Session, kind: str, key: str) -> list[AuditEvent]:
    """What happened to a thing, the oldest first."""
    chosen = select(AuditEvent).where(AuditEvent.kind == kind, AuditEvent.key == key)
    return list(session.exec(chosen.order_by(col(AuditEvent.at), col(AuditEvent.id))))
