"""The audit trail, searched: which events, of which things, by whom, on which days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session, col, select

from matcher.cursors import newest
from matcher.exporting.formats import FORMATS
from matcher.policy import Actor, demand
from matcher.policy.services import ServiceAction
from matcher.trail import Who, told
from models.audit import AuditEvent

KINDS = (
    "account",
    "event",
    "eventdelegation",
    "exchange",
    "mail",
    "match",
    "match run",
    "mechanism",
    "meeting",
    "offer",
    "organization",
    "practice",
    "request",
    "support_matrix",
    "webhook",
    "weight table",
)
"""The kinds of things that have a story."""
MOST_ROWS = 10_000
"""Events of one file."""
COLUMNS = ("at", "action", "kind", "key", "actor", "change")


@dataclass(frozen=True)
class TrailFilter:
    """Which events are wanted; `action` also finds all that begin with it, days are those of UTC and both included."""

    kind: str | None = None
    key: str | None = None
    actor: str | None = None
    action: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class TrailEvent:
    """One event with the thing that it changed."""

    at: datetime
    action: str
    kind: str
    key: str
    who: Who
    change: Mapping[str, Any]


def search_trail(
    session: Session, actor: Actor, wanted: TrailFilter, *, after: str | None = None, limit: int = 50
) -> tuple[list[TrailEvent], str | None]:
    """Part of the events, the newest first, and the cursor of the next part; for administrators."""
    demand(actor, ServiceAction.SEE_TRAIL)
    chosen = select(AuditEvent).where(*_conditions(wanted))
    rows, last = newest(session, AuditEvent, chosen, after=after, limit=limit)
    return _as_events(session, actor, rows), str(last.id) if last else None


def trail_as_csv(session: Session, actor: Actor, wanted: TrailFilter) -> bytes:
    """The newest MOST_ROWS of the wanted events as CSV; nothing in it is run by a spreadsheet."""
    events, _ = search_trail(session, actor, wanted, limit=MOST_ROWS)
    return FORMATS["csv"](COLUMNS, [_as_row(one) for one in events])


def _as_row(event: TrailEvent) -> dict[str, Any]:
    who = event.who
    plain = {"at": event.at.isoformat(), "action": event.action, "kind": event.kind, "key": event.key}
    return plain | {"actor": who.address or who.name or who.role, "change": dict(event.change)}


def _as_events(session: Session, actor: Actor, rows: Sequence[AuditEvent]) -> list[TrailEvent]:
    entries = told(session, actor, rows)
    return [
        TrailEvent(row.at, row.action, row.kind, row.key, entry.who, entry.change)
        for row, entry in zip(rows, entries, strict=True)
    ]


def _conditions(wanted: TrailFilter) -> list[Any]:
    found: list[Any] = []
    for name in ("kind", "key", "actor"):
        value = getattr(wanted, name)
        if value is not None:
            found.append(getattr(AuditEvent, name) == value)
    if wanted.action is not None:
        found.append(col(AuditEvent.action).startswith(wanted.action, autoescape=True))
    if wanted.since is not None:
        found.append(col(AuditEvent.at) >= _start_of(wanted.since))
    if wanted.until is not None:
        found.append(col(AuditEvent.at) < _start_of(wanted.until) + timedelta(days=1))
    return found


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)
