"""Counts exchanges, of which each may have several edges."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.analytics.columns import distinct
from matcher.analytics.edges import Edges

Keys = NDArray[np.int64]
"""Whatever is counted by, packed in one number."""


def counted_by(keys: NDArray[np.integer[Any]], exchange: NDArray[np.int32]) -> tuple[Keys, Keys]:
    """The different keys in their order, and in how many exchanges each stands, however many edges they have there."""
    met = _met(keys, exchange)
    first = np.flatnonzero(np.append(True, met[1:] != met[:-1])) if len(met) else np.zeros(0, dtype=np.int64)
    return met[first], np.diff(first, append=len(met))


def counts_at(keys: NDArray[np.integer[Any]], exchange: NDArray[np.int32], size: int) -> Keys:
    """In how many exchanges each of the keys 0..size-1 stands."""
    return np.bincount(_met(keys, exchange), minlength=size).astype(np.int64)


def _met(keys: NDArray[np.integer[Any]], exchange: NDArray[np.int32]) -> Keys:
    """The key of each pair of a key and an exchange, once, in order."""
    span = int(exchange.max(initial=0)) + 1
    return distinct(keys.astype(np.int64) * span + exchange) // span


def once(edges: Edges) -> Edges:
    """One edge of each exchange, for what is the same in all of them: year, modality, arrangement, sectors."""
    first = np.zeros(len(edges), dtype=bool)
    first[np.unique(edges.exchange, return_index=True)[1]] = True
    return edges.only(first)
