"""Lists of deliveries for administrators: whose mail stands where, and what the servers said. Never what it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, select

from matcher.cursors import newest
from matcher.mail.settling_held import one_delivery
from matcher.policy import Actor, demand
from matcher.policy.mails import MailAction
from models.base import Schema
from models.delivery import Delivery
from models.delivery_attempt import DeliveryAttempt
from models.digest import Digest
from models.letter import Letter

DIGEST = "digest"
"""The kind of a delivery that is no letter."""


class Attempt(Schema):
    """One attempt: the state that it left the mail in, and what the server or the sender said."""

    at: datetime
    state: str
    said: str | None = None


class DeliveryListed(Schema):
    """Where one mail stands. `kind` is `digest`, or the kind of the letter; `error` what was said last."""

    id: int
    kind: str
    account: str
    week: str | None = None
    digest: int | None = None
    message_id: str
    state: str
    attempts: int
    due_at: datetime
    sent_at: datetime | None = None
    error: str | None = None


class DeliveryOpened(DeliveryListed):
    """The same with all its attempts, the oldest first."""

    history: list[Attempt]


@dataclass(frozen=True)
class DeliveryFilter:
    """Which deliveries to list."""

    state: str | None = None
    kind: str | None = None
    account: str | None = None


def deliveries(
    session: Session, actor: Actor, wanted: DeliveryFilter, *, after: str | None = None, limit: int = 50
) -> tuple[list[DeliveryListed], str | None]:
    """A part of the deliveries, the newest first, and the cursor of the next part; for administrators."""
    demand(actor, MailAction.LIST_DELIVERIES)
    chosen = _select().where(*_conditions(wanted))
    rows, last = newest(session, Delivery, chosen, after=after, limit=limit)
    return [_listed(row) for row in rows], str(last[0].id) if last else None


def open_delivery(session: Session, actor: Actor, delivery_id: int) -> DeliveryOpened:
    """One delivery with its attempts. Raises NotFoundError for all but administrators too."""
    one_delivery(session, actor, delivery_id)
    row = session.exec(_select().where(Delivery.id == delivery_id)).one()
    return DeliveryOpened(**dict(_listed(row)), history=attempts_of(session, delivery_id))


def attempts_of(session: Session, delivery_id: int | None) -> list[Attempt]:
    """The attempts of a delivery, the oldest first."""
    rows = select(DeliveryAttempt).where(DeliveryAttempt.delivery == delivery_id).order_by(col(DeliveryAttempt.id))
    return [Attempt(at=row.at, state=row.state, said=row.said) for row in session.exec(rows)]


def _select() -> Any:  # noqa: ANN401
    parts = (Delivery, Digest.account, Digest.week, Letter.account, Letter.kind)
    return select(*parts).outerjoin(Digest).outerjoin(Letter)  # type: ignore[call-overload]


def _conditions(wanted: DeliveryFilter) -> list[Any]:
    found: list[Any] = []
    if wanted.state is not None:
        found.append(Delivery.state == wanted.state)
    if wanted.kind is not None:
        found.append(col(Delivery.letter).is_(None) if wanted.kind == DIGEST else Letter.kind == wanted.kind)
    if wanted.account is not None:
        found.append(or_(col(Digest.account) == wanted.account, col(Letter.account) == wanted.account))
    return found


def _listed(row: Sequence[Any]) -> DeliveryListed:
    delivery, reader, week, account, kind = row
    fields = delivery.model_dump(include=set(DeliveryListed.model_fields))
    return DeliveryListed(**fields, kind=kind or DIGEST, account=reader or account, week=week)
