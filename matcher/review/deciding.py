"""Writes down what somebody said about a match: the change, the decision and the trail, together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session

from matcher.audit import record
from matcher.editing import apply_changes
from matcher.policy.actor import Actor
from matcher.policy.matches import side_of
from models.decision import Decision, Reason, Verdict
from models.pairing import Pairing


@dataclass(frozen=True)
class Said:
    """A verdict with what it changes on the match. `action` is its name in the trail."""

    verdict: Verdict
    action: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    reason: Reason | None = None
    note: str | None = None


def write_down(session: Session, actor: Actor, found: Pairing, said: Said, *, now: datetime) -> Decision:
    """Applies a verdict to its match and keeps it."""
    side, before = side_of(actor, found), found.match.state
    if said.changes:
        apply_changes(session, actor, found.match, said.changes, now=now, action=said.action)
    else:
        record(session, said.action, ("match", str(found.id)), now=now, actor=actor.name_in_trail, change={})
    decision = Decision(
        match=found.id,
        account=actor.email,
        role=side,
        verdict=said.verdict,
        reason=said.reason,
        note=said.note,
        state_before=before,
        decided_at=now,
    )
    session.add(decision)
    session.flush()
    return decision
