"""Times the search in names of organizations beside named peers, and counts how often it finds the right one."""

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter

import numpy as np
from threadpoolctl import threadpool_limits

from matcher.benchmark.invented_names import Named, invented_names
from matcher.benchmark.name_peers import PEERS, Search
from matcher.benchmark.typos import misspelt
from matcher.progress import Track, quietly
from scoring.names import NameIndex, arrays_of

HANDFUL = 5
"""Queries that the peers answer: some take seconds for one."""
MIB = 2**20


@dataclass(frozen=True)
class Speed:
    """Milliseconds a query, and the share of queries with the right organization among the first ten."""

    p50_ms: float
    p95_ms: float
    hit_at_10: float
    build_seconds: float


@dataclass(frozen=True)
class NameReport(Speed):
    """Sursur's figures and those of its peers; `mib` is the size of the index with the names in it."""

    mib: float
    bytes_a_name: float
    """Bytes a name that the index takes beside the names themselves."""
    peers: dict[str, Speed]

    @property
    def ratios(self) -> dict[str, float]:
        """Sursur's median time over that of each peer."""
        return {f"sursur/{name}": self.p50_ms / peer.p50_ms for name, peer in self.peers.items()}


@dataclass(frozen=True)
class _Query:
    text: str
    right: str


def benchmark_names(count: int, queries: int, seed: int, track: Track = quietly) -> NameReport:
    """Searches misspelt names among `count` invented ones, one thread, each engine warm, peers between our searches."""
    named = list(track(invented_names(count, seed), "names", count))
    asked = _misspelt(named, queries, seed)
    NameIndex.of(named[:HANDFUL]).search(asked[0].text)
    start = perf_counter()
    index = NameIndex.of(named)
    built = perf_counter() - start

    def ours(text: str) -> list[str]:
        return [one.id for one in index.search(text)]

    searches, peer_built = _built_peers(named, track)
    with threadpool_limits(1):
        times = _timed({"sursur": ours, **searches}, asked[:HANDFUL], track, "queries to all")
        rest = _timed({"sursur": ours}, asked[HANDFUL:], track, "queries")
    letters = index.names.letters.items.nbytes
    size = sum(array.nbytes for array in arrays_of(index)) + index.weights.nbytes + index.rarity.nbytes
    return NameReport(
        *_figures(times["sursur"] + rest["sursur"]),
        build_seconds=built,
        mib=size / MIB,
        bytes_a_name=(size - letters) / count,
        peers={name: Speed(*_figures(times[name]), peer_built[name]) for name in searches},
    )


def _misspelt(named: Sequence[Named], queries: int, seed: int) -> list[_Query]:
    random = np.random.default_rng([seed, 1])
    places = random.choice(len(named), size=min(queries, len(named)), replace=False)
    return [_Query(misspelt(named[place][1], random), named[place][0]) for place in places]


def _built_peers(named: Sequence[Named], track: Track) -> tuple[dict[str, Search], dict[str, float]]:
    searches, seconds = {}, {}
    for name in track(PEERS, "peers", len(PEERS)):
        start = perf_counter()
        searches[name] = PEERS[name](named)
        seconds[name] = perf_counter() - start
    return searches, seconds


def _timed(
    searches: dict[str, Search], asked: Sequence[_Query], track: Track, what: str
) -> dict[str, list[tuple[float, bool]]]:
    """For each engine and query the seconds it took and whether the right one was found; engines take turns."""
    found: dict[str, list[tuple[float, bool]]] = {name: [] for name in searches}
    gc.collect()
    gc.freeze()
    for query in track(asked, what, len(asked)):
        for name, search in searches.items():
            start = perf_counter()
            ids = search(query.text)
            found[name].append((perf_counter() - start, query.right in ids[:10]))
    gc.unfreeze()
    return found


def _figures(results: Sequence[tuple[float, bool]]) -> tuple[float, float, float]:
    times = [1000 * seconds for seconds, _ in results]
    late = quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
    return median(times), late, sum(hit for _, hit in results) / len(results)
