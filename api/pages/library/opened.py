"""A document as its pages find it."""

from typing import Annotated

from fastapi import Depends

from api.dependencies import ReadSession
from api.pages.visits import CurrentVisit
from matcher.library.finding import the_document
from matcher.policy import demand
from matcher.policy.accounts import AccountAction
from models.document import Document

LIBRARY = "/library"
HERE = "/library/{document_id}"


def address(document: Document) -> str:
    """Where the page of a document is."""
    return HERE.format(document_id=document.id)


def found(visit: CurrentVisit, session: ReadSession, document_id: str) -> Document:
    """The document that the path names. Raises NotFoundError where the reader may not see it."""
    if visit.request.method == "POST":
        demand(visit.actor, AccountAction.SEE_OWN)  # whose session has ended keeps what he typed
    return the_document(session, visit.actor, document_id)


FoundDocument = Annotated[Document, Depends(found)]
