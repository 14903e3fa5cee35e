"""Track record: what the provider has done before, and how well."""

import numpy as np

from scoring.arrays import Floats
from scoring.features.feature import Evidence, Family, Feature
from scoring.index import Query

SHOWN = 3
PRIOR_EXCHANGES = 2.0
"""A provider's own ratings weigh as much as the average of all once it has this many."""


def resembling_exchanges(query: Query) -> Floats:
    """The provider has taught something that resembles this request; recent exchanges count more."""
    history = query.index.history
    if not history.exchanges:
        return query.index.nothing
    return history.per_offer(query.resemblance, _noisy_or)


def rated_outcomes(query: Query) -> Floats:
    """The provider's exchanges in this sector were rated well; few ratings are drawn towards the average of all."""
    history = query.index.history
    ratings = np.array([np.nan if one.outcome is None else one.outcome for one in history.exchanges])
    if not np.isfinite(ratings).any():
        return query.index.nothing
    prior = float(np.nanmean(ratings))
    relevant = query.sector_of_exchanges * history.weights * np.isfinite(ratings)
    weight = np.nan_to_num(history.per_offer(relevant, np.sum))
    total = np.nan_to_num(history.per_offer(relevant * np.nan_to_num(ratings), np.sum))
    shrunk = (total + prior * PRIOR_EXCHANGES) / (weight + PRIOR_EXCHANGES)
    return np.where(weight > 0, shrunk, np.nan).clip(0, 1)


def _noisy_or(values: Floats) -> float:
    """Three likenesses of one half are worth more than one, and never more than certainty."""
    strongest = np.sort(values)[-SHOWN:]
    return float(1 - np.prod(1 - strongest))


def most_alike(query: Query, place: int) -> Evidence:
    """The past exchanges of the provider that resemble the request most."""
    history = query.index.history
    places = history.places_of(place)
    best = sorted(places, key=lambda one: -query.resemblance[one])[:SHOWN]
    shown = [history.exchanges[one] for one in best if query.resemblance[one] > 0]
    return {"exchanges": [{"id": one.id, "title": one.title or one.id} for one in shown]}


FEATURES = (
    Feature(resembling_exchanges, Family.RECORD, "it has taught something alike before ({exchanges})", most_alike),
    Feature(rated_outcomes, Family.RECORD, "its exchanges in this sector were rated well"),
)
