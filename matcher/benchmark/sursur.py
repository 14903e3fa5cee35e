"""Sursur itself as an engine of the benchmark, by its public interface."""

from collections.abc import Sequence

from matcher.benchmark.brute_force import best_by_brute_force
from matcher.benchmark.corpus import Corpus
from matcher.benchmark.draws import AS_OF
from matcher.benchmark.engine import DEPTH
from matcher.benchmark.sizes import mebibytes
from scoring import Index, Request, build_index, rank


class Sursur:
    """Ranks by text, tags, context, history and network, and explains each of the ten places."""

    batch = 1
    _corpus: Corpus
    _index: Index

    def build(self, corpus: Corpus) -> None:
        """Prepares offers and past exchanges."""
        self._corpus = corpus
        self._index = build_index(corpus.offers, corpus.exchanges, as_of=AS_OF)
        self._index.prepare()

    def search(self, requests: Sequence[Request]) -> list[list[str]]:
        """Ranks and explains."""
        return [[one.offer for one in rank(request, self._index, k=DEPTH).places] for request in requests]

    def by_brute_force(self, request: Request) -> list[str]:
        """The best ten when every feature is measured on every offer."""
        return best_by_brute_force(request, self._index, DEPTH)

    def mebibytes(self) -> float:
        """The size of the index."""
        return mebibytes(self._index, but=(*self._corpus.offers, *self._corpus.exchanges))
