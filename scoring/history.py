"""Past exchanges as evidence: what each provider has taught, to whom, how long ago and how well."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache

import networkx as nx
import numpy as np

from scoring.arrays import Floats
from scoring.records import Offer, PastExchange

HALF_LIFE_YEARS = 10.0
OLD_STILL_COUNTS = 0.4
"""Share of an exchange's weight that never fades: institutions forget slowly."""
UNDATED_AGE = 10
BY_COUNTRY_ONLY = 0.5
"""Weight of an exchange by another institution of the provider's country."""


class History:
    """The exchanges of the past, indexed by provider and as a network of countries."""

    def __init__(self, exchanges: Sequence[PastExchange], offers: Sequence[Offer], year: int) -> None:
        self.exchanges = exchanges
        self.weights = np.array([_faded(exchange.year, year) for exchange in exchanges])
        self.of_offer = [(offer.organization, offer.country) for offer in offers]
        self._by_organization = _taught(exchanges, lambda exchange: exchange.provider)
        self._by_country = _taught(exchanges, lambda exchange: exchange.provider_country)
        self.network = _network(exchanges, self.weights)
        self._acquaintance = _without_directions(self.network)
        self.closeness = lru_cache(maxsize=512)(self._closeness)

    def by_provider(self, values: Floats) -> dict[tuple[str | None, str | None], Floats]:
        """The values of the exchanges that each (organization, country) taught, its country's others at half weight."""
        found = {}
        for organization, country in dict.fromkeys(self.of_offer):
            own = self._by_organization.get(organization, [])
            national = [place for place in self._by_country.get(country, []) if place not in own]
            share = 1.0 if organization is None else BY_COUNTRY_ONLY
            found[organization, country] = np.concatenate([values[own], share * values[national]])
        return found

    def places_of(self, offer: Offer) -> list[int]:
        """Where the exchanges of an offer's organization and country stand, the organization's first."""
        own = self._by_organization.get(offer.organization, [])
        return own + [place for place in self._by_country.get(offer.country, []) if place not in own]

    def ties(self, teacher: str | None, learner: str | None) -> float:
        """Decayed number of exchanges in which one country taught another."""
        if teacher is None or learner is None or not self.network.has_edge(teacher, learner):
            return 0.0
        return float(self.network[teacher][learner]["weight"])

    def _closeness(self, country: str) -> dict[str, float]:
        """Personalized PageRank from a country over the network without directions, the nearest other one at 1."""
        if country not in self.network:
            return {}
        rank = nx.pagerank(self._acquaintance, personalization={country: 1.0}, weight="weight")
        others = {node: value for node, value in rank.items() if node != country}
        highest = max(others.values(), default=0.0)
        return {node: value / highest for node, value in others.items()} if highest else {}


def _faded(year: int | None, now: int) -> float:
    age = UNDATED_AGE if year is None else max(0, now - year)
    return float(OLD_STILL_COUNTS + (1 - OLD_STILL_COUNTS) * 0.5 ** (age / HALF_LIFE_YEARS))


def _taught(
    exchanges: Sequence[PastExchange], provider: Callable[[PastExchange], str | None]
) -> dict[str | None, list[int]]:
    """Where each provider's exchanges stand; one that taught several countries at once counts once."""
    found: dict[str | None, dict[str, int]] = defaultdict(dict)
    for place, exchange in enumerate(exchanges):
        if provider(exchange) is not None:
            found[provider(exchange)].setdefault(exchange.id, place)
    return {one: list(places.values()) for one, places in found.items()}


def _network(exchanges: Sequence[PastExchange], weights: Floats) -> "nx.DiGraph[str]":
    network: nx.DiGraph[str] = nx.DiGraph()
    for exchange, weight in zip(exchanges, weights, strict=True):
        teacher, learner = exchange.provider_country, exchange.requester_country
        if teacher is None or learner is None or teacher == learner:
            continue
        known = network.get_edge_data(teacher, learner, {"weight": 0.0})
        network.add_edge(teacher, learner, weight=known["weight"] + float(weight))
    return network


def _without_directions(network: "nx.DiGraph[str]") -> "nx.Graph[str]":
    acquaintance: nx.Graph[str] = nx.Graph()
    for one, other in network.edges():
        weight = network[one][other]["weight"]
        known = acquaintance.get_edge_data(one, other, {"weight": 0.0})
        acquaintance.add_edge(one, other, weight=known["weight"] + weight)
    return acquaintance
