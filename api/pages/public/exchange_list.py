"""Exchanges: who has learned what from whom."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query, Response

from api.dependencies import ReadSession
from api.lists import MOST
from api.pages import choices
from api.pages.form_pages import plain_pages
from api.pages.public.asking import Control, Search, asked
from api.pages.public.lines import ExchangeLine, exchange_lines
from api.pages.public.naming import named
from api.pages.visits import CurrentVisit, Visit
from api.routes.exchanges import ExchangeQuery
from matcher.exchanges.listing import list_exchanges
from matcher.exchanges.public import listed_form
from matcher.policy.exchanges import TAKING_PART
from models.exchange import KNOWN_STATES, ExchangeState

SHOWN = 20

router = plain_pages()


class BrowseQuery(ExchangeQuery):
    """As in the API."""

    limit: Annotated[int, Query(ge=1, le=MOST)] = SHOWN


@dataclass(frozen=True)
class ExchangesPage:
    """Exchanges as the reader may see them; `next` is the cursor of the following ones."""

    search: Search
    exchanges: list[ExchangeLine]
    next: str | None


@router.get("/exchanges")
def browse(visit: CurrentVisit, session: ReadSession) -> Response:
    """Exchanges that the reader may see."""
    wanted = asked(BrowseQuery, visit.request, visit.language)
    query = wanted.query
    found, following = list_exchanges(session, visit.actor, query.as_filter(), after=query.after, limit=query.limit)
    page = ExchangesPage(
        search=named(session, wanted.as_search(visit.request, _controls(visit), visit.language)),
        exchanges=exchange_lines(session, visit, [listed_form(visit.actor, one) for one in found]),
        next=following,
    )
    return visit.page("public/exchanges.html", page, wanted.status)


def _controls(visit: Visit) -> list[Control]:
    language = visit.language
    states = ExchangeState if visit.actor.signed_in else KNOWN_STATES
    found = [
        Control("sector", choices.sectors(language), first=True),
        Control("country", choices.countries(language), first=True),
        Control("state", tuple((one.value, one.value) for one in states), first=True),
        Control("year", typed=True, first=True),
    ]
    return [*found, Control("mine", first=True)] if visit.actor.has_role(*TAKING_PART) else found
