"""A form of a document's page that was sent."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Response

from api.pages.form_pages import SentHere
from api.pages.forms import Form
from api.pages.library.opened import FoundDocument, address
from api.pages.library.showing import document_page
from matcher.library.finding import the_document
from matcher.policy.library import DocumentAction


@dataclass(frozen=True)
class Opened(SentHere):
    """A form of a document's page that was sent."""

    document: FoundDocument

    @property
    def here(self) -> str:
        """The page of the document."""
        return address(self.document)

    def demanding(self, action: DocumentAction) -> None:
        """Raises what `demand` raises where its sender may not do something, whatever the form says."""
        the_document(self.session, self.visit.actor, self.document.id, action)

    def again(self, form: Form, status: int) -> Response:
        """The page of the document with a form that did not work."""
        return document_page(self.session, self.visit, self.document, form, status)


Sent = Annotated[Opened, Depends()]
