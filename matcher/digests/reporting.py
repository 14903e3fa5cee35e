"""What became of digests, for administrators: who got which, with what in it, who got none and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from matcher.cursors import newest
from matcher.digests.week import monday_of
from matcher.errors import NotFoundError
from matcher.mail.overview import Attempt, attempts_of
from matcher.policy import Actor, demand
from matcher.policy.mails import MailAction
from models.base import Schema
from models.delivery import Delivery
from models.digest import Digest

SKIPPED = "skipped"
"""The state of a digest that no mail was made for."""


class DigestDelivery(Schema):
    """Where the mail of a digest stands; `error` is what was said last."""

    id: int
    message_id: str
    state: str
    attempts: int
    due_at: datetime
    sent_at: datetime | None = None
    error: str | None = None


class DigestListed(Schema):
    """One digest: `sections` counts its items by section, `skipped` says why no mail was made."""

    id: int
    account: str
    week: str
    language: str
    built_at: datetime
    sections: dict[str, int]
    skipped: str | None = None
    delivery: DigestDelivery | None = None


class DigestOpened(DigestListed):
    """The same with all that it says, and every attempt to deliver it."""

    content: dict[str, Any]
    history: list[Attempt]


@dataclass(frozen=True)
class DigestFilter:
    """Which digests to list; `state` is that of the delivery, or SKIPPED."""

    week: str | None = None
    account: str | None = None
    state: str | None = None


def digests(
    session: Session, actor: Actor, wanted: DigestFilter, *, after: str | None = None, limit: int = 50
) -> tuple[list[DigestListed], str | None]:
    """A part of the digests, the newest first, and the cursor of the next part; for administrators."""
    demand(actor, MailAction.LIST_DIGESTS)
    chosen = select(Digest, Delivery).outerjoin(Delivery).where(*_conditions(wanted))
    rows, last = newest(session, Digest, chosen, after=after, limit=limit)
    return [_listed(*row) for row in rows], str(last[0].id) if last else None


def open_digest(session: Session, actor: Actor, digest_id: int) -> DigestOpened:
    """One digest with its content and attempts. Raises NotFoundError for all but administrators too."""
    digest, delivery = digest_with_delivery(session, actor, digest_id)
    history = attempts_of(session, delivery.id) if delivery else []
    return DigestOpened(**dict(_listed(digest, delivery)), content=digest.content, history=history)


def delivery_of(session: Session, actor: Actor, digest_id: int) -> int:
    """The delivery of a digest. Raises NotFoundError where no mail was made."""
    _, delivery = digest_with_delivery(session, actor, digest_id)
    if delivery is None or delivery.id is None:
        raise NotFoundError("mail of digest", str(digest_id), "none was made: there was nothing to say")
    return delivery.id


def digest_with_delivery(session: Session, actor: Actor, digest_id: int) -> tuple[Digest, Delivery | None]:
    """A digest and its delivery. Raises NotFoundError."""
    digest = session.get(Digest, digest_id)
    if digest is None:
        raise NotFoundError("digest", str(digest_id))
    demand(actor, MailAction.SEE_DIGEST, digest)
    return digest, session.exec(select(Delivery).where(Delivery.digest == digest_id)).first()


def _conditions(wanted: DigestFilter) -> list[Any]:
    found: list[Any] = []
    if wanted.week is not None:
        monday_of(wanted.week)
        found.append(Digest.week == wanted.week)
    if wanted.account is not None:
        found.append(Digest.account == wanted.account)
    if wanted.state is not None:
        found.append(col(Delivery.id).is_(None) if wanted.state == SKIPPED else Delivery.state == wanted.state)
    return found


def _listed(digest: Digest, delivery: Delivery | None) -> DigestListed:
    fields: Sequence[str] = ("id", "account", "week", "language", "built_at", "skipped")
    return DigestListed(
        **digest.model_dump(include=set(fields)),
        sections={name: len(items) for name, items in digest.content.items()},
        delivery=_delivery(delivery) if delivery else None,
    )


def _delivery(row: Delivery) -> DigestDelivery:
    return DigestDelivery(**row.model_dump(include=set(DigestDelivery.model_fields)))
