"""The engines that Sursur is compared with, each in the fastest settings that its interface offers.

All see the same texts and leave out the same function words of the four languages, which makes each of them faster.
Reading the request is part of the search.
"""

from collections.abc import Callable
from pathlib import Path

from matcher.benchmark.engine import TextEngine
from matcher.benchmark.peers.bm25 import Bm25s
from matcher.benchmark.peers.products import SparseDotTopn, Tfidf
from matcher.benchmark.peers.search_engine import Tantivy

PEERS: dict[str, Callable[[Path], TextEngine]] = {
    "bm25s-numba": lambda _: Bm25s(),
    "tantivy": Tantivy,
    "tfidf": lambda _: Tfidf(),
    "sparse-dot-topn": lambda _: SparseDotTopn(),
}
"""Every peer by name, given a folder for its files."""
