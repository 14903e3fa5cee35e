"""Networks and communities, to browse."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query, Response

from api.dependencies import ReadSession
from api.lists import MOST
from api.pages import choices
from api.pages.form_pages import plain_pages
from api.pages.public.asking import Control, Search, asked
from api.pages.public.lines import excerpt, sector_names
from api.pages.public.naming import named
from api.pages.visits import CurrentVisit
from api.routes.communities import CommunityQuery, CommunitySort
from matcher.communities.finding import communities
from matcher.cursors import Part
from matcher.policy import may
from matcher.policy.communities import CommunityAction
from models.membership import Circle, circles
from models.organization import names_of

SHOWN = 20

router = plain_pages()


class BrowseQuery(CommunityQuery):
    """As in the API, by name."""

    sort: CommunitySort = CommunitySort.NAME
    limit: Annotated[int, Query(ge=1, le=MOST)] = SHOWN


@dataclass(frozen=True)
class CommunityLine:
    """A community in a list."""

    id: str
    name: str
    language: str
    secretariat: str
    excerpt: str
    sectors: list[str]
    members: int


@dataclass(frozen=True)
class CommunitiesPage:
    """Communities; `next` is the cursor of the following ones."""

    search: Search
    communities: list[CommunityLine]
    next: str | None
    registers: bool


@router.get("/communities")
def browse(visit: CurrentVisit, session: ReadSession) -> Response:
    """The networks of the region."""
    wanted = asked(BrowseQuery, visit.request, visit.language)
    part = Part(wanted.query.sort, wanted.query.after, wanted.query.limit)
    rows, following = communities(session, visit.actor, wanted.query.as_filter(), part, on=visit.today)
    found = circles(session, rows, on=visit.today)
    names = names_of(session, {row.secretariat for row in rows})
    page = CommunitiesPage(
        search=named(session, wanted.as_search(visit.request, _controls(visit.language), visit.language)),
        communities=[_line(one, names, visit.language) for one in found],
        next=following,
        registers=may(visit.actor, CommunityAction.CREATE),
    )
    return visit.page("communities/list.html", page, wanted.status)


def _line(circle: Circle, names: dict[str, str], language: str) -> CommunityLine:
    row = circle.community
    return CommunityLine(
        id=row.id,
        name=row.name,
        language=row.language,
        secretariat=names.get(row.secretariat or "", ""),
        excerpt=excerpt(row.aim),
        sectors=sector_names(row.sectors, language),
        members=len(circle.members),
    )


def _controls(language: str) -> list[Control]:
    return [
        Control("text", typed=True, first=True),
        Control("sector", choices.sectors(language), first=True),
        Control("country", choices.countries(language), first=True),
    ]
