"""What the forms of a document's page do: give it a file, tie and untie it, remove it."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Response, UploadFile
from pydantic import Field

from api.dependencies import Files
from api.pages.form_pages import Nothing, Step, form_pages
from api.pages.forms import Form, tried
from api.pages.library.opened import HERE, LIBRARY, FoundDocument, Opened, Sent, address
from api.pages.library.showing import document_page
from api.pages.visits import CurrentVisit
from matcher.errors import BadInputError
from matcher.library.adding import put_file, remove_document
from matcher.library.using import stop_using, use_document
from matcher.policy.library import DocumentAction
from models.base import Schema
from models.document_schemas import DocumentUsePost

router = form_pages()


class Using(Schema):
    """What a document shall speak for."""

    thing: Annotated[str, Field(pattern=r"^(practice|offer|exchange):.{1,80}$")]

    def named(self) -> DocumentUsePost:
        """The same for the service."""
        kind, _, key = self.thing.partition(":")
        return DocumentUsePost(**{kind: key})


@router.post(f"{HERE}/file")
def upload(sent: Sent, files: Files, file: UploadFile | None = None) -> Response:
    """Gives the document another file."""
    sent.demanding(DocumentAction.EDIT)

    def act(_: Nothing) -> None:
        if file is None or not file.filename:
            raise BadInputError("choose a file first")
        given = (file.filename, file.file.read())
        put_file(sent.session, sent.visit.actor, sent.document.id, given, store=files, now=sent.visit.now)

    return _tried(sent, Nothing, act, "filed")


@router.post(f"{HERE}/use")
def use(sent: Sent) -> Response:
    """Ties the document to something of the reader's."""
    visit, key = sent.visit, sent.document.id

    def act(said: Using) -> None:
        use_document(sent.session, visit.actor, key, said.named(), now=visit.now)

    return _tried(sent, Using, act, "used")


@router.post(f"{HERE}/uses/{{use_id}}/remove")
def unuse(sent: Sent, use_id: str) -> Response:
    """Unties the document from something of the reader's."""
    visit, key = sent.visit, sent.document.id
    return _tried(sent, Nothing, lambda _: stop_using(sent.session, visit.actor, key, use_id, now=visit.now), "unused")


@router.post(f"{HERE}/remove")
def remove(sent: Sent) -> Response:
    """Removes the document for good."""
    sent.demanding(DocumentAction.REMOVE)
    visit, key = sent.visit, sent.document.id

    def act(step: Step) -> None:
        remove_document(sent.session, visit.actor, key, version=step.version, now=visit.now)

    return _tried(sent, Step, act, "removed", back=LIBRARY)


def _tried(sent: Opened, shape: type[Schema], act: Callable[..., None], done: str, back: str | None = None) -> Response:
    here = address(sent.document)

    def act_and_go(said: Schema) -> Response:
        act(said)
        return sent.visit.on_to(back or here, done=done)

    def again(form: Form, status: int) -> Response:
        return document_page(sent.session, sent.visit, sent.document, form, status)

    return tried(shape, sent.typed, sent.visit.language, act=act_and_go, again=again)


def _back(visit: CurrentVisit, document: FoundDocument) -> Response:
    """Leads to the page who asks for the address of one of its forms, as after one that failed."""
    return visit.on_to(address(document))


for _tail in ("use", "remove", "file", "uses/{use_id}/remove"):
    router.get(f"{HERE}/{_tail}")(_back)
