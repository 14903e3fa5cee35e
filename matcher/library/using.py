"""What documents speak for: practices, offers and exchanges, by whoever writes these."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, select

from matcher.audit import record
from matcher.errors import BadInputError, ConflictError, NotFoundError
from matcher.exchanges.dossiers import dossier_for
from matcher.exchanges.listing import named_to
from matcher.library.finding import the_document, visible
from matcher.policy import Actor, demand
from matcher.policy.exchanges import ExchangeAction
from matcher.policy.posts import PostAction
from matcher.policy.practices import PracticeAction
from matcher.posting.visibility import find_case
from matcher.practices.finding import the_practice
from models.base import new_identifier
from models.document import Document, DocumentUse
from models.document_schemas import DocumentUsePost
from models.exchange import Exchange
from models.offer import Offer

Thing = tuple[str, str]
"""`practice`, `offer` or `exchange`, and its identifier."""
COLUMNS = {"practice": DocumentUse.practice, "offer": DocumentUse.offer, "exchange": DocumentUse.exchange}


def use_document(session: Session, actor: Actor, key: str, wanted: DocumentUsePost, *, now: datetime) -> DocumentUse:
    """Ties a document that the actor may see to a thing that he may change.

    Raises BadInputError where not exactly one thing is named, ConflictError where they are tied already.
    """
    the_document(session, actor, key)
    thing = _named(wanted)
    _demand_to_change(session, actor, thing)
    if session.exec(select(DocumentUse.id).where(DocumentUse.document == key, _is(thing))).first() is not None:
        raise ConflictError("the document is used there already")
    row = DocumentUse(id=new_identifier("use"), document=key, added_at=now, **{thing[0]: thing[1]})
    session.add(row)
    session.flush()
    _record(session, actor, row, thing, "document.used", now)
    return row


def stop_using(session: Session, actor: Actor, key: str, use: str, *, now: datetime) -> None:
    """Unties a document from a thing that the actor may change."""
    the_document(session, actor, key)
    row = session.get(DocumentUse, use)
    if row is None or row.document != key:
        raise NotFoundError("use", use)
    thing = thing_of(row)
    _demand_to_change(session, actor, thing)
    session.delete(row)
    session.flush()
    _record(session, actor, row, thing, "document.unused", now)


def documents_of(session: Session, actor: Actor, thing: Thing) -> Sequence[tuple[Document, str]]:
    """The documents that speak for a thing and that the actor may see, by title, each with the key of its use."""
    joined = select(Document, DocumentUse.id).join(DocumentUse, col(DocumentUse.document) == Document.id)
    chosen = joined.where(_is(thing), visible(actor.as_reader))
    if thing[0] == "exchange":  # a document tells of an organization that takes part
        known = select(Exchange.id).where(named_to(actor.as_reader))
        chosen = chosen.where(col(DocumentUse.exchange).in_(known))
    return session.exec(chosen.order_by(col(Document.title), col(Document.id))).all()


def forget_uses(session: Session, thing: Thing) -> None:
    """Unties all documents from a thing that is about to be deleted."""
    session.exec(delete(DocumentUse).where(_is(thing)))


def thing_of(row: DocumentUse) -> Thing:
    """What a use names."""
    return next((name, key) for name in COLUMNS if (key := getattr(row, name)))


def _named(wanted: DocumentUsePost) -> Thing:
    named = wanted.model_dump(exclude_none=True)
    if len(named) != 1:
        raise BadInputError("name one practice, one offer or one exchange that the document speaks for")
    return next(iter(named.items()))


def _is(thing: Thing) -> Any:  # noqa: ANN401
    return col(COLUMNS[thing[0]]) == thing[1]


def _demand_to_change(session: Session, actor: Actor, thing: Thing) -> None:
    """Raises NotFoundError for a thing that the actor may not see, ForbiddenError for one that he may not change."""
    kind, key = thing
    if kind == "practice":
        the_practice(session, actor, key, PracticeAction.EDIT)
    elif kind == "offer":
        demand(actor, PostAction.EDIT, find_case(session, actor, Offer, key))
    else:
        dossier_for(session, actor, key, ExchangeAction.EDIT)


def _record(session: Session, actor: Actor, row: DocumentUse, thing: Thing, action: str, now: datetime) -> None:
    values = [None, thing[1]] if action == "document.used" else [thing[1], None]
    change = {thing[0]: values}
    record(session, action, ("document", row.document), now=now, actor=actor.name_in_trail, change=change)
