"""A document as its pages find it, and the forms that they send."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from api.dependencies import AnySession, WriteSession
from api.pages.forms import Typed
from api.pages.visits import CurrentVisit
from matcher.library.finding import the_document
from matcher.policy import demand
from matcher.policy.accounts import AccountAction
from matcher.policy.library import DocumentAction
from models.document import Document

LIBRARY = "/library"
HERE = "/library/{document_id}"


def address(document: Document) -> str:
    """Where the page of a document is."""
    return HERE.format(document_id=document.id)


def _found(visit: CurrentVisit, session: AnySession, document_id: str) -> Document:
    if visit.request.method == "POST":
        demand(visit.actor, AccountAction.SEE_OWN)  # whose session has ended keeps what he typed
    return the_document(session, visit.actor, document_id)


FoundDocument = Annotated[Document, Depends(_found)]
"""The document that the path names. Raises NotFoundError where the reader may not see it."""


@dataclass(frozen=True)
class Opened:
    """A form of a document's page that was sent."""

    visit: CurrentVisit
    session: WriteSession
    typed: Typed
    document: FoundDocument

    def demanding(self, action: DocumentAction) -> None:
        """Raises what `demand` raises where its sender may not do something, whatever the form says."""
        the_document(self.session, self.visit.actor, self.document.id, action)


Sent = Annotated[Opened, Depends()]
