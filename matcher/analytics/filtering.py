"""Which edges of the exchange network an analyst looks at."""

import numpy as np
from numpy.typing import NDArray

from matcher.analytics.edges import ARRANGEMENTS, MODALITIES, SECTORS, Edges
from matcher.analytics.wanted import Wanted
from matcher.catalogue import countries_of


def filtered(edges: Edges, wanted: Wanted) -> Edges:
    """The edges of the exchanges that are wanted. One whose year is not told is left out where years are asked for."""
    kept = np.ones(len(edges), dtype=bool)
    if wanted.sector is not None:
        kept &= edges.sectors[:, SECTORS.index(wanted.sector)]
    if wanted.modality is not None:
        kept &= edges.modality == MODALITIES.index(wanted.modality)
    if wanted.arrangement is not None:
        kept &= edges.arrangement == ARRANGEMENTS.index(wanted.arrangement)
    if wanted.since is not None:
        kept &= edges.year >= wanted.since
    if wanted.until is not None:
        kept &= (edges.year <= wanted.until) & (edges.year > 0)
    if wanted.region is not None:
        inside = _inside(edges, wanted.region)
        kept &= inside[edges.teacher] | inside[edges.learner]
    return edges.only(kept)


def _inside(edges: Edges, region: str) -> NDArray[np.bool_]:
    """Of each country whether it lies in a region or subregion; the last entry answers for UNKNOWN."""
    inside = countries_of(region)
    known = [code in inside for code in edges.countries]
    return np.array([*known, False])
