"""Edits: from a version that still stands, with old and new values in the audit trail."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from matcher.audit import record
from matcher.errors import StaleEditError
from matcher.policy.actor import Actor
from models.audit import AuditEvent
from models.base import Versioned

Change = dict[str, list[Any]]
"""From each changed field to its old and its new value."""


def check_version(row: Versioned, kind: str, key: str, version: int) -> None:
    """Raises StaleEditError where the row is no longer at the version that an edit starts from."""
    if row.version != version:
        raise StaleEditError(kind, key, row.version)


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

    The kind and the key in the trail are those of the row.
    """
    change: Change = {}
    for name, new in changes.items():
        old = getattr(row, name)
        if old != new:
            change[name] = [_plain(old), _plain(new)]
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
