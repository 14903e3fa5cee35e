"""Whose turn it is: mails go out by domain in turn, and to no domain more than it bears in a minute."""

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from models.delivery import Delivery, DeliveryState
from models.delivery_attempt import DeliveryAttempt
from models.digest import Digest
from models.hold import Held, hold_on
from models.letter import Letter

MINUTE = timedelta(minutes=1)
READER = func.coalesce(col(Digest.account), col(Letter.account))


@dataclass(frozen=True)
class Chosen:
    """Which mails: of one week or all, and at most `per_minute` to a domain; 0 for as many as there are."""

    week: str | None = None
    per_minute: int = 0


def due_in_turn(session: Session, now: datetime, chosen: Chosen) -> list[int]:
    """The mails that may go out now, domain by domain in turn; within a domain letters come before digests."""
    if hold_on(session, Held.MAIL) is not None:
        return []
    due = select(Delivery.id, READER).outerjoin(Digest).outerjoin(Letter)
    due = due.where(Delivery.state == DeliveryState.QUEUED, Delivery.due_at <= now)
    if hold_on(session, Held.DIGESTS) is not None:
        due = due.where(col(Delivery.digest).is_(None))
    if chosen.week is not None:
        due = due.where(Digest.week == chosen.week)
    rows = session.execute(due.order_by(col(Delivery.digest).is_not(None), col(Delivery.id))).all()
    sent = sent_lately(session, now) if chosen.per_minute else Counter()
    return in_turn(((key, domain_of(reader)) for key, reader in rows), sent, chosen.per_minute)


def in_turn(mails: Iterable[tuple[int, str]], sent: Counter[str], per_minute: int) -> list[int]:
    """The mails, given with their domains, in turn; `sent` says how many each domain got in the last minute."""
    queues: dict[str, deque[int]] = {}
    for key, domain in mails:
        queue = queues.setdefault(domain, deque())
        if not per_minute or len(queue) + sent[domain] < per_minute:
            queue.append(key)
    turns: list[int] = []
    while queues := {domain: queue for domain, queue in queues.items() if queue}:
        turns.extend(queue.popleft() for queue in queues.values())
    return turns


def sent_lately(session: Session, now: datetime) -> Counter[str]:
    """How many mails were offered to each domain in the last minute."""
    offered = select(READER).select_from(DeliveryAttempt).join(Delivery).outerjoin(Digest).outerjoin(Letter)
    lately = (DeliveryAttempt.at > now - MINUTE, DeliveryAttempt.state != DeliveryState.DROPPED)
    return Counter(domain_of(reader) for reader in session.execute(offered.where(*lately)).scalars())


def domain_of(address: str) -> str:
    """The domain of an address."""
    return address.rpartition("@")[2].lower()
