"""The bank of good practices: looked for by words, goal, sector, country, and places like one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query, Response
from sqlmodel import Session

from api.dependencies import ReadSession
from api.lists import MOST
from api.pages import choices
from api.pages.form_pages import plain_pages
from api.pages.public.asking import Control, Search, asked
from api.pages.public.lines import excerpt, sector_names
from api.pages.public.naming import named
from api.pages.visits import CurrentVisit, Visit
from api.routes.practices import PracticeQuery, PracticeSort
from locales import translate
from matcher.policy.posts import AUTHORS
from matcher.practices.nearby import shared_by
from matcher.practices.versions import in_language
from models import taxonomy
from models.organization import names_of
from models.practice import Practice, PracticeState
from scoring.context import LIKENESSES

SHOWN = 20

router = plain_pages()


class BrowseQuery(PracticeQuery):
    """As in the API, by title."""

    sort: PracticeSort = PracticeSort.TITLE
    limit: Annotated[int, Query(ge=1, le=MOST)] = SHOWN


@dataclass(frozen=True)
class PracticeLine:
    """A practice in a list; `alike` says in what its country resembles the one that was asked for."""

    id: str
    title: str
    language: str
    organization: str
    country: str
    excerpt: str
    sectors: list[str]
    state: str
    alike: list[str]


@dataclass(frozen=True)
class PracticesPage:
    """Practices; `next` is the cursor of the following ones, `like` the country whose likes are looked for, `own` that
    of the reader, and `writes` whether he may write one, or would when signed in."""

    search: Search
    practices: list[PracticeLine]
    next: str | None
    like: str
    own: str
    own_code: str
    writes: bool
    done: str


@router.get("/practices")
def browse(visit: CurrentVisit, session: ReadSession) -> Response:
    """Practices that the reader may see."""
    wanted = asked(BrowseQuery, visit.request, visit.language)
    query = wanted.query
    rows, following = query.found(session, visit.actor)
    search = named(session, wanted.as_search(visit.request, _controls(visit), visit.language))
    own = visit.actor.country or ""
    page = PracticesPage(
        search=search,
        practices=practice_lines(session, rows, visit.language, like=query.like, read_in=query.language),
        next=following,
        like=_country(query.like, visit.language),
        own=_country(own, visit.language),
        own_code=own,
        writes=not visit.actor.signed_in or (visit.actor.has_role(*AUTHORS) and visit.actor.organization is not None),
        done=said if (said := visit.request.query_params.get("done", "")) == "deleted" else "",
    )
    return visit.page("public/practices.html", page, wanted.status)


def practice_lines(
    session: Session,
    rows: Sequence[Practice],
    language: str,
    *,
    like: str | None = None,
    read_in: str | None = None,
) -> list[PracticeLine]:
    """The lines of practices, each in the reader's language where it is written in that one and none is wanted; two
    queries: for the versions, and for the names of their organizations."""
    names = names_of(session, {row.organization for row in rows})
    versions = {} if read_in else in_language(session, rows, language)
    return [
        _line(versions.get(row.id, row), names[row.organization], language, shared_by(like or "", row.country))
        for row in rows
    ]


def _line(row: Practice, organization: str, language: str, alike: Sequence[str]) -> PracticeLine:
    return PracticeLine(
        id=row.id,
        title=row.title,
        language=row.language,
        organization=organization,
        country=_country(row.country, language),
        excerpt=excerpt(row.solution),
        sectors=sector_names(row.sectors, language),
        state=row.state,
        alike=[translate(LIKENESSES[one], language) for one in alike],
    )


def _country(code: str | None, language: str) -> str:
    return taxonomy.country_name(code, language) if code else ""


def _controls(visit: Visit) -> list[Control]:
    language = visit.language
    found = [
        Control("text", typed=True, first=True),
        Control("sector", choices.sectors(language), first=True),
        Control("country", choices.countries(language), first=True),
        Control("like", choices.countries(language), first=True),
        Control("sdg", choices.goals(language)),
        Control("language", choices.languages(language)),
    ]
    states = tuple((one.value, one.value) for one in PracticeState)
    if not visit.actor.signed_in:
        return found
    own = [Control("own")] if visit.actor.has_role(*AUTHORS) else []
    return [*found, Control("state", states), *own]
