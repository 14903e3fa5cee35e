"""What cities and regions most want to see done, to browse."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query, Response

from api.dependencies import ReadSession
from api.lists import MOST
from api.pages import choices
from api.pages.form_pages import plain_pages
from api.pages.places.lines import PriorityLine, priority_lines
from api.pages.public.asking import Control, Search, asked
from api.pages.public.naming import named
from api.pages.visits import CurrentVisit
from api.routes.territories import PriorityQuery
from matcher.cursors import Part
from matcher.territories.priorities import priorities

SHOWN = 20

router = plain_pages()


class BrowseQuery(PriorityQuery):
    """As in the API."""

    limit: Annotated[int, Query(ge=1, le=MOST)] = SHOWN


@dataclass(frozen=True)
class PrioritiesPage:
    """Priorities of territories; `next` is the cursor of the following ones."""

    search: Search
    priorities: list[PriorityLine]
    next: str | None


@router.get("/priorities")
def browse(visit: CurrentVisit, session: ReadSession) -> Response:
    """Territorial priorities by words, sector, goal and country."""
    wanted = asked(BrowseQuery, visit.request, visit.language)
    part = Part(wanted.query.sort, wanted.query.after, wanted.query.limit)
    found, following = priorities(session, visit.actor, wanted.query.as_filter(), part)
    page = PrioritiesPage(
        search=named(session, wanted.as_search(visit.request, _controls(visit.language), visit.language)),
        priorities=priority_lines(session, found, visit.language),
        next=following,
    )
    return visit.page("places/priorities.html", page, wanted.status)


def _controls(language: str) -> list[Control]:
    return [
        Control("text", typed=True, first=True),
        Control("sector", choices.sectors(language), first=True),
        Control("country", choices.countries(language), first=True),
        Control("sdg", choices.goals(language)),
        Control("year", typed=True),
    ]
