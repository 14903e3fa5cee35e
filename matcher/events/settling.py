"""What comes of a meeting: held, called off, or an agreement, which is recorded as an exchange."""

from datetime import datetime

from sqlmodel import Session, select

from locales.messages import Message
from matcher.editing import apply_changes, check_version
from matcher.errors import BadInputError, ConflictError
from matcher.exchanges.opening import register_exchange
from matcher.policy import Actor
from matcher.policy.events import Attending, Sitting, speaks_for
from models.event_delegation import EventPost
from models.exchange import Exchange
from models.exchange_schemas import ExchangeRegister
from models.match import live_match
from models.meeting import Meeting, MeetingState, Outcome
from models.request import Request

AFTERWARDS = (MeetingState.HELD, MeetingState.AGREED)
"""The outcomes that can be told only once a meeting has begun."""


def settle(session: Session, actor: Actor, found: Sitting, said: Outcome, *, version: int, now: datetime) -> Meeting:
    """Notes what came of a meeting. An agreement becomes an exchange that both sides confirm as any other.

    Raises StaleEditError; ConflictError for an outcome of a meeting that has not begun, or that stands so already;
    BadInputError where it is not clear who learns.
    """
    row = found.meeting
    check_version(row, "meeting", row.id, version)
    if row.state == said.state:
        raise ConflictError("meeting {key!r} is {state} already", key=row.id, state=Message(said.state))
    if said.state in AFTERWARDS and row.starts_at > now:
        raise ConflictError("the meeting has not begun; its outcome is told afterwards")
    if said.state == MeetingState.PLANNED and row.state == MeetingState.CANCELLED:
        raise ConflictError("a meeting that was called off comes back by planning the event again")
    changes = {"state": said.state, "changed_at": now, "sequence": row.sequence + 1}
    if said.state == MeetingState.AGREED:
        changes["exchange"] = _exchange(session, actor, found, said, now=now)
    apply_changes(session, actor, row, changes, now=now, action=f"meeting.{said.state}")
    return row


def _exchange(session: Session, actor: Actor, found: Sitting, said: Outcome, *, now: datetime) -> str:
    """The exchange of an agreement: that of the match of both posts where there is one, else a new one."""
    topic = next(iter(found.meeting.topics), None)
    if topic is not None:
        match = live_match(session, topic["request"], topic["offer"])
        known = session.exec(select(Exchange).where(Exchange.match == match.id)).first() if match else None
        if known is not None:
            return known.id
    request = session.get(Request, topic["request"]) if topic is not None else None
    asking, other = _roles(session, found, said, request)
    event = asking.event
    wanted = ExchangeRegister(
        requester=asking.organization.id,
        provider=other.organization.id,
        title=said.title or (request.title if request else event.title),
        text=request.text if request else "",
        language=request.language if request else event.language,
        sectors=(request.sectors if request else []) or event.sectors,
    )
    return register_exchange(session, _speaker(actor, asking, other), wanted, now=now).id


def _roles(session: Session, found: Sitting, said: Outcome, request: Request | None) -> tuple[Attending, Attending]:
    """Who learns, then who teaches: as it is said, else whoever brought the first request."""
    asking = said.asking
    if asking is None and request is not None:
        asking = session.exec(
            select(EventPost.delegation).where(EventPost.event == found.meeting.event, EventPost.request == request.id)
        ).first()
    by_id = {one.id: one for one in found.sides}
    if asking not in by_id:
        raise BadInputError("asking: say which of the two delegations learns")
    return by_id.pop(asking), next(iter(by_id.values()))


def _speaker(actor: Actor, asking: Attending, other: Attending) -> Actor:
    """One of the two sides where it is the actor; organisers write in the name of the side that asked. The other is
    invited, and nothing holds before both have agreed to the terms."""
    if any(speaks_for(actor, one) for one in (asking, other)):
        return actor
    return Actor(name=actor.name_in_trail, organization=asking.organization.id, trusted=True)
