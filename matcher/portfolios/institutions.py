"""The portfolio of an institution: the exchanges in which it took part."""

from sqlmodel import Session

from matcher.exchanges.listing import ExchangeFilter, list_exchanges
from matcher.organizations.finding import one_organization
from matcher.policy import Actor
from matcher.portfolios.gathering import Portfolio, gather
from models.dossier import Dossier
from models.exchange import ExchangeState
from models.organization import Organization

AT_ONCE = 200


def portfolio_of(
    session: Session, actor: Actor, key: str, *, state: ExchangeState | None = None, sector: str | None = None
) -> tuple[Organization, Portfolio]:
    """An institution with its portfolio, all of it or what stands in a state or belongs to a sector. Raises
    NotFoundError."""
    row = one_organization(session, actor, key)
    wanted = ExchangeFilter(organization=key, state=state, sector=sector)
    return row, gather(session, actor, _all(session, actor, wanted), of=key)


def _all(session: Session, actor: Actor, wanted: ExchangeFilter) -> list[Dossier]:
    found, after = list_exchanges(session, actor, wanted, limit=AT_ONCE)
    while after is not None:
        more, after = list_exchanges(session, actor, wanted, after=after, limit=AT_ONCE)
        found += more
    return found
