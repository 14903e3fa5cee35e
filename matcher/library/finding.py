"""Finds documents of the library by what is known of them and by the words of their text."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, true
from sqlmodel import Session, col, select

from matcher.cursors import Part, part_of
from matcher.errors import NotFoundError
from matcher.exchanges.listing import concerning
from matcher.library.words import says
from matcher.policy import Actor, demand
from matcher.policy.library import DocumentAction, Shelved
from matcher.tagged import tagged
from models.document import Document, DocumentUse
from models.dossier import dossiers
from models.exchange import Exchange
from models.post import Visibility


@dataclass(frozen=True)
class DocumentFilter:
    """What is looked for; None means any."""

    text: str | None = None
    kind: str | None = None
    sector: str | None = None
    sdg: int | None = None
    language: str | None = None
    country: str | None = None
    organization: str | None = None


def documents(
    session: Session, actor: Actor, wanted: DocumentFilter, part: Part
) -> tuple[Sequence[Document], str | None]:
    """A part of the documents that are wanted and that the actor may see, and the cursor of the next."""
    chosen = select(Document).where(visible(actor.as_reader))
    for column, value in (
        (Document.kind, wanted.kind),
        (Document.language, wanted.language),
        (Document.country, wanted.country),
        (Document.organization, wanted.organization),
    ):
        if value is not None:
            chosen = chosen.where(col(column) == value)
    for tags, tag in ((Document.sectors, wanted.sector), (Document.sdgs, wanted.sdg)):
        if tag is not None:
            chosen = chosen.where(tagged(tags, tag))
    if wanted.text is not None:
        chosen = chosen.where(says(session, wanted.text))
    return part_of(session, Document, chosen, part)


def the_document(session: Session, actor: Actor, key: str, action: DocumentAction = DocumentAction.SEE) -> Document:
    """A document for somebody who may do something with it. Raises NotFoundError, also for a hidden one."""
    document = session.get(Document, key)
    if document is None:
        raise NotFoundError("document", key)
    demand(actor, action, shelved(session, document))
    return document


def shelved(session: Session, document: Document) -> Shelved:
    """A document as the policy asks about it."""
    used = select(DocumentUse.exchange).where(DocumentUse.document == document.id)
    exchanges = session.exec(select(Exchange).where(col(Exchange.id).in_(used))).all()
    return Shelved(document, dossiers(session, exchanges))


def visible(actor: Actor) -> ColumnElement[bool]:
    """The same as the permission `document.see`, for the database."""
    if actor.administers:
        return true()
    admitted = (Visibility.PUBLIC, Visibility.MEMBERS) if actor.signed_in else (Visibility.PUBLIC,)
    theirs = select(DocumentUse.document).join(Exchange, col(Exchange.id) == DocumentUse.exchange)
    found: list[ColumnElement[bool]] = [
        col(Document.visibility).in_(admitted),
        col(Document.id).in_(theirs.where(concerning(actor))),
    ]
    if actor.organization is not None:
        found.append(col(Document.organization) == actor.organization)
    return or_(*found)
