"""A portfolio as pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from api.pages.public.lines import ExchangeLine, counted, exchange_lines
from api.pages.visits import Visit
from matcher.portfolios.gathering import Portfolio
from models import taxonomy
from models.organization import names_of

MOST_PARTNERS = 20

Counts = Sequence[tuple[str, str, str]]
"""A code, what it is called, and how often."""


@dataclass(frozen=True)
class PartnerLine:
    """Who else took part, and in how many exchanges; `path` is its page."""

    name: str
    path: str
    exchanges: str


@dataclass(frozen=True)
class PortfolioShown:
    """A portfolio with its counts as they are written; states and roles are codes that the page names."""

    exchanges: list[ExchangeLine]
    states: Counts
    roles: Counts
    sectors: Counts
    partners: list[PartnerLine]
    sums: list[tuple[str, str]]
    opened: int
    rated: int
    outcome: float | None


def portfolio_shown(session: Session, visit: Visit, found: Portfolio) -> PortfolioShown:
    """The same portfolio in the reader's language: two queries, for names."""
    language = visit.language
    names = names_of(session, {one.organization for one in found.partners})
    return PortfolioShown(
        exchanges=exchange_lines(session, visit, [one.form for one in found.lines]),
        states=[(code, code, counted(count, language)) for code, count in found.states.items()],
        roles=[(code, code, counted(count, language)) for code, count in found.roles.items()],
        sectors=[
            (slug, taxonomy.sectors()[slug].names[language], counted(count, language))
            for slug, count in found.sectors.items()
        ],
        partners=[
            PartnerLine(_name(one.organization, one.country, names, language), _path(one.organization, one.country), n)
            for one in found.partners[:MOST_PARTNERS]
            for n in [counted(one.exchanges, language)]
        ],
        sums=[(one.kind, f"{counted(one.amount, language)} {one.currency}") for one in found.sums],
        opened=found.opened,
        rated=found.rated,
        outcome=found.outcome,
    )


def _name(organization: str | None, country: str | None, names: dict[str, str], language: str) -> str:
    place = taxonomy.country_name(country, language) if country else ""
    return ", ".join(part for part in (names.get(organization or "", ""), place) if part)


def _path(organization: str | None, country: str | None) -> str:
    return f"/organizations/{organization}" if organization else f"/countries/{country}"
