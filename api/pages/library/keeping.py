"""What the forms of a document's page do: give it a file, tie and untie it, remove it."""

from typing import Annotated

from fastapi import Response, UploadFile
from pydantic import Field

from api.dependencies import Files
from api.pages.form_pages import Nothing, Step, form_pages, lead_back
from api.pages.library.opened import HERE, LIBRARY, found
from api.pages.library.sent import Sent
from api.uploads import chosen, named_content
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
        given = named_content(chosen(file))
        put_file(sent.session, sent.visit.actor, sent.document.id, given, store=files, now=sent.visit.now)

    return sent.tried_here(Nothing, act, "filed")


@router.post(f"{HERE}/use")
def use(sent: Sent) -> Response:
    """Ties the document to something of the reader's."""
    visit, key = sent.visit, sent.document.id

    def act(said: Using) -> None:
        use_document(sent.session, visit.actor, key, said.named(), now=visit.now)

    return sent.tried_here(Using, act, "used")


@router.post(f"{HERE}/uses/{{use_id}}/remove")
def unuse(sent: Sent, use_id: str) -> Response:
    """Unties the document from something of the reader's."""
    visit, key = sent.visit, sent.document.id
    return sent.tried_here(
        Nothing, lambda _: stop_using(sent.session, visit.actor, key, use_id, now=visit.now), "unused"
    )


@router.post(f"{HERE}/remove")
def remove(sent: Sent) -> Response:
    """Removes the document for good."""
    sent.demanding(DocumentAction.REMOVE)
    visit, key = sent.visit, sent.document.id

    def act(step: Step) -> None:
        remove_document(sent.session, visit.actor, key, version=step.version, now=visit.now)

    return sent.tried_here(Step, act, "removed", to=LIBRARY)


lead_back(router, HERE, ("use", "remove", "file", "uses/{use_id}/remove"), seen=found)
