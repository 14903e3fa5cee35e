"""Three views of a text (stems, characters, concepts), each compared by TF-IDF and cosine (Salton & Buckley 1988)."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer

from scoring.arrays import Floats, unknown
from scoring.text.lexicon import concepts, find_concepts
from scoring.text.words import content_stems, fold, reading_language, split_words, term_stems

BROADER = 0.25
"""How much the parent of a named concept counts beside it: neighbours in the lexicon meet there."""


@dataclass(frozen=True)
class Reading:
    """A text as the ranking reads it."""

    language: str
    folded: str
    stems: tuple[str, ...]
    concepts: tuple[str, ...]


def read(text: str, declared: str | None) -> Reading:
    """Reads a text in its declared language, or in the one it seems to be written in."""
    language = reading_language(text, declared)
    words = split_words(text, language)
    return Reading(language, fold(text), content_stems(words), tuple(find_concepts(term_stems(words), language)))


class View(ABC):
    """One way to compare a text with many."""

    @abstractmethod
    def compare(self, reading: Reading) -> Floats:
        """Similarity to each target, 0..1."""

    @abstractmethod
    def rarity(self, token: str) -> float:
        """Inverse document frequency of a token; 0 for one that no target has."""


def _stems(reading: Reading) -> list[str]:
    return list(reading.stems)


def _folded(reading: Reading) -> str:
    return reading.folded


class TfidfView(View):
    """Cosine of TF-IDF vectors, by stems or by characters within words."""

    def __init__(self, vectorizer: TfidfVectorizer, targets: Sequence[Reading]) -> None:
        self._vectorizer = vectorizer
        self._count = len(targets)
        self._columns: csr_matrix | None = None
        try:
            self._columns = vectorizer.fit_transform(targets).T.tocsr()
        except ValueError:  # scikit-learn's "empty vocabulary": there is nothing to compare by
            return

    @classmethod
    def of_stems(cls, targets: Sequence[Reading]) -> "TfidfView":
        """Compares by stems."""
        return cls(TfidfVectorizer(analyzer=_stems, sublinear_tf=True), targets)

    @classmethod
    def of_characters(cls, targets: Sequence[Reading]) -> "TfidfView":
        """Compares by runs of 3 to 5 characters within words."""
        analyzer = {"preprocessor": _folded, "analyzer": "char_wb", "ngram_range": (3, 5)}
        return cls(TfidfVectorizer(**analyzer, sublinear_tf=True), targets)

    def compare(self, reading: Reading) -> Floats:
        """Cosine with each target."""
        if self._columns is None:
            return np.zeros(self._count)
        cosines = self._vectorizer.transform([reading]) @ self._columns
        return np.asarray(np.clip(cosines.toarray().ravel(), 0.0, 1.0))

    def rarity(self, token: str) -> float:
        """Inverse document frequency of a stem."""
        place = None if self._columns is None else self._vectorizer.vocabulary_.get(token)
        return 0.0 if place is None else float(self._vectorizer.idf_[place])


class ConceptView(View):
    """Cosine of concept vectors, damped by the request's own evidence.

    Where a cosine divides by the length of the offer's vector, here it is the length of both together: an offer that
    names one of the request's ten concepts, and nothing else, is no twin of it.
    """

    def __init__(self, targets: Sequence[Reading]) -> None:
        self._vectorizer = DictVectorizer()
        named = [_weights(reading.concepts) for reading in targets]
        frequency = Counter(slug for weights in named for slug in weights)
        self._rarity = {slug: float(np.log(1 + len(targets) / (1 + count))) for slug, count in frequency.items()}
        self._count = len(targets)
        self._columns: csr_matrix | None = None
        if frequency:
            rows = self._vectorizer.fit_transform([self._vector(weights) for weights in named])
            self._columns = rows.T.tocsr()
            self._squares = np.asarray(rows.multiply(rows).sum(axis=1)).ravel()

    def _vector(self, weights: dict[str, float]) -> dict[str, float]:
        return {slug: weight * self.rarity(slug) ** 0.5 for slug, weight in weights.items()}

    def compare(self, reading: Reading) -> Floats:
        """Damped cosine with each target: 0.71 for one that names the same concepts."""
        if self._columns is None:
            return np.zeros(self._count)
        vector = self._vectorizer.transform([self._vector(_weights(reading.concepts))])
        square = float(vector.multiply(vector).sum())
        if square == 0.0:
            return np.zeros(self._count)
        return np.asarray((vector @ self._columns).toarray().ravel() / np.sqrt(square * (self._squares + square)))

    def rarity(self, token: str) -> float:
        """Inverse document frequency of a concept."""
        return self._rarity.get(token, 0.0)


def _weights(named: Sequence[str]) -> dict[str, float]:
    """The concepts of a text and their parents, with their weights."""
    parents = (concepts()[slug].broader for slug in named)
    return {slug: BROADER for slug in parents if slug is not None} | dict.fromkeys(named, 1.0)


class TextIndex:
    """Target texts under the three views. Targets without a text answer unknown (NaN)."""

    def __init__(self, targets: Sequence[Reading]) -> None:
        self.empty = np.array([not reading.folded for reading in targets], dtype=bool)
        self.stems = TfidfView.of_stems(targets)
        self.characters = TfidfView.of_characters(targets)
        self.concepts = ConceptView(targets)

    def compare(self, reading: Reading, view: View) -> Floats:
        """Similarity of a text to each target under one view; NaN where either text is empty."""
        if not reading.folded:
            return unknown(len(self.empty))
        return np.asarray(np.where(self.empty, np.nan, view.compare(reading)))
