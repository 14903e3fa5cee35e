"""What a person decides about one mail: to send it again, or to take it for arrived."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col

from locales.messages import Message, either
from matcher.audit import record
from matcher.errors import ConflictError, NotFoundError
from matcher.letters.writing import forget_confidential
from matcher.mail.holding import count_sent
from matcher.policy import Actor, demand
from matcher.policy.mails import MailAction
from models.delivery import Delivery, DeliveryState

STUCK = (DeliveryState.HELD, DeliveryState.FAILED)
"""The states in which a mail waits for a person."""


@dataclass(frozen=True)
class _Settling:
    """One way to settle a mail: its name in the trail, from which states, and what the row holds afterwards."""

    action: str
    states: tuple[DeliveryState, ...]
    end: Mapping[str, Any]


def one_delivery(session: Session, actor: Actor, delivery_id: int) -> Delivery:
    """A delivery, for administrators. Raises NotFoundError for everybody else too."""
    row = session.get(Delivery, delivery_id)
    if row is None:
        raise NotFoundError("delivery", str(delivery_id))
    demand(actor, MailAction.SEE_DELIVERY, row)
    return row


def resend(session: Session, actor: Actor, delivery_id: int, now: datetime) -> Delivery:
    """Queues a held or refused mail again under its own Message-ID.

    For a person who knows that it did not arrive, or that a second copy does no harm. Raises NotFoundError, and
    ConflictError for a mail that is in no doubt.
    """
    fresh = {"state": DeliveryState.QUEUED, "attempts": 0, "due_at": now, "error": None}
    return _settled(session, actor, delivery_id, _Settling("delivery.resent", STUCK, fresh), now=now)


def mark_arrived(session: Session, actor: Actor, delivery_id: int, now: datetime) -> Delivery:
    """Takes a held mail for sent, for a person who knows that it arrived. Raises NotFoundError, ConflictError."""
    done = {"state": DeliveryState.SENT, "sent_at": now, "claimed_until": None, "error": None}
    row = _settled(session, actor, delivery_id, _Settling("delivery.arrived", STUCK[:1], done), now=now)
    count_sent(session)
    forget_confidential(session, delivery_id)
    return row


def _settled(session: Session, actor: Actor, delivery_id: int, settling: _Settling, *, now: datetime) -> Delivery:
    row = one_delivery(session, actor, delivery_id)
    demand(actor, MailAction.SETTLE_DELIVERY, row)
    was = row.state
    if was not in settling.states:
        raise ConflictError(
            "delivery {delivery} is {state}; only one that is {states} is settled",
            delivery=delivery_id,
            state=Message(was),
            states=either(settling.states),
        )
    unchanged = (col(Delivery.id) == delivery_id, col(Delivery.state) == was)  # of two people at once one settles it
    if not session.execute(update(Delivery).where(*unchanged).values(settling.end)).rowcount:  # type: ignore[attr-defined]
        raise ConflictError(
            "somebody else has settled delivery {delivery} at this moment; look at it again", delivery=delivery_id
        )
    session.refresh(row)
    change = {"state": [was, row.state]}
    record(session, settling.action, ("delivery", str(row.id)), now=now, actor=actor.name_in_trail, change=change)
    return row
