"""Whom a delegation wants to meet, and whom rather not."""

from datetime import datetime

from sqlmodel import Session, col, select

from matcher.audit import record
from matcher.errors import BadInputError, NotFoundError
from matcher.events.delegations import require_ahead
from matcher.policy import Actor
from matcher.policy.events import Attending
from models.event_delegation import EventDelegation, EventWish, WishCreate


def wish(session: Session, actor: Actor, found: Attending, said: WishCreate, *, now: datetime) -> None:
    """Says what a delegation wishes of another, or nothing any more.

    Raises NotFoundError for a delegation of another event, BadInputError for itself.
    """
    require_ahead(found.event)
    other = session.get(EventDelegation, said.other)
    if other is None or other.event != found.event.id:
        raise NotFoundError("delegation", said.other)
    if other.id == found.id:
        raise BadInputError("other: a delegation does not meet itself")
    known = session.get(EventWish, (found.id, other.id))
    before = known.kind if known else None
    if known is not None and said.kind is None:
        session.delete(known)
    elif known is not None:
        known.kind = said.kind or known.kind
    elif said.kind is not None:
        session.add(EventWish(delegation=found.id, other=other.id, kind=said.kind))
    session.flush()
    if before != said.kind:
        change = {"wish": [before, said.kind], "of": [None, other.organization]}
        thing = ("event", found.event.id)
        record(session, "event.wished", thing, now=now, actor=actor.name_in_trail, change=change)


def wishes_of(session: Session, event: str) -> dict[tuple[str, str], str]:
    """The wishes of all delegations of an event: from (who, of whom) to what."""
    chosen = select(EventWish).join(EventDelegation, col(EventWish.delegation) == EventDelegation.id)
    rows = session.exec(chosen.where(EventDelegation.event == event))
    return {(row.delegation, row.other): row.kind for row in rows}
