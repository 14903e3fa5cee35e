"""Other ways to search in names: rapidfuzz over all of them, and the cosine of letter sequences by scikit-learn.

Each prepares what it can beforehand: names are folded, the matrix is kept transposed.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer

from matcher.benchmark.invented_names import Named
from scoring.text.words import fold

Search = Callable[[str], list[str]]
"""Answers the identifiers of the organizations with the names most like one, best first, each once."""

NAMES = 40
"""Names that a search answers: ten organizations with four names each."""


def _rapidfuzz(scorer: Callable[..., float]) -> Callable[[Sequence[Named]], Search]:
    def build(named: Sequence[Named]) -> Search:
        ids, names = [one for one, _ in named], [fold(name) for _, name in named]

        def search(query: str) -> list[str]:
            hits = process.extract(fold(query), names, scorer=scorer, limit=NAMES)
            return list(dict.fromkeys(ids[place] for _, _, place in hits))

        return search

    return build


def _letter_sequences(named: Sequence[Named]) -> Search:
    """TF-IDF of three letters in a row within words, 32-bit."""
    ids = [one for one, _ in named]
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), preprocessor=fold, dtype=np.float32)
    by_sequence: Any = vectorizer.fit_transform(name for _, name in named).T.tocsr()

    def search(query: str) -> list[str]:
        cosines = vectorizer.transform([query]) @ by_sequence
        near = np.argpartition(-cosines.data, min(NAMES, cosines.nnz - 1))[:NAMES] if cosines.nnz else np.empty(0, int)
        best = near[np.argsort(-cosines.data[near])]
        return list(dict.fromkeys(ids[place] for place in cosines.indices[best]))

    return search


PEERS: dict[str, Callable[[Sequence[Named]], Search]] = {
    "rapidfuzz-WRatio": _rapidfuzz(fuzz.WRatio),
    "rapidfuzz-ratio": _rapidfuzz(fuzz.ratio),
    "sklearn-char-tfidf": _letter_sequences,
}
