"""The portfolio of an institution."""

from dataclasses import dataclass

from fastapi import Response

from api.dependencies import ReadSession
from api.pages import choices
from api.pages.form_pages import plain_pages
from api.pages.places.shown import PortfolioShown, portfolio_shown
from api.pages.public.asking import Control, Search, asked
from api.pages.visits import CurrentVisit
from api.routes.portfolios import PortfolioQuery
from matcher.portfolios.institutions import portfolio_of
from models.exchange import ExchangeState
from models.organization import Organization

router = plain_pages()


@dataclass(frozen=True)
class PortfolioPage:
    """An institution with what its exchanges add up to."""

    organization: Organization
    search: Search
    portfolio: PortfolioShown


@router.get("/organizations/{organization_id}/portfolio")
def show(visit: CurrentVisit, session: ReadSession, organization_id: str) -> Response:
    """The exchanges of an institution by state and sector, with its roles, partners, sums and outcomes."""
    wanted = asked(PortfolioQuery, visit.request, visit.language)
    query = wanted.query
    row, found = portfolio_of(session, visit.actor, organization_id, state=query.state, sector=query.sector)
    page = PortfolioPage(
        organization=row,
        search=wanted.as_search(visit.request, _controls(visit.language), visit.language),
        portfolio=portfolio_shown(session, visit, found),
    )
    return visit.page("places/portfolio.html", page, wanted.status)


def _controls(language: str) -> list[Control]:
    return [
        Control("state", tuple((one.value, one.value) for one in ExchangeState), first=True),
        Control("sector", choices.sectors(language), first=True),
    ]
