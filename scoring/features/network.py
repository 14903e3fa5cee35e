"""Network evidence: how the two sides stand to each other among all past exchanges."""

import numpy as np

from scoring.arrays import Floats, by_magnitude, saturate
from scoring.features.feature import Evidence, Family, Feature
from scoring.query import Query

SHOWN = 3
ALL_THE_WORLD = 100
"""Countries taught that make an experience as wide as can be."""


def worked_together(query: Query) -> Floats:
    """The provider's country has taught the requester's before; recent exchanges count more."""
    home = query.need.home
    return query.index.per_country(None if home is None else saturate(query.network.ties[:, home], half=0.5))


def can_give_back(query: Query) -> Floats:
    """The requester's country has taught the provider's before: help can flow both ways."""
    home = query.need.home
    return query.index.per_country(None if home is None else saturate(query.network.ties[home], half=0.5))


def common_partners(query: Query) -> Floats:
    """The two countries have worked with the same third countries; those that work with everybody count little
    (Adamic & Adar 2003)."""
    if query.need.home is None:
        return query.index.nothing
    return query.index.per_country(saturate(query.network.shared_ties(query.need.home).sum(axis=1), half=1.0))


def close_in_network(query: Query) -> Floats:
    """Chains of past exchanges lead from one country to the other, by many short ways (personalized PageRank, Page et
    al. 1999)."""
    home = query.need.home
    return query.index.per_country(None if home is None else np.sqrt(query.network.closeness(home)))


def chosen_by_similar(query: Query) -> Floats:
    """Countries like the requester, in context and in whom they learned from, chose this provider's country, for
    something like this above all."""
    if not query.need.peers.any():
        return query.index.nothing
    share = query.need.choices.sum(axis=1) / (query.need.peers.sum() + 1)
    return query.index.per_country(saturate(share, half=0.2))


def like_earlier_choices(query: Query) -> Floats:
    """The provider's country resembles those from which the requester has learned before, in context and in whom they
    teach."""
    if query.need.home is None or not query.network.ties[:, query.need.home].any():
        return query.index.nothing
    alike = query.network.teachers_alike
    share = alike[:, query.network.ties[:, query.need.home] > 0].sum(axis=1) / (alike.sum(axis=1) + 1)
    return query.index.per_country(share)


def wide_experience(query: Query) -> Floats:
    """The provider's country has taught many countries: 0 for none, one half for ten, 1 for a hundred."""
    return query.index.per_country(by_magnitude(query.network.breadth, full=ALL_THE_WORLD))


def peers(query: Query, place: int) -> Evidence:
    """The countries most like the requester that chose the provider's country."""
    node = _node(query, place)
    return {"countries": [] if node < 0 else _strongest(query, query.need.choices[node])}


def partners(query: Query, place: int) -> Evidence:
    """The third countries that tie the two most."""
    node, home = _node(query, place), query.need.home
    return {
        "countries": [] if node < 0 or home is None else _strongest(query, query.network.shared_between(node, home))
    }


def earlier_choices(query: Query, place: int) -> Evidence:
    """The requester's earlier teachers that the provider's country resembles most."""
    node, home = _node(query, place), query.need.home
    if node < 0 or home is None:
        return {"country": None, "countries": []}
    alike = query.network.teachers_alike[node] * (query.network.ties[:, home] > 0)
    return {"country": query.index.offers[place].country, "countries": _strongest(query, alike)}


def experience(query: Query, place: int) -> Evidence:
    """How many countries the provider's country has taught."""
    node = _node(query, place)
    number = 0 if node < 0 else int(query.network.breadth[node])
    return {"country": query.index.offers[place].country, "number": number}


def the_pair(query: Query, place: int) -> Evidence:
    """The provider's country."""
    return {"country": query.index.offers[place].country}


def _node(query: Query, place: int) -> int:
    return query.index.past.node(query.index.offers[place].country)


def _strongest(query: Query, of_countries: Floats) -> list[str]:
    order = np.argsort(-of_countries, kind="stable")[:SHOWN]
    return [query.network.countries[place] for place in order if of_countries[place] > 0]


FEATURES = (
    Feature(worked_together, Family.NETWORK, "country", "{country} has taught the requesting country before", the_pair),
    Feature(can_give_back, Family.NETWORK, "country", "the requester has taught {country} before", the_pair),
    Feature(common_partners, Family.NETWORK, "country", "both have worked with {countries}", partners),
    Feature(close_in_network, Family.NETWORK, "country", "chains of past exchanges link the two countries"),
    Feature(chosen_by_similar, Family.NETWORK, "country", "countries like the requester chose it ({countries})", peers),
    Feature(
        like_earlier_choices,
        Family.NETWORK,
        "country",
        "{country} resembles earlier partners ({countries})",
        earlier_choices,
    ),
    Feature(wide_experience, Family.NETWORK, "country", "{country} has taught many countries ({number})", experience),
)
