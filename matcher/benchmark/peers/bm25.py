"""BM25 by bm25s."""

from collections.abc import Iterable, Sequence

import bm25s

from matcher.benchmark.engine import DEPTH
from matcher.benchmark.peers.shared import function_words, package
from matcher.benchmark.sizes import mebibytes


class Bm25s:
    """BM25 by bm25s: scores computed when building, summed by compiled code (its numba backend)."""

    batch = 1

    def __init__(self) -> None:
        """Raises BadInputError without numba."""
        package("numba", "bm25s-numba")
        self._reader = bm25s.tokenization.Tokenizer(stopwords=function_words())
        self._engine = bm25s.BM25(backend="numba", csc_backend="scipy")

    def build(self, texts: Iterable[str]) -> None:
        """Reads by its own tokenizer."""
        read = list(self._reader.tokenize(texts, update_vocab=True, return_as="stream"))
        self._reader.stopwords = []  # none is in the vocabulary: in a request they are unknown words
        self._engine.index((read, self._reader.get_vocab_dict()), show_progress=False)
        self._depth = min(DEPTH, len(read))

    def search(self, texts: Sequence[str]) -> list[list[int]]:
        """One thread: numba's serial code."""
        read = list(self._reader.tokenize(texts, update_vocab=False, return_as="stream"))
        found = self._engine.retrieve(read, k=self._depth, show_progress=False, return_as="documents")
        return list(found.tolist())

    def mebibytes(self) -> float:
        """The matrix of scores and the vocabulary."""
        return mebibytes((self._engine, self._reader))
