"""A match as somebody may see it: the posts, the reason for its place, what was said, and what he may do now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from matcher.policy import may
from matcher.policy.actor import Actor
from matcher.policy.matches import MatchAction
from matcher.review.moves import allowed_actions
from matcher.review.notes import notes_for
from matcher.review.opening import find_pairing
from matcher.review.rows import MatchListed, listed, sees_post
from matcher.review.said import DecisionPublic, NotePublic, decisions_seen, notes_seen
from matcher.review.undoing import undoable
from models.offer import Offer
from models.request import Request


@dataclass(frozen=True)
class Opened:
    """One match opened: `request`, `offer` and `explanation` are none where the reader may not see that post."""

    listed: MatchListed
    request: Request | None
    offer: Offer | None
    explanation: Mapping[str, Any] | None
    actions: list[MatchAction]
    decisions: list[DecisionPublic]
    notes: list[NotePublic]


def open_match(session: Session, actor: Actor, key: int, *, now: datetime, language: str) -> Opened:
    """A match with all that the actor may see of it. Raises NotFoundError where that is nothing."""
    found = find_pairing(session, actor, key)
    sees_request, sees_offer = sees_post(actor, found, found.request), sees_post(actor, found, found.offer)
    actions = allowed_actions(actor, found, on=now.date())
    if undoable(session, actor, found, now=now) is not None and may(actor, MatchAction.UNDO, found):
        actions.append(MatchAction.UNDO)
    return Opened(
        listed=listed(session, actor, [found], language=language)[0],
        request=found.request if sees_request else None,
        offer=found.offer if sees_offer else None,
        explanation=found.match.explanation if sees_request and sees_offer else None,
        actions=actions,
        decisions=decisions_seen(session, actor, found),
        notes=notes_seen(session, actor, found, notes_for(session, actor, found)),
    )
