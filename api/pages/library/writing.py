"""Adds documents to the library with their files, and changes what is said of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Response, UploadFile

from api.dependencies import Files, ReadSession, WriteSession
from api.pages import choices as options
from api.pages.choices import Options
from api.pages.form_pages import form_pages
from api.pages.forms import WHOLE, Form, Typed, tried
from api.pages.library.opened import HERE, LIBRARY, FoundDocument, address
from api.pages.library.sent import Sent
from api.pages.visits import CurrentVisit, Visit
from api.uploads import named_content
from matcher.errors import BadInputError
from matcher.library.adding import add_document, edit_document, organization_to_add_for, put_file
from matcher.library.finding import the_document
from matcher.library.using import COLUMNS, use_document
from matcher.policy import demand
from matcher.policy.accounts import AccountAction
from matcher.policy.library import DocumentAction
from models.document import Document
from models.document_schemas import DocumentPost, DocumentUpdate, DocumentUsePost

NEW = f"{LIBRARY}/new"
KEPT = ("kind", "language", "visibility")
"""Fields that a document always has: left out, they stay as they are."""
ASIDE = ("version", *COLUMNS)
"""Fields of the form that are none of the document's."""

router = form_pages()


@dataclass(frozen=True)
class DocumentFormPage:
    """The form of a new document, or of one that is there; `use` is what a new one shall speak for."""

    document: Document | None
    saves: str
    use: dict[str, str]
    languages: Options
    sectors: Options
    goals: Options
    form: Form


@router.get(NEW)
def write(visit: CurrentVisit, session: ReadSession) -> Response:
    """An empty form."""
    _demand_to_add(visit, session)
    use = {name: key for name in COLUMNS if (key := visit.request.query_params.get(name))}
    form = Form({"language": visit.language, "visibility": "public", "kind": "guide", **use})
    return visit.page("library/form.html", _page(visit, form))


@router.post(NEW)
def create(
    visit: CurrentVisit, session: WriteSession, typed: Typed, files: Files, file: UploadFile | None = None
) -> Response:
    """Stores a document with its file, and ties it to what it was added for."""
    _demand_to_add(visit, session)

    def act(wanted: DocumentPost) -> Response:
        _require_content(wanted, file)
        row = add_document(session, visit.actor, wanted, now=visit.now)
        if file is not None and file.filename:
            put_file(session, visit.actor, row.id, named_content(file), store=files, now=visit.now)
        use = DocumentUsePost(**{name: str(typed[name]) for name in COLUMNS if name in typed})
        if use.model_dump(exclude_none=True):
            use_document(session, visit.actor, row.id, use, now=visit.now)
        return visit.on_to(address(row), done="added")

    def again(form: Form, status: int) -> Response:
        return visit.page("library/form.html", _page(visit, _at_fields(typed, form.wrong)), status)

    return tried(DocumentPost, _own(typed), visit.language, act=act, again=again)


@router.get(f"{HERE}/edit")
def rewrite(visit: CurrentVisit, session: ReadSession, document: FoundDocument) -> Response:
    """The form with what is said of a document."""
    the_document(session, visit.actor, document.id, DocumentAction.EDIT)
    said = {name: value for name, value in document.model_dump().items() if value is not None}
    return visit.page("library/form.html", _page(visit, Form(said), document))


@router.post(f"{HERE}/edit")
def change(sent: Sent) -> Response:
    """Saves what is said of a document."""
    sent.demanding(DocumentAction.EDIT)
    visit, document, typed = sent.visit, sent.document, sent.typed
    version = str(typed.get("version", ""))

    def act(update: DocumentUpdate) -> Response:
        number = int(version) if version.isdigit() and len(version) < 10 else 0
        edit_document(sent.session, visit.actor, document.id, update, version=number, now=visit.now)
        return visit.on_to(address(document), done="saved")

    def again(form: Form, status: int) -> Response:
        return visit.page("library/form.html", _page(visit, _at_fields(typed, form.wrong), document), status)

    return tried(DocumentUpdate, _whole(typed), visit.language, act=act, again=again)


def _require_content(wanted: DocumentPost, file: UploadFile | None) -> None:
    if wanted.link is None and (file is None or not file.filename):
        raise BadInputError("file: choose a file, or give the address of the document on the web")


def _demand_to_add(visit: Visit, session: ReadSession) -> None:
    """Raises what `demand` raises where the reader may not add one."""
    demand(visit.actor, AccountAction.SEE_OWN)
    organization_to_add_for(session, visit.actor)


def _page(visit: Visit, form: Form, document: Document | None = None) -> DocumentFormPage:
    language = visit.language
    return DocumentFormPage(
        document=document,
        saves=f"{address(document)}/edit" if document else NEW,
        use={name: str(form.typed[name]) for name in COLUMNS if name in form.typed},
        languages=options.languages(language),
        sectors=options.sectors(language),
        goals=options.goals(language),
        form=form,
    )


def _own(typed: Typed) -> dict[str, Any]:
    return {name: value for name, value in typed.items() if name not in ASIDE}


def _whole(typed: Typed) -> dict[str, Any]:
    """All fields of the document: those left empty in the form are emptied."""
    fields = {name: str(one.annotation) for name, one in DocumentUpdate.model_fields.items() if name not in KEPT}
    empty = {
        name: [] if "list[" in kind else "" for name, kind in fields.items() if "int" not in kind or "list[" in kind
    }
    return {**empty, **_own(typed)}


def _at_fields(typed: Mapping[str, Any], wrong: Mapping[str, str]) -> Form:
    """What was typed and the faults, that of the whole at the field with whose name it begins."""
    field, _, said = wrong.get(WHOLE, "").partition(": ")
    if said and (field == "file" or field in DocumentPost.model_fields):
        return Form(typed, {field: said} | {name: one for name, one in wrong.items() if name != WHOLE})
    return Form(typed, wrong)
