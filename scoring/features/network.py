"""Network evidence: how the two sides stand to each other among all past exchanges."""

from scoring.arrays import Floats, saturate
from scoring.features.feature import Evidence, Family, Feature
from scoring.history import History
from scoring.index import Query

SHOWN = 3


def worked_together(query: Query) -> Floats:
    """The provider's country has taught the requester's before; recent exchanges count more."""
    return _ties(query, teaches=True)


def can_give_back(query: Query) -> Floats:
    """The requester's country has taught the provider's before: help can flow both ways."""
    return _ties(query, teaches=False)


def close_in_network(query: Query) -> Floats:
    """The two countries stand near each other in the network of past exchanges, by common partners (personalized
    PageRank, Page et al. 1999)."""
    near = query.index.history.closeness(query.request.country) if query.request.country else {}
    return query.index.per_country(near) if near else query.index.nothing


def chosen_by_similar(query: Query) -> Floats:
    """Countries like the requester chose this provider's country."""
    if not query.learners:
        return query.index.nothing
    chosen = {teacher: sum(alike.values()) for teacher, alike in query.learners.items()}
    return saturate(query.index.per_country(strangers(query.index.history) | chosen), half=2.0)


def strangers(history: History) -> dict[str, float]:
    """Zero for every country with a past: known, and not known to have anything in common."""
    return dict.fromkeys(history.network, 0.0)


def _ties(query: Query, *, teaches: bool) -> Floats:
    history, home = query.index.history, query.request.country
    if home is None or home not in history.network:
        return query.index.nothing
    abroad = history.network.predecessors(home) if teaches else history.network.successors(home)
    ties = {one: history.ties(one, home) if teaches else history.ties(home, one) for one in abroad}
    return saturate(query.index.per_country(strangers(history) | ties), half=1.0)


def peers(query: Query, place: int) -> Evidence:
    """The countries most like the requester that chose the provider's country."""
    alike = query.learners.get(query.index.offers[place].country or "", {})
    return {"countries": sorted(alike, key=lambda one: (-alike[one], one))[:SHOWN]}


def the_pair(query: Query, place: int) -> Evidence:
    """The provider's country."""
    return {"country": query.index.offers[place].country}


FEATURES = (
    Feature(worked_together, Family.NETWORK, "{country} has taught the requesting country before", the_pair),
    Feature(can_give_back, Family.NETWORK, "the requester has taught {country} before", the_pair),
    Feature(close_in_network, Family.NETWORK, "the two countries share partners"),
    Feature(chosen_by_similar, Family.NETWORK, "countries like the requester chose it ({countries})", peers),
)
