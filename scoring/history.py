"""Past exchanges as evidence: what each provider has taught, to whom, how long ago and how well."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Teacher:
    """Whose exchanges speak for an offer: where the institution's own stand, and where its country's others do."""

    own: tuple[int, ...]
    national: tuple[int, ...]
    national_share: float

    def values(self, of_exchanges: Floats) -> Floats:
        """The values of its exchanges, those of its country's other institutions at their share."""
        return np.concatenate([of_exchanges[list(self.own)], self.national_share * of_exchanges[list(self.national)]])


class History:
    """The exchanges of the past, by teacher and as a network of countries."""

    def __init__(self, exchanges: Sequence[PastExchange], offers: Sequence[Offer], year: int) -> None:
        self.exchanges = exchanges
        self.weights = np.array([_faded(exchange.year, year) for exchange in exchanges])
        self._by_organization = _taught(exchanges, lambda exchange: exchange.provider)
        self._by_country = _taught(exchanges, lambda exchange: exchange.provider_country)
        keys = [self._key(offer) for offer in offers]
        distinct = {key: number for number, key in enumerate(dict.fromkeys(keys))}
        self.teachers = [self._teacher(*key) for key in distinct]
        self.teacher_of_offer = [distinct[key] for key in keys]
        self.network = _network(exchanges, self.weights)
        self._acquaintance = _without_directions(self.network)
        self.closeness = lru_cache(maxsize=512)(self._closeness)

    def _key(self, offer: Offer) -> tuple[str | None, str | None, bool]:
        """Institutions without exchanges of their own share one entry a country."""
        known = offer.organization if offer.organization in self._by_organization else None
        return known, offer.country, offer.organization is not None

    def _teacher(self, organization: str | None, country: str | None, is_institution: bool) -> Teacher:
        own = self._by_organization.get(organization, {})
        national = [place for key, place in self._by_country.get(country, {}).items() if key not in own]
        return Teacher(tuple(own.values()), tuple(national), BY_COUNTRY_ONLY if is_institution else 1.0)

    def per_offer(self, of_exchanges: Floats, summary: Callable[[Floats], float]) -> Floats:
        """For each offer a summary of its teacher's exchanges; NaN where none is known."""
        found = [summary(values) if (values := one.values(of_exchanges)).size else np.nan for one in self.teachers]
        return np.array(found)[self.teacher_of_offer]

    def places_of(self, offer: int) -> list[int]:
        """Where the exchanges of an offer's teacher stand, the institution's own first."""
        teacher = self.teachers[self.teacher_of_offer[offer]]
        return [*teacher.own, *teacher.national]

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
) -> dict[str | None, dict[str, int]]:
    """Where each provider's exchanges stand, by identifier: one that taught several countries at once counts once."""
    found: dict[str | None, dict[str, int]] = defaultdict(dict)
    for place, exchange in enumerate(exchanges):
        if provider(exchange) is not None:
            found[provider(exchange)].setdefault(exchange.id, place)
    return dict(found)


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
