"""Experts, to look through."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query, Response

from api.dependencies import ReadSession
from api.lists import MOST
from api.pages import choices
from api.pages.experts.lines import ExpertLine, expert_lines
from api.pages.experts.opened import writes
from api.pages.form_pages import plain_pages
from api.pages.public.asking import Control, Search, asked
from api.pages.public.naming import named
from api.pages.visits import CurrentVisit
from api.routes.experts import ExpertQuery, ExpertSort
from matcher.cursors import Part
from matcher.experts.finding import experts

SHOWN = 20

router = plain_pages()


class BrowseQuery(ExpertQuery):
    """As in the API, by title."""

    sort: ExpertSort = ExpertSort.TITLE
    limit: Annotated[int, Query(ge=1, le=MOST)] = SHOWN


@dataclass(frozen=True)
class ExpertsPage:
    """Experts; `next` is the cursor of the following ones, `adds` whether the reader may write one."""

    search: Search
    experts: list[ExpertLine]
    next: str | None
    adds: bool


@router.get("/experts")
def browse(visit: CurrentVisit, session: ReadSession) -> Response:
    """Who can be called."""
    language = visit.language
    wanted = asked(BrowseQuery, visit.request, language)
    part = Part(wanted.query.sort, wanted.query.after, wanted.query.limit)
    rows, following = experts(session, visit.actor, wanted.query.as_filter(), part, on=visit.today)
    page = ExpertsPage(
        search=named(session, wanted.as_search(visit.request, _controls(language), language)),
        experts=expert_lines(session, rows, language, visit.today),
        next=following,
        adds=writes(visit),
    )
    return visit.page("experts/list.html", page, wanted.status)


def _controls(language: str) -> list[Control]:
    return [
        Control("text", typed=True, first=True),
        Control("sector", choices.sectors(language), first=True),
        Control("country", choices.countries(language), first=True),
        Control("language", choices.languages(language)),
    ]
