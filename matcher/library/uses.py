"""What a document speaks for, as somebody may see it; a constant number of queries."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, true
from sqlmodel import Session, col, select

from matcher.exchanges import listing as exchanges
from matcher.library.using import thing_of
from matcher.policy import Actor
from matcher.policy.posts import AUTHORS
from matcher.posting.visibility import may_read
from matcher.practices import finding as practices
from models.document import Document, DocumentUse
from models.exchange import Exchange
from models.offer import Offer
from models.practice import Practice


@dataclass(frozen=True)
class Use:
    """A practice, offer or exchange that a document speaks for; `own` where the reader works on it himself."""

    id: str
    kind: str
    key: str
    title: str
    own: bool


def uses_of(session: Session, actor: Actor, document: Document) -> list[Use]:
    """What a document speaks for, as far as the actor may see it, the oldest first."""
    chosen = select(DocumentUse).where(DocumentUse.document == document.id)
    rows = session.exec(chosen.order_by(col(DocumentUse.added_at), col(DocumentUse.id))).all()
    things = {one.id: thing_of(one) for one in rows}
    seen = _seen(session, actor.as_reader, set(things.values()))
    return [Use(key, *thing, *seen[thing]) for key, thing in things.items() if thing in seen]


def _seen(
    session: Session, actor: Actor, things: Collection[tuple[str, str]]
) -> dict[tuple[str, str], tuple[str, bool]]:
    """The title of each thing that the actor may see, and whether he works on it."""
    found: dict[tuple[str, str], tuple[str, bool]] = {}
    for kind, table, visible, own in (
        ("practice", Practice, practices.visible(actor), _own(actor, Practice.organization, Practice.written_by)),
        ("offer", Offer, may_read(Offer, actor), _own(actor, Offer.organization, Offer.posted_by)),
        ("exchange", Exchange, _told(actor), or_(exchanges.deciding(actor), exchanges.supervised(actor))),
    ):
        keys = [key for one, key in things if one == kind]
        if keys:
            columns: Any = select(table.id, table.title, own)
            rows = session.exec(columns.where(col(table.id).in_(keys), visible))
            found |= {(kind, key): (title or key, bool(mine)) for key, title, mine in rows}
    return found


def _told(actor: Actor) -> ColumnElement[bool]:
    """Exchanges of which the actor may know the organizations: a document would tell one of them."""
    return and_(exchanges.visible(actor), exchanges.named_to(actor))


def _own(actor: Actor, *columns: Any) -> ColumnElement[bool]:  # noqa: ANN401
    if actor.administers:
        return true()
    if actor.organization is None or not actor.has_role(*AUTHORS):
        return false()
    return or_(*(col(one) == actor.organization for one in columns))
