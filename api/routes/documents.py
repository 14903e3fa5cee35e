"""The library: documents with what is known of them, found by their text, and what they speak for."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Response, UploadFile
from fastapi.responses import FileResponse

from api.dependencies import CurrentActor, Files, ReadSession
from api.etags import set_etag
from api.lists import ListQuery, Page
from api.transactions import TransactedRoute
from api.uploads import named_content
from api.writing import Call, Edit
from matcher.cursors import Part
from matcher.errors import NotFoundError
from matcher.library.adding import add_document, edit_document, put_file, remove_document
from matcher.library.finding import DocumentFilter, documents, the_document
from matcher.library.uses import uses_of
from matcher.library.using import COLUMNS, stop_using, use_document
from models.checks import CountryCode, LanguageCode, Sector
from models.document import Document, DocumentKind
from models.document_schemas import DocumentPost, DocumentPublic, DocumentUpdate, DocumentUsePost, DocumentUsePublic

router = APIRouter(tags=["library"], route_class=TransactedRoute)


class DocumentSort(StrEnum):
    """The orders of a list."""

    ID = "id"
    TITLE = "title"
    TITLE_BACKWARDS = "-title"
    ADDED = "added_at"
    ADDED_BACKWARDS = "-added_at"


class DocumentQuery(ListQuery):
    """What to list."""

    text: Annotated[
        str | None, Query(min_length=2, max_length=100, description="words of its title, description, authors or text")
    ] = None
    kind: DocumentKind | None = None
    sector: Sector | None = None
    sdg: Annotated[int | None, Query(ge=1, le=17)] = None
    language: LanguageCode | None = None
    country: CountryCode | None = None
    organization: Annotated[str | None, Query(max_length=80)] = None
    sort: DocumentSort = DocumentSort.ID

    def as_filter(self) -> DocumentFilter:
        """The same for the matcher."""
        return DocumentFilter(**self.model_dump(exclude={"after", "limit", "sort"}))


@router.get("/documents")
def list_documents(
    query: Annotated[DocumentQuery, Query()], session: ReadSession, actor: CurrentActor
) -> Page[DocumentPublic]:
    """Documents of the library by filter; words are looked for in the texts of the files too."""
    rows, following = documents(session, actor, query.as_filter(), Part(query.sort, query.after, query.limit))
    return Page(items=[_public(row) for row in rows], next=following)


@router.post("/documents", status_code=201)
def add(wanted: DocumentPost, call: Call) -> DocumentPublic:
    """Adds a document of your organization to the library: what is known of it, to be followed by its file."""
    row = add_document(call.session, call.actor, wanted, now=call.now)
    call.response.headers["Location"] = f"/api/v1/documents/{row.id}"
    return _answered(row, call.response)


@router.get("/documents/{document_id}")
def read(document_id: str, session: ReadSession, actor: CurrentActor, response: Response) -> DocumentPublic:
    """One document: what it is, whose, and whether its text could be read."""
    return _answered(the_document(session, actor, document_id), response)


@router.patch("/documents/{document_id}")
def edit(document_id: str, wanted: DocumentUpdate, call: Edit) -> DocumentPublic:
    """Changes what is said of a document."""
    row = edit_document(call.session, call.actor, document_id, wanted, version=call.version, now=call.now)
    return _answered(row, call.response)


@router.delete("/documents/{document_id}", status_code=204)
def remove(document_id: str, call: Edit) -> None:
    """Removes a document for good; for its organization and the focal points of its country."""
    remove_document(call.session, call.actor, document_id, version=call.version, now=call.now)


@router.put("/documents/{document_id}/file")
def upload(document_id: str, file: UploadFile, call: Call, files: Files) -> DocumentPublic:
    """Gives a document its file: PDF, DOCX, XLSX, PPTX, ODT, PNG or JPEG of up to 10 MB. Its text is read soon."""
    given = named_content(file)
    row = put_file(call.session, call.actor, document_id, given, store=files, now=call.now)
    call.session.flush()
    return _answered(row, call.response)


@router.get("/documents/{document_id}/file", response_class=FileResponse)
def download(document_id: str, session: ReadSession, actor: CurrentActor, files: Files) -> FileResponse:
    """The file itself, always to be saved and never to be shown in the page."""
    row = the_document(session, actor, document_id)
    if row.digest is None or not files.path(row.digest).is_file():
        raise NotFoundError("file of the document", row.id)
    headers = {"Cache-Control": "private, no-cache"}
    return FileResponse(files.path(row.digest), media_type=row.media_type, filename=row.name, headers=headers)


@router.get("/documents/{document_id}/uses")
def list_uses(document_id: str, session: ReadSession, actor: CurrentActor) -> list[DocumentUsePublic]:
    """The practices, offers and exchanges that a document speaks for, as far as you may see them."""
    rows = uses_of(session, actor, the_document(session, actor, document_id))
    nothing = dict.fromkeys(COLUMNS)
    return [DocumentUsePublic(id=one.id, **nothing | {one.kind: one.key}) for one in rows]


@router.post("/documents/{document_id}/uses", status_code=201)
def use(document_id: str, wanted: DocumentUsePost, call: Call) -> DocumentUsePublic:
    """Ties a document to a practice, an offer or an exchange that you may change."""
    row = use_document(call.session, call.actor, document_id, wanted, now=call.now)
    return DocumentUsePublic.model_validate(row, from_attributes=True)


@router.delete("/documents/{document_id}/uses/{use_id}", status_code=204)
def unuse(document_id: str, use_id: str, call: Call) -> None:
    """Unties a document from what it spoke for."""
    stop_using(call.session, call.actor, document_id, use_id, now=call.now)


def _answered(row: Document, response: Response) -> DocumentPublic:
    set_etag(response, row)
    return _public(row)


def _public(row: Document) -> DocumentPublic:
    return DocumentPublic.model_validate(row, from_attributes=True)
