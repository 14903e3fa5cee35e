"""Writes the audit trail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from models.audit import AuditEvent


def record(
    session: Session,
    action: str,
    thing: tuple[str, str],
    *,
    now: datetime,
    actor: str,
    change: Mapping[str, Any],
) -> None:
    """Adds one event about a `thing`, given as (kind, key)."""
    kind, key = thing
    session.add(AuditEvent(at=now, actor=actor, action=action, kind=kind, key=key, change=dict(change)))
