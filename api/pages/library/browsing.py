"""The library, looked for by what is known of documents and by the words of their text."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query, Response

from api.dependencies import ReadSession
from api.lists import MOST
from api.pages import choices, words
from api.pages.form_pages import plain_pages
from api.pages.library.lines import DocumentLine, document_lines, translated
from api.pages.public.asking import Control, Search, asked
from api.pages.public.naming import named
from api.pages.visits import CurrentVisit
from api.routes.documents import DocumentQuery, DocumentSort
from matcher.cursors import Part
from matcher.library.finding import documents
from matcher.library.words import excerpts
from matcher.policy.library import GIVING

SHOWN = 20

router = plain_pages()


class BrowseQuery(DocumentQuery):
    """As in the API, the newest first."""

    sort: DocumentSort = DocumentSort.ADDED_BACKWARDS
    limit: Annotated[int, Query(ge=1, le=MOST)] = SHOWN


@dataclass(frozen=True)
class LibraryPage:
    """Documents; `next` is the cursor of the following ones, `adds` whether the reader may add one."""

    search: Search
    documents: list[DocumentLine]
    next: str | None
    adds: bool
    done: str


@router.get("/library")
def browse(visit: CurrentVisit, session: ReadSession) -> Response:
    """Documents that the reader may see."""
    language = visit.language
    wanted = asked(BrowseQuery, visit.request, language)
    query = wanted.query
    rows, following = documents(session, visit.actor, query.as_filter(), Part(query.sort, query.after, query.limit))
    found = excerpts(session, [row.id for row in rows], query.text) if query.text else {}
    page = LibraryPage(
        search=named(session, wanted.as_search(visit.request, _controls(language), language)),
        documents=document_lines(session, rows, language, found),
        next=following,
        adds=not visit.actor.signed_in or (visit.actor.has_role(*GIVING) and visit.actor.organization is not None),
        done=said if (said := visit.request.query_params.get("done", "")) == "removed" else "",
    )
    return visit.page("library/list.html", page, wanted.status)


def _controls(language: str) -> list[Control]:
    return [
        Control("text", typed=True, first=True),
        Control("sector", choices.sectors(language), first=True),
        Control("kind", translated(words.DOCUMENT_KINDS, language), first=True),
        Control("country", choices.countries(language)),
        Control("sdg", choices.goals(language)),
        Control("language", choices.languages(language)),
    ]
