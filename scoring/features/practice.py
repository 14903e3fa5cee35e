"""Practice evidence: what the provider can show, and whether it is ready."""

import numpy as np

from scoring.arrays import Floats
from scoring.features.feature import Evidence, Family, Feature
from scoring.query import Query

YEAR = 365.0
SHOWN = 2


def documented_practice(query: Query) -> Floats:
    """The provider has documented good practices in the field."""
    if not query.index.past.practices:
        return query.index.nothing
    counts = np.array([len(practices) for practices in query.index.practices])
    return np.asarray(1 - 0.4**counts, dtype=float)


def fresh_offer(query: Query) -> Floats:
    """The offer was published or renewed lately: 1 today, one half after a year."""
    today = query.index.as_of
    ages = [np.nan if one.published_on is None else (today - one.published_on).days for one in query.index.offers]
    return np.asarray(0.5 ** (np.maximum(np.array(ages, dtype=float), 0) / YEAR), dtype=float)


def free_capacity(query: Query) -> Floats:
    """The provider has room for another exchange this year."""
    offers = query.index.offers
    return np.array([1 - one.engaged / one.capacity if one.capacity else np.nan for one in offers], dtype=float).clip(
        0, 1
    )


def practices_behind(query: Query, place: int) -> Evidence:
    """The practices behind the offer."""
    behind = query.index.practices[place][:SHOWN]
    return {"practices": [{"id": practice.id, "title": practice.title} for practice in behind]}


FEATURES = (
    Feature(
        documented_practice, Family.PRACTICE, "offer", "it has documented its practice ({practices})", practices_behind
    ),
    Feature(fresh_offer, Family.PRACTICE, "offer", "the offer is fresh"),
    Feature(free_capacity, Family.PRACTICE, "offer", "it has capacity left"),
)
