"""The exchange network as a graph of igraph, and chance under control."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

import igraph

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
    edges = list(zip(source[apart].tolist(), target[apart].tolist(), strict=True))
    graph = igraph.Graph(len(network.nodes), edges, directed=True)
    graph.es["weight"] = counts[apart].tolist()
    return graph


def undirected(network: Network) -> igraph.Graph:
    """Who exchanged with whom, whichever of them taught; the weights of both ways added up."""
    return directed(network).as_undirected(combine_edges={"weight": "sum"})


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
    and whom they lead to is chance (Maslov & Sneppen 2002). Within `seeded`."""
    for _ in range(times):
        copy = graph.copy()
        copy.rewire(n=SWAPS * graph.ecount())
        copy.es["weight"] = graph.es["weight"]
        yield copy


def drawings(graph: igraph.Graph) -> int:
    """How many times a graph can be drawn anew without making the reader wait."""
    return max(1, min(100, 50_000 // max(int(graph.ecount()), 1)))
