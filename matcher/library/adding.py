"""Adds documents to the library, changes what is said of them, and removes them."""

from datetime import datetime

from sqlmodel import Session, col, delete

from locales.messages import Message
from matcher.audit import record
from matcher.editing import apply_changes, check_version, store_new
from matcher.errors import TooLargeError
from matcher.library.finding import the_document
from matcher.organizations.writers import writers_organization
from matcher.policy import Actor, demand
from matcher.policy.library import DocumentAction
from matcher.posting.attaching import MOST_BYTES
from matcher.posting.documents import media_type_of, safe_name
from matcher.posting.file_store import FileStore
from models.base import new_identifier
from models.document import Document, DocumentText, DocumentUse, TextState
from models.document_schemas import DocumentPost, DocumentUpdate
from models.organization import Organization


def add_document(session: Session, actor: Actor, wanted: DocumentPost, *, now: datetime) -> Document:
    """A document of the actor's organization, or of another one where an administrator adds it; its file follows."""
    organization = organization_to_add_for(session, actor, wanted.organization)
    fields = wanted.model_dump() | {"organization": organization.id, "country": wanted.country or organization.country}
    row = Document(**fields, id=new_identifier("doc"), added_at=now)
    store_new(session, actor, row, "title", "organization", now=now, action="document.created")
    return row


def organization_to_add_for(session: Session, actor: Actor, named: str | None = None) -> Organization:
    """The organization whose document somebody may add: the one that is named, or else his own. Raises what `demand`
    raises, and BadInputError where his account has none."""
    without = Message("organization: your account has none; name the organization whose document this is")
    organization = writers_organization(session, actor, named, without=without)
    demand(actor, DocumentAction.CREATE, organization)
    return organization


def put_file(
    session: Session, actor: Actor, key: str, file: tuple[str, bytes], *, store: FileStore, now: datetime
) -> Document:
    """Gives a document its content, by name and bytes, in place of an earlier one; its text is read soon.

    What it is tells its content, never its name. Raises TooLargeError, and BadInputError for a file that is not taken.
    """
    row = the_document(session, actor, key, DocumentAction.EDIT)
    name, content = file
    if len(content) > MOST_BYTES:
        raise TooLargeError(
            "a document may have {most_bytes:,} bytes; this one has {count:,}",
            most_bytes=MOST_BYTES,
            count=len(content),
        )
    media_type = media_type_of(content)
    changes = {
        "name": safe_name(name, media_type),
        "media_type": media_type,
        "size": len(content),
        "digest": store.keep(content),
    }
    if apply_changes(session, actor, row, changes, now=now, action="document.filed"):
        row.text_state, row.text_problem = TextState.WAITING, None
        _forget_text(session, key)
    return row


def edit_document(
    session: Session, actor: Actor, key: str, wanted: DocumentUpdate, *, version: int, now: datetime
) -> Document:
    """Changes what is said of a document; an empty text empties a field that may be empty."""
    row = the_document(session, actor, key, DocumentAction.EDIT)
    check_version(row, "document", key, version)
    named = wanted.model_dump(exclude_unset=True)
    changes = {name: value or None if isinstance(value, str) else value for name, value in named.items()}
    apply_changes(session, actor, row, changes, now=now, action="document.edited")
    return row


def remove_document(session: Session, actor: Actor, key: str, *, version: int, now: datetime) -> None:
    """Removes a document for good, with its text and its uses; its content goes with the next sweep."""
    row = the_document(session, actor, key, DocumentAction.REMOVE)
    check_version(row, "document", key, version)
    session.exec(delete(DocumentUse).where(col(DocumentUse.document) == key))
    _forget_text(session, key)
    session.delete(row)
    session.flush()
    change = {"title": [row.title, None]}
    record(session, "document.removed", ("document", key), now=now, actor=actor.name_in_trail, change=change)


def _forget_text(session: Session, key: str) -> None:
    text = session.get(DocumentText, key)
    if text is not None:
        session.delete(text)
        session.flush()
