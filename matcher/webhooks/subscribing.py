"""Webhooks as their owners handle them: made with a secret shown once, changed, switched off and on, deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, func, select

from matcher.accounts.keys import Keyring
from matcher.audit import record
from matcher.cursors import Part, part_of
from matcher.editing import apply_changes, check_version, store_new
from matcher.errors import ConflictError, NotFoundError
from matcher.holding import hold
from matcher.policy import Actor, demand
from matcher.policy.services import ServiceAction
from matcher.webhooks.events import checked_events
from matcher.webhooks.reaching import Reach
from matcher.webhooks.settling import give_up
from matcher.webhooks.signing import new_secret
from models.account import Account
from models.base import new_identifier
from models.webhook import Telling, TellingState, Webhook, WebhookCreate, WebhookUpdate

MOST = 20
"""Most webhooks of one account."""


PURPOSE = "webhooks"
"""What their secrets are encrypted for."""


@dataclass(frozen=True)
class Picked:
    """One webhook at the version that an edit starts from."""

    key: str
    version: int


@dataclass(frozen=True)
class Post:
    """What webhooks need of the service: the keys to their secrets, and how far calls may go."""

    keys: Keyring
    reach: Reach


def add_webhook(
    session: Session, actor: Actor, wanted: WebhookCreate, *, post: Post, now: datetime
) -> tuple[Webhook, str]:
    """A new webhook and its secret, which is shown this once."""
    demand(actor, ServiceAction.CREATE_WEBHOOK)
    post.reach.check(wanted.url)
    events = checked_events(wanted.events)
    hold(session, Account, actor.email)
    if session.exec(select(func.count()).where(Webhook.account == actor.email)).one() >= MOST:
        raise ConflictError("an account has {most} webhooks at most; delete one that is no longer used", most=MOST)
    secret = new_secret()
    row = Webhook(
        id=new_identifier("hok"),
        account=str(actor.email),
        organization=actor.organization,
        url=wanted.url,
        events=events,
        description=wanted.description,
        sealed_secret=post.keys.seal(PURPOSE, secret, now=now),
        created_at=now,
    )
    store_new(session, actor, row, "url", "events", now=now, action="webhook.created")
    return row, secret


def one_webhook(session: Session, actor: Actor, key: str) -> Webhook:
    """A webhook of the actor's. Raises NotFoundError for any other."""
    row = session.get(Webhook, key)
    if row is None:
        raise NotFoundError("webhook", key)
    demand(actor, ServiceAction.SEE_WEBHOOK, row)
    return row


def webhooks(session: Session, actor: Actor, part: Part) -> tuple[Sequence[Webhook], str | None]:
    """A part of the actor's webhooks, for an administrator of all."""
    demand(actor, ServiceAction.CREATE_WEBHOOK)
    chosen = select(Webhook)
    if not actor.administers:
        chosen = chosen.where(Webhook.account == actor.email)
    return part_of(session, Webhook, chosen, part)


def edit_webhook(
    session: Session, actor: Actor, picked: Picked, changes: WebhookUpdate, *, post: Post, now: datetime
) -> Webhook:
    """Changes some fields. Switched off, it is told nothing; switched on, it starts anew without failures."""
    row = _own(session, actor, picked)
    wanted: dict[str, Any] = changes.model_dump(exclude_unset=True)
    if "url" in wanted:
        post.reach.check(wanted["url"])
    if "events" in wanted:
        wanted["events"] = checked_events(wanted["events"])
    if wanted.get("active"):
        wanted |= {"failures": 0, "disabled_at": None}
    apply_changes(session, actor, row, wanted, now=now, action="webhook.updated")
    if not row.active:
        give_up(session, row.id, "the webhook was switched off")
    return row


def renew_secret(session: Session, actor: Actor, picked: Picked, *, post: Post, now: datetime) -> str:
    """A new secret in place of the old one, shown this once; calls are signed with it from now on."""
    row = _own(session, actor, picked)
    secret = new_secret()
    row.sealed_secret = post.keys.seal(PURPOSE, secret, now=now)
    session.add(row)
    session.flush()
    record(session, "webhook.secret-renewed", ("webhook", row.id), now=now, actor=actor.name_in_trail, change={})
    return secret


def delete_webhook(session: Session, actor: Actor, picked: Picked, *, now: datetime) -> None:
    """Removes a webhook with the list of its deliveries; what it was stays in the audit trail."""
    row = _own(session, actor, picked)
    session.exec(delete(Telling).where(col(Telling.webhook) == row.id))
    session.delete(row)
    change = {"url": [row.url, None], "events": [row.events, None]}
    record(session, "webhook.deleted", ("webhook", row.id), now=now, actor=actor.name_in_trail, change=change)


def tellings(
    session: Session, actor: Actor, key: str, part: Part, *, state: TellingState | None = None
) -> tuple[Sequence[Telling], str | None]:
    """A part of what a webhook was told, or is to be."""
    one_webhook(session, actor, key)
    chosen = select(Telling).where(Telling.webhook == key)
    if state is not None:
        chosen = chosen.where(Telling.state == state)
    return part_of(session, Telling, chosen, part)


def tell_again(session: Session, actor: Actor, key: str, telling: str, *, now: datetime) -> Telling:
    """Queues a delivery once more, under its own id. Raises ConflictError while it waits or is under way."""
    webhook = one_webhook(session, actor, key)
    demand(actor, ServiceAction.EDIT_WEBHOOK, webhook)
    row = session.get(Telling, telling)
    if row is None or row.webhook != key:
        raise NotFoundError("delivery", telling)
    if row.state in (TellingState.QUEUED, TellingState.CLAIMED):
        raise ConflictError("the delivery {telling!r} is still to be made", telling=telling)
    if not webhook.active:
        raise ConflictError("the webhook {key!r} is switched off; switch it on first", key=key)
    row.state, row.attempts, row.due_at, row.delivered_at = TellingState.QUEUED, 0, now, None
    session.add(row)
    session.flush()
    change = {"state": [TellingState.FAILED, TellingState.QUEUED], "delivery": [None, telling]}
    record(session, "webhook.told-again", ("webhook", key), now=now, actor=actor.name_in_trail, change=change)
    return row


def _own(session: Session, actor: Actor, picked: Picked) -> Webhook:
    row = one_webhook(session, actor, picked.key)
    demand(actor, ServiceAction.EDIT_WEBHOOK, row)
    check_version(row, "webhook", picked.key, picked.version)
    return row
