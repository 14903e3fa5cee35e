"""Calls for proposals, to browse."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Query, Response

from api.dependencies import ReadSession
from api.lists import MOST
from api.pages.form_pages import plain_pages
from api.pages.public.asking import Control, Search, asked
from api.pages.public.naming import named
from api.pages.visits import CurrentVisit
from api.routes.calls import CallQuery, CallSort
from matcher.calls.finding import Announced, calls
from matcher.cursors import Part

SHOWN = 20

router = plain_pages()


class BrowseQuery(CallQuery):
    """As in the API, by title."""

    sort: CallSort = CallSort.TITLE
    limit: Annotated[int, Query(ge=1, le=MOST)] = SHOWN


@dataclass(frozen=True)
class CallLine:
    """A call in a list; `closed` on the day of the visit."""

    id: str
    title: str
    mechanism: str
    language: str
    rolling: bool
    opens_on: date | None
    closes_on: date | None
    closed: bool


@dataclass(frozen=True)
class CallsPage:
    """Calls; `next` is the cursor of the following ones."""

    search: Search
    calls: list[CallLine]
    next: str | None


@router.get("/calls")
def browse(visit: CurrentVisit, session: ReadSession) -> Response:
    """Where one can apply."""
    wanted = asked(BrowseQuery, visit.request, visit.language)
    part = Part(wanted.query.sort, wanted.query.after, wanted.query.limit)
    found, following = calls(session, visit.actor, wanted.query.as_filter(), part, on=visit.today)
    controls = [Control("text", typed=True, first=True)]
    search = named(session, wanted.as_search(visit.request, controls, visit.language))
    page = CallsPage(search, [line_of(one, visit.today) for one in found], following)
    return visit.page("calls/list.html", page, wanted.status)


def line_of(one: Announced, on: date) -> CallLine:
    """A call as lists show it."""
    row = one.call
    return CallLine(
        id=row.id,
        title=row.title,
        mechanism=one.mechanism.name,
        language=one.mechanism.language,
        rolling=row.rolling,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        closed=row.closes_on is not None and row.closes_on < on,
    )
