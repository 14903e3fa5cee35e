"""What was said of a match, as somebody may read it: decisions, notes and the trail."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session

from matcher.editing import history
from matcher.policy import may
from matcher.policy.actor import Actor
from matcher.policy.matches import MatchAction, side_of
from matcher.review.opening import find_pairing
from matcher.review.rows import account_names
from matcher.trail import Entry, told
from models.audit import AuditEvent
from models.decision import Decision, Side, decisions_on
from models.match_note import Audience, MatchNote
from models.pairing import Pairing

IN_CHARGE = "assigned_to"
"""The field of the trail that holds addresses: those who review read the names, others nothing."""


class DecisionPublic(BaseModel):
    """What was said: by which side and why; by whom and with which note only for those who may know."""

    id: int
    role: Side | None
    by: str | None
    own: bool
    verdict: str
    reason: str | None
    note: str | None
    decided_at: datetime
    undone_at: datetime | None


class NotePublic(BaseModel):
    """A note; one that was deleted has no text. `by` is the author's name, for focal points."""

    id: int
    role: Side
    by: str | None
    own: bool
    audience: str
    text: str | None
    written_at: datetime
    deleted_at: datetime | None


def decisions_seen(session: Session, actor: Actor, found: Pairing) -> list[DecisionPublic]:
    """What was said of a match, the oldest first. A provider sees what was said since it was told."""
    rows = [one for one in decisions_on(session, found.id) if _since_told(actor, found, one.decided_at)]
    people = account_names(session, {one.account for one in rows})
    return [_decision(actor, found, one, people) for one in rows]


def _decision(actor: Actor, found: Pairing, one: Decision, people: Mapping[str, str]) -> DecisionPublic:
    side = side_of(actor, found)
    knows_people = may(actor, MatchAction.SEE_PEOPLE, found)
    return DecisionPublic(
        id=one.id or 0,
        role=Side(one.role) if one.role else None,
        by=people.get(one.account or "") if knows_people else None,
        own=one.account is not None and one.account == actor.email,
        verdict=one.verdict,
        reason=one.reason,
        note=one.note if side == Side.FOCAL_POINT or (side is not None and side == one.role) else None,
        decided_at=one.decided_at,
        undone_at=one.undone_at,
    )


def _since_told(actor: Actor, found: Pairing, at: datetime) -> bool:
    told = found.match.introduced_at
    return side_of(actor, found) != Side.PROVIDER or (told is not None and at >= told)


def notes_seen(session: Session, actor: Actor, found: Pairing, notes: Sequence[MatchNote]) -> list[NotePublic]:
    """Notes as their reader sees them."""
    people = account_names(session, {one.account for one in notes})
    knows_people = may(actor, MatchAction.SEE_PEOPLE, found)
    return [
        NotePublic(
            id=one.id or 0,
            role=Side(one.role),
            by=people.get(one.account) if knows_people else None,
            own=one.account == actor.email,
            audience=one.audience,
            text=None if one.deleted_at else one.text,
            written_at=one.written_at,
            deleted_at=one.deleted_at,
        )
        for one in notes
    ]


def history_of(session: Session, actor: Actor, key: int) -> list[Entry]:
    """The trail of a match as far as the actor may see it, the oldest first. Raises NotFoundError."""
    found = find_pairing(session, actor, key)
    rows = [one for one in history(session, "match", str(key)) if _is_told(actor, found, one)]
    people = account_names(session, {email for one in rows for email in one.change.get(IN_CHARGE, [])})
    knows_people = may(actor, MatchAction.SEE_PEOPLE, found)
    return [
        replace(one, change=_change(one.change, event, people if knows_people else None))
        for one, event in zip(told(session, actor, rows), rows, strict=True)
    ]


def _is_told(actor: Actor, found: Pairing, event: AuditEvent) -> bool:
    """A note for the focal points alone leaves no trace for others."""
    side, audience = side_of(actor, found), event.change.get("audience", [None, None])[1]
    private = audience == Audience.FOCAL_POINT or (audience is not None and side is None)
    return _since_told(actor, found, event.at) and (side == Side.FOCAL_POINT or not private)


def _change(readable: Mapping[str, Any], event: AuditEvent, people: Mapping[str, str] | None) -> dict[str, Any]:
    """What changed; who is in charge by name, and only for those who may know."""
    change = {name: value for name, value in readable.items() if name != IN_CHARGE}
    emails = event.change.get(IN_CHARGE)
    if emails is not None and people is not None:
        change[IN_CHARGE] = [people.get(email or "") for email in emails]
    return change
