"""The exchange network as a graph of igraph, and chance under control."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from threading import RLock

import igraph
import numpy as np
from numpy.typing import NDArray

from matcher.analytics.network import Network
from matcher.analytics.network_views.flows import pairs_of

SEED = 20261122
SWAPS = 2
"""Ties exchanged for each tie of a graph until it counts as drawn at random."""
_ONE_AT_A_TIME = RLock()


def directed(network: Network) -> igraph.Graph:
    """Who taught whom: an edge from teacher to learner, whose `weight` is the number of exchanges. What stays within a
    node is left out."""
    source, target, counts = pairs_of(network)
    apart = source != target
    graph = _tied(len(network.nodes), source[apart], target[apart], directed=True)
    graph.es["weight"] = counts[apart].tolist()
    return graph


def undirected(network: Network) -> igraph.Graph:
    """Who exchanged with whom, whichever of them taught; the weights of both ways added up."""
    return directed(network).as_undirected(combine_edges={"weight": "sum"})


def ends_of(graph: igraph.Graph) -> NDArray[np.int64]:
    """The two nodes of each tie; ties x 2."""
    ends = chain.from_iterable(graph.get_edgelist())
    return np.fromiter(ends, dtype=np.int64, count=2 * graph.ecount()).reshape(-1, 2)


@contextmanager
def seeded(seed: int = SEED) -> Iterator[None]:
    """Within, igraph draws the same numbers each time. It has one generator for all: others wait until it is free."""
    with _ONE_AT_A_TIME:
        igraph.set_random_number_generator(random.Random(seed))  # noqa: S311
        try:
            yield
        finally:
            igraph.set_random_number_generator(random)


def rewired(graph: igraph.Graph, times: int) -> Iterator[igraph.Graph]:
    """The graph drawn anew so many times: each node keeps the number of its ties, in a directed graph both its numbers,
    and whom they lead to is chance; no tie leads to itself and none is there twice (Maslov & Sneppen 2002). Ties have
    no weights. Within `seeded`."""
    for _ in range(times):
        copy = graph.copy()
        copy.rewire(n=SWAPS * graph.ecount())
        yield copy


def matched(graph: igraph.Graph, times: int) -> Iterator[igraph.Graph]:
    """The same with weights, by drawing the other end of each tie (the configuration model: Newman, Strogatz & Watts
    2001): ties may lead back or be there twice. Modularity compares with this; where nearly all are tied, `rewired`
    finds no other ties and leaves the weights where they are."""
    generator, ends = np.random.default_rng(SEED), ends_of(graph).ravel()
    for _ in range(times):
        drawn = generator.permutation(ends)
        copy = _tied(graph.vcount(), drawn[::2], drawn[1::2], directed=False)
        copy.es["weight"] = graph.es["weight"]
        yield copy


def drawings(graph: igraph.Graph) -> int:
    """How many times a graph can be drawn anew without making the reader wait."""
    return max(1, min(100, 50_000 // max(int(graph.ecount()), 1)))


def _tied(size: int, one: NDArray[np.int64], other: NDArray[np.int64], *, directed: bool) -> igraph.Graph:
    return igraph.Graph(size, list(zip(one.tolist(), other.tolist(), strict=True)), directed=directed)
