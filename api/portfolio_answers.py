"""A portfolio as the API answers it."""

from pydantic import BaseModel

from matcher.portfolios.gathering import Portfolio
from models.exchange_schemas import ExchangePublic


class PortfolioLine(BaseModel):
    """An exchange, and the roles that the institution has in it."""

    exchange: ExchangePublic
    roles: list[str]


class PortfolioPartner(BaseModel):
    """Who else took part, and in how many exchanges."""

    organization: str | None
    country: str | None
    exchanges: int


class PortfolioSum(BaseModel):
    """What was brought in, in cash or in kind, in one currency."""

    kind: str
    currency: str
    amount: int


class PortfolioAnswer(BaseModel):
    """Exchanges with their counts. `sums` are those of the `opened` exchanges, in which you take part or which you
    supervise; `outcome` is the mean of the `rated` ones, from 0 to 1."""

    exchanges: list[PortfolioLine]
    states: dict[str, int]
    roles: dict[str, int]
    sectors: dict[str, int]
    partners: list[PortfolioPartner]
    sums: list[PortfolioSum]
    opened: int
    rated: int
    outcome: float | None


def portfolio_answer(found: Portfolio) -> PortfolioAnswer:
    """A portfolio on the wire."""
    return PortfolioAnswer(
        exchanges=[PortfolioLine(exchange=one.form, roles=list(one.roles)) for one in found.lines],
        states=found.states,
        roles=found.roles,
        sectors=found.sectors,
        partners=[PortfolioPartner(**vars(one)) for one in found.partners],
        sums=[PortfolioSum(**vars(one)) for one in found.sums],
        opened=found.opened,
        rated=found.rated,
        outcome=found.outcome,
    )
