"""Rosters, to look through."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query, Response

from api.dependencies import ReadSession
from api.lists import MOST
from api.pages import choices
from api.pages.experts.opened import writes
from api.pages.form_pages import plain_pages
from api.pages.public.asking import Control, Search, asked
from api.pages.public.lines import excerpt, sector_names
from api.pages.public.naming import named
from api.pages.visits import CurrentVisit
from api.routes.rosters import RosterQuery, RosterSort
from matcher.cursors import Part
from matcher.experts.rosters import rosters
from models.organization import names_of

SHOWN = 20

router = plain_pages()


class BrowseQuery(RosterQuery):
    """As in the API, by name."""

    sort: RosterSort = RosterSort.NAME
    limit: Annotated[int, Query(ge=1, le=MOST)] = SHOWN


@dataclass(frozen=True)
class RosterLine:
    """A roster in a list."""

    id: str
    name: str
    language: str
    organization: str
    excerpt: str
    sectors: list[str]


@dataclass(frozen=True)
class RostersPage:
    """Rosters; `next` is the cursor of the following ones, `adds` whether the reader may begin one."""

    search: Search
    rosters: list[RosterLine]
    next: str | None
    adds: bool


@router.get("/rosters")
def browse(visit: CurrentVisit, session: ReadSession) -> Response:
    """The lists of experts by region and sector."""
    language = visit.language
    wanted = asked(BrowseQuery, visit.request, language)
    part = Part(wanted.query.sort, wanted.query.after, wanted.query.limit)
    rows, following = rosters(session, visit.actor, wanted.query.as_filter(), part)
    names = names_of(session, {row.organization for row in rows})
    lines = [
        RosterLine(
            id=row.id,
            name=row.name,
            language=row.language,
            organization=names[row.organization],
            excerpt=excerpt(row.aim),
            sectors=sector_names(row.sectors, language),
        )
        for row in rows
    ]
    search = named(session, wanted.as_search(visit.request, _controls(language), language))
    return visit.page("experts/rosters.html", RostersPage(search, lines, following, writes(visit)), wanted.status)


def _controls(language: str) -> list[Control]:
    return [
        Control("text", typed=True, first=True),
        Control("sector", choices.sectors(language), first=True),
        Control("country", choices.countries(language), first=True),
    ]
