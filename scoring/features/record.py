"""Track record: what the provider has done before, and how well."""

import numpy as np

from models import taxonomy
from scoring.arrays import Floats, saturate
from scoring.features.feature import Evidence, Family, Feature
from scoring.query import Query
from scoring.teachers import SISTER_SHARE

SHOWN = 3
STRESS = 3
"""Power that makes one close resemblance count more than several vague ones."""
PRIOR_EXCHANGES = {"resembling": 1.0, "sector": 3.0, "rated": 2.0}
"""How many exchanges of its own weigh as much as the average of all providers."""


def resembling_exchanges(query: Query) -> Floats:
    """The provider has taught something that resembles this request; recent and successful exchanges count more, and
    few are drawn towards the average of all providers."""
    history = query.index.past.history
    if not query.request.words and not query.request.sectors:
        return query.index.nothing
    found = _not_all_missed(query, query.need.resemblance * history.worth)
    amount = query.index.standing("weights of teachers", lambda: query.index.amount(history.weights))
    if not amount.any():
        return query.index.nothing
    each = query.index.teachers.first_offers
    average = float(np.average(found[each], weights=amount[each]))
    return query.index.where_known(_drawn(found * amount, amount, average, "resembling"))


def taught_in_sector(query: Query) -> Floats:
    """The provider has taught in this sector more than others have: one half at twice the average share of exchanges;
    few exchanges are drawn towards the average."""
    history = query.index.past.history
    relevant = query.need.sector_of_exchanges * history.worth
    if not relevant[history.once].any():
        return query.index.nothing
    average = float(relevant[history.once].sum() / history.worth[history.once].sum())
    taught = query.index.standing("worth of teachers", lambda: query.index.amount(history.worth))
    share = _drawn(query.index.amount(relevant), taught, average, "sector")
    return query.index.where_known(saturate(share / average, half=2.0))


def rated_outcomes(query: Query) -> Floats:
    """The provider's exchanges in this sector were rated well; few ratings are drawn towards the average of all."""
    history = query.index.past.history
    rated = history.rated & history.once
    if not rated.any():
        return query.index.nothing
    relevant = query.need.sector_of_exchanges * history.weights * history.rated
    amount = query.index.amount(relevant)
    average = float(history.outcomes[rated].mean())
    shrunk = _drawn(query.index.amount(relevant * history.outcomes), amount, average, "rated")
    return np.where(amount > 0, shrunk, np.nan)


def _not_all_missed(query: Query, values: Floats) -> Floats:
    """1 less the chance that all of a provider's exchanges miss (noisy-or), close resemblances stressed."""
    likely = (np.minimum(share * values, 0.999) for share in (1, SISTER_SHARE))
    own, sisters = (-np.log1p(-np.prod([one] * STRESS, axis=0)) for one in likely)
    return np.asarray((1 - np.exp(-query.index.teachers.total(own, sisters))) ** (1 / STRESS))


def _drawn(total: Floats, amount: Floats, average: float, kind: str) -> Floats:
    """Means of few values drawn towards the average."""
    return (total + PRIOR_EXCHANGES[kind] * average) / (amount + PRIOR_EXCHANGES[kind])


def most_alike(query: Query, place: int) -> Evidence:
    """The past exchanges of the provider that resemble the request most."""
    taught = query.index.taught(place)
    likeness = query.need.resemblance[taught]
    best = taught[np.argsort(-likeness, kind="stable")[:SHOWN]]
    shown = [query.index.past.exchanges[one] for one in best if query.need.resemblance[one] > 0]
    return {"exchanges": [{"id": one.id, "title": one.title or one.id} for one in shown]}


def sectors_taught(query: Query, place: int) -> Evidence:
    """The requested sectors in which the provider has taught."""
    taught = query.index.sectors_taught(place)
    return {"sectors": [slug for slug in query.request.sectors if slug in taught and slug in taxonomy.sectors()]}


FEATURES = (
    Feature(
        resembling_exchanges, Family.RECORD, "teacher", "it has taught something alike before ({exchanges})", most_alike
    ),
    Feature(taught_in_sector, Family.RECORD, "teacher", "it has taught in {sectors} before", sectors_taught),
    Feature(rated_outcomes, Family.RECORD, "teacher", "its exchanges in this sector were rated well"),
)
