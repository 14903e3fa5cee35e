"""Where the nodes of a drawing stand."""

from collections.abc import Sequence

import igraph
import numpy as np

from matcher.analytics.network_views.graph import seeded
from scoring.arrays import Floats

ROUNDS = 1000
Spots = dict[str, tuple[float, float]]


def laid_out(names: Sequence[str], ties: Sequence[tuple[str, str]]) -> Spots:
    """The place of each name, 0..1 across and down, those tied near each other (Fruchterman & Reingold 1991), the same
    each time. Where many crowd they are drawn apart: half of a place is its rank among all."""
    place = {name: number for number, name in enumerate(names)}
    graph = igraph.Graph(len(names), [(place[one], place[other]) for one, other in ties])
    with seeded():
        layout = graph.layout_fruchterman_reingold(niter=ROUNDS, seed=graph.layout_circle(), grid="nogrid")
    found = np.array(layout.coords, dtype=float).reshape(-1, 2)
    spread = (_scaled(found) + _scaled(np.argsort(np.argsort(found, axis=0), axis=0).astype(float))) / 2
    return {
        name: (round(float(spread[number, 0]), 4), round(float(spread[number, 1]), 4)) for name, number in place.items()
    }


def _scaled(
    values: Floats,
) -> Floats:
    """Columns stretched to 0..1."""
    low = values.min(axis=0)
    return np.asarray((values - low) / np.maximum(values.max(axis=0) - low, 1e-9))
