"""Good practices: what was wrong somewhere, what was done and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from api.dependencies import ReadSession
from api.lists import MOST
from api.pages import choices
from api.pages.public.asking import Control, Search, asked
from api.pages.public.lines import excerpt, goal_names, organization_names, sector_names
from api.pages.public.naming import named
from api.pages.public.sources import source_of
from api.pages.visits import CurrentVisit, Visit
from api.routes.practices import PracticeQuery, PracticeSort
from matcher.cursors import Part
from matcher.practices.finding import practices, the_practice
from models import taxonomy
from models.practice import Practice, PracticeState

SHOWN = 20

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


class BrowseQuery(PracticeQuery):
    """As in the API, by title."""

    sort: PracticeSort = PracticeSort.TITLE
    limit: Annotated[int, Query(ge=1, le=MOST)] = SHOWN


@dataclass(frozen=True)
class PracticeLine:
    """A practice in a list."""

    id: str
    title: str
    language: str
    organization: str
    country: str
    excerpt: str
    sectors: list[str]
    state: str


@dataclass(frozen=True)
class PracticesPage:
    """Practices; `next` is the cursor of the following ones."""

    search: Search
    practices: list[PracticeLine]
    next: str | None


@dataclass(frozen=True)
class PracticePage:
    """One practice."""

    practice: Practice
    organization: str
    country: str
    written_in: str
    sectors: list[str]
    goals: list[str]
    source: str


@router.get("/practices")
def browse(visit: CurrentVisit, session: ReadSession) -> Response:
    """Practices that the reader may see."""
    wanted = asked(BrowseQuery, visit.request, visit.language)
    query = wanted.query
    rows, following = practices(session, visit.actor, query.as_filter(), Part(query.sort, query.after, query.limit))
    search = named(session, wanted.as_search(visit.request, _controls(visit), visit.language))
    page = PracticesPage(search, practice_lines(session, rows, visit.language), following)
    return visit.page("public/practices.html", page, wanted.status)


@router.get("/practices/{practice_id}")
def show(visit: CurrentVisit, session: ReadSession, practice_id: str) -> Response:
    """One practice."""
    row, language = the_practice(session, visit.actor, practice_id), visit.language
    page = PracticePage(
        practice=row,
        organization=organization_names(session, {row.organization})[row.organization],
        country=taxonomy.country_name(row.country, language) if row.country else "",
        written_in=taxonomy.language_name(row.language, language),
        sectors=sector_names(row.sectors, language),
        goals=goal_names(row.sdgs, language),
        source=source_of(row.source_document, row.source_section),
    )
    return visit.page("public/practice.html", page)


def practice_lines(session: Session, rows: Sequence[Practice], language: str) -> list[PracticeLine]:
    """The lines of practices: one query, for the names of their organizations."""
    names = organization_names(session, {row.organization for row in rows})
    return [
        PracticeLine(
            id=row.id,
            title=row.title,
            language=row.language,
            organization=names[row.organization],
            country=taxonomy.country_name(row.country, language) if row.country else "",
            excerpt=excerpt(row.solution),
            sectors=sector_names(row.sectors, language),
            state=row.state,
        )
        for row in rows
    ]


def _controls(visit: Visit) -> list[Control]:
    language = visit.language
    found = [
        Control("text", typed=True, first=True),
        Control("sector", choices.sectors(language), first=True),
        Control("country", choices.countries(language), first=True),
        Control("sdg", choices.goals(language)),
        Control("language", choices.languages(language)),
    ]
    states = tuple((one.value, one.value) for one in PracticeState)
    return [*found, Control("state", states)] if visit.actor.signed_in else found
