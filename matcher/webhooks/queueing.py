"""Finds out what there is to tell: reads the audit trail on from where it stopped, so that nobody else need know of it.

Events are numbered before their transaction is committed, so a low number may appear after a higher one. The last
minutes are therefore read again each time; what was queued once is not queued twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, func, select

from matcher.accounts.actors import actor_of
from matcher.policy import Actor
from matcher.webhooks.events import EVENTS
from matcher.webhooks.seeing import Thing, may_be_told, things_by_key
from models.account import Account
from models.audit import AuditEvent
from models.base import new_identifier
from models.cursor import move_cursor, position_of
from models.database import insert_new
from models.webhook import Telling, Webhook

READER = "webhooks"
OVERLAP = timedelta(minutes=10)
"""Longer than a transaction that writes events takes."""
AT_ONCE = 500
"""Events looked at together."""


def queue_tellings(session: Session, now: datetime) -> int:
    """Queues what active webhooks are to be told and have not been; answers how much that was."""
    listeners, queued = _listeners(session), 0
    if listeners:
        reached = position_of(session, READER)
        while events := _events_after(session, reached, min(webhook.created_at for webhook, _ in listeners)):
            queued += _queue(session, events, listeners, now)
            reached = events[-1].id or reached
    settled = select(func.max(AuditEvent.id)).where(col(AuditEvent.at) <= now - OVERLAP)
    move_cursor(session, READER, session.exec(settled).one() or 0)
    return queued


def _listeners(session: Session) -> list[tuple[Webhook, Actor]]:
    """The webhooks that are told anything, each with whoever it speaks to."""
    chosen = select(Webhook, Account).join(Account, col(Account.email) == Webhook.account)
    chosen = chosen.where(col(Webhook.active), col(Account.active)).order_by(col(Webhook.id))
    found = session.exec(chosen).all()
    actors = {account.email: actor_of(session, account) for _, account in found}
    return [(webhook, actors[account.email]) for webhook, account in found]


def _events_after(session: Session, number: int, since: datetime) -> Sequence[AuditEvent]:
    later = select(AuditEvent).where(
        col(AuditEvent.id) > number, col(AuditEvent.at) >= since, col(AuditEvent.action).in_(EVENTS)
    )
    return session.exec(later.order_by(col(AuditEvent.id)).limit(AT_ONCE)).all()


def _queue(
    session: Session, events: Sequence[AuditEvent], listeners: Iterable[tuple[Webhook, Actor]], now: datetime
) -> int:
    known, things = _known(session, events), _things(session, events)
    rows = [
        _telling(webhook, event, now)
        for webhook, actor in listeners
        for event in events
        if event.action in webhook.events
        and event.at >= webhook.created_at
        and (webhook.id, event.id) not in known
        and may_be_told(actor, things.get((event.kind, event.key)), at=event.at)
    ]
    insert_new(session, Telling, rows)
    return len(rows)


def _known(session: Session, events: Sequence[AuditEvent]) -> set[tuple[str, int | None]]:
    numbers = [one.id for one in events]
    return set(session.exec(select(Telling.webhook, Telling.event).where(col(Telling.event).in_(numbers))))


def _things(session: Session, events: Iterable[AuditEvent]) -> Mapping[tuple[str, str], Thing]:
    keys: dict[str, set[str]] = defaultdict(set)
    for one in events:
        keys[one.kind].add(one.key)
    return {
        (kind, key): thing for kind, those in keys.items() for key, thing in things_by_key(session, kind, those).items()
    }


def _telling(webhook: Webhook, event: AuditEvent, now: datetime) -> dict[str, Any]:
    return {
        "id": new_identifier("dlv"),
        "webhook": webhook.id,
        "event": event.id,
        "action": event.action,
        "kind": event.kind,
        "key": event.key,
        "at": event.at,
        "state": "queued",
        "attempts": 0,
        "due_at": now,
    }
