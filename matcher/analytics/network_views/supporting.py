"""The third sides of exchanges: who teaches too, facilitates or funds. Sources: models.exchange."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlmodel import col, select

from matcher.analytics.asked import Asked
from matcher.analytics.edges import knows_institutions
from matcher.analytics.sides import THIRD
from models.exchange import KNOWN_STATES, Exchange, ExchangeParticipant
from models.organization import Organization


class Support(NamedTuple):
    """What somebody did in an exchange. Who is told as an organization, as a country, or not at all."""

    exchange: str
    role: str
    organization: str | None
    country: str | None


def supports(asked: Asked) -> Iterator[Support]:
    """The third sides of the wanted exchanges, in no order, by two queries; organizations, and the countries that only
    they tell, where the parties show them, or to those who may know."""
    side, exchange, edges = ExchangeParticipant, Exchange, asked.edges
    found = (
        select(side.exchange, side.role, side.organization, side.country, exchange.shown_in_full)  # type: ignore[call-overload]
        .join(exchange, col(exchange.id) == side.exchange)
        .where(col(side.role).in_(THIRD), col(side.accepted), col(exchange.state).in_(KNOWN_STATES))
    )
    knows_all = knows_institutions(asked.actor)
    homes = dict(asked.session.exec(select(Organization.id, Organization.country)).all())
    wanted = {edges.exchanges[place] for place in set(edges.exchange.tolist())}
    for key, role, organization, country, shown in asked.session.execute(found):
        if key in wanted:
            told = organization if shown or knows_all else None
            yield Support(key, role, told, country or (homes.get(told) if told else None))
