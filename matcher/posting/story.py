"""The history of a post: who changed what, from what to what, as far as a reader may see it."""

from collections.abc import Sequence

from sqlmodel import Session

from matcher.editing import history
from matcher.policy import Actor, may
from matcher.policy.posts import PostAction, PostCase
from matcher.trail import Entry, told
from models.audit import AuditEvent
from models.offer import OfferPublic
from models.post import PostState
from models.request import RequestPublic

OPEN_FIELDS = frozenset({*RequestPublic.model_fields, *OfferPublic.model_fields, "attachment"})
"""The fields whose changes every reader of a post may see."""


def story_of(session: Session, actor: Actor, case: PostCase) -> list[Entry]:
    """The events of a post, the oldest first. Who does not see it inside learns what changed since its publication."""
    events: Sequence[AuditEvent] = history(session, case.noun, case.id)
    inside = may(actor, PostAction.SEE_INSIDE, case)
    if not inside:
        events = [_opened(one) for one in _since_published(events)]
    return told(session, actor, events)


def _since_published(events: Sequence[AuditEvent]) -> Sequence[AuditEvent]:
    """From the last publication on; all that is known of a post that a file published."""
    starts = [place for place, one in enumerate(events) if one.action.endswith(".published")]
    return events[starts[-1] :] if starts else events


def _opened(event: AuditEvent) -> AuditEvent:
    """An event without what is for insiders: no draft stands in the change to published."""
    change = {name: values for name, values in event.change.items() if name in OPEN_FIELDS}
    if event.change.get("state", [None, None])[1] == PostState.PUBLISHED:
        change = {"state": event.change["state"]}
    return AuditEvent(
        at=event.at, actor=event.actor, action=event.action, kind=event.kind, key=event.key, change=change
    )
