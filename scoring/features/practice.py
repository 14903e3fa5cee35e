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
    return np.asarray(1 - 0.4**query.index.columns.practices)


def fresh_offer(query: Query) -> Floats:
    """The offer was published or renewed lately: 1 today, one half after a year."""
    age = query.index.as_of.toordinal() - query.index.columns.published
    return np.asarray(0.5 ** (np.maximum(age, 0) / YEAR))


def free_capacity(query: Query) -> Floats:
    """The provider has room for another exchange this year."""
    columns = query.index.columns
    free = np.where(
        columns.capacity > 0, 1 - columns.engaged / np.where(columns.capacity > 0, columns.capacity, 1), np.nan
    )
    return np.asarray(np.clip(free, 0, 1))


def practices_behind(query: Query, place: int) -> Evidence:
    """The practices behind the offer."""
    behind = query.index.past.practices_behind(query.index.offers[place])[:SHOWN]
    return {"practices": [{"id": practice.id, "title": practice.title} for practice in behind]}


FEATURES = (
    Feature(
        documented_practice, Family.PRACTICE, "offer", "it has documented its practice ({practices})", practices_behind
    ),
    Feature(fresh_offer, Family.PRACTICE, "offer", "the offer is fresh"),
    Feature(free_capacity, Family.PRACTICE, "offer", "it has capacity left"),
)
