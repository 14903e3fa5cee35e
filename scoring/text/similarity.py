"""Views of a text (stems, characters, meanings, concepts, problems), each compared by TF-IDF cosine.

See Salton & Buckley 1988.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from scoring.arrays import Floats, unknown
from scoring.text.associations import AssociationView
from scoring.text.reading import Reading
from scoring.text.recognition import Strengths, addressed
from scoring.text.vocabulary import Meanings, neighbours

CERTAIN_ENOUGH = 0.2
"""Strength from which a text counts among those that name a concept, when its rarity is reckoned."""
NEIGHBOUR = 0.4
"""How much a neighbouring meaning counts beside the one that a word has."""


def _stems(reading: Reading) -> list[str]:
    return list(reading.stems)


def _spelling(reading: Reading) -> str:
    return reading.spelling


class TfidfView:
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
        analyzer = {"preprocessor": _spelling, "analyzer": "char_wb", "ngram_range": (3, 5)}
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


class MeaningView:
    """Cosine of TF-IDF vectors over meanings, each with its neighbours beside it."""

    def __init__(self, targets: Sequence[Reading]) -> None:
        self._vectorizer = DictVectorizer()
        self._count = len(targets)
        self._columns: csr_matrix | None = None
        meanings = [_with_neighbours(reading.meanings) for reading in targets]
        if any(meanings):
            rows = self._vectorizer.fit_transform(meanings)
            used = np.asarray((rows > NEIGHBOUR).sum(axis=0)).ravel()
            self._rarity = np.log((1 + self._count) / (1 + used)) + 1
            self._columns = self._weighed(rows).T.tocsr()

    def _weighed(self, rows: csr_matrix) -> csr_matrix:
        damped = rows.copy()
        damped.data = np.where(damped.data > 1, 1 + np.log(np.maximum(damped.data, 1)), damped.data)
        return normalize(damped.multiply(self._rarity).tocsr())

    def compare(self, reading: Reading) -> Floats:
        """Cosine with each target."""
        if self._columns is None:
            return np.zeros(self._count)
        asked = self._weighed(self._vectorizer.transform([_with_neighbours(reading.meanings)]))
        return np.asarray(np.clip((asked @ self._columns).toarray().ravel(), 0.0, 1.0))

    def rarity(self, meaning: str) -> float:
        """Inverse document frequency of a meaning."""
        place = None if self._columns is None else self._vectorizer.vocabulary_.get(meaning)
        return 0.0 if place is None else float(self._rarity[place])


def _with_neighbours(found: Meanings) -> Meanings:
    wide = dict(found)
    for meaning, weight in found.items():
        for other, likeness in neighbours().get(meaning, ()):
            wide[other] = wide.get(other, 0.0) + NEIGHBOUR * likeness * weight
    return wide


class ConceptView:
    """Cosine of concept vectors, damped by the request's own evidence.

    Where a cosine divides by the length of the offer's vector, here it is the length of both together: an offer that
    names one of the request's ten concepts, and nothing else, is no twin of it.
    """

    def __init__(self, targets: Sequence[Strengths]) -> None:
        self._vectorizer = DictVectorizer()
        named = Counter(slug for found in targets for slug, strength in found.items() if strength >= CERTAIN_ENOUGH)
        self._rarity = {slug: float(np.log(1 + len(targets) / (1 + count))) for slug, count in named.items()}
        self._count = len(targets)
        self._columns: csr_matrix | None = None
        if named:
            rows = self._vectorizer.fit_transform([self._vector(found) for found in targets])
            self._columns = rows.T.tocsr()
            self._squares = np.asarray(rows.multiply(rows).sum(axis=1)).ravel()

    def _vector(self, found: Strengths) -> Strengths:
        return {slug: strength * self.rarity(slug) ** 0.5 for slug, strength in found.items()}

    def compare(self, found: Strengths) -> Floats:
        """Damped cosine with each target: 0.71 for one that names the same concepts."""
        if self._columns is None:
            return np.zeros(self._count)
        vector = self._vectorizer.transform([self._vector(found)])
        square = float(vector.multiply(vector).sum())
        if square == 0.0:
            return np.zeros(self._count)
        return np.asarray((vector @ self._columns).toarray().ravel() / np.sqrt(square * (self._squares + square)))

    def rarity(self, slug: str) -> float:
        """Inverse document frequency of a concept; 0 for one that no target names."""
        return self._rarity.get(slug, 0.0)


class TextIndex:
    """Target texts under their views. Targets without a text answer unknown (NaN)."""

    def __init__(self, targets: Sequence[Reading]) -> None:
        self._targets = targets
        self.empty = np.array([not reading.words for reading in targets], dtype=bool)
        self.stems = TfidfView.of_stems(targets)
        self.characters = TfidfView.of_characters(targets)
        self.meanings = MeaningView(targets)
        self.concepts = ConceptView([reading.with_broader for reading in targets])

    @cached_property
    def problems(self) -> ConceptView:
        """The problems that each target has solutions to; past exchanges are never asked for them."""
        return ConceptView([addressed(reading.concepts) for reading in self._targets])

    @cached_property
    def associations(self) -> AssociationView:
        """The concepts that each target surrounds, and the problems that it addresses so."""
        return AssociationView([reading.told for reading in self._targets])

    def by_stems(self, reading: Reading) -> Floats:
        """Likeness of the words that a text uses to those of each target."""
        return self._known(reading, self.stems.compare(reading))

    def by_characters(self, reading: Reading) -> Floats:
        """Likeness of the spelling of a text to that of each target."""
        return self._known(reading, self.characters.compare(reading))

    def by_meanings(self, reading: Reading) -> Floats:
        """Likeness of what the words of a text mean to what those of each target mean."""
        return self._known(reading, self.meanings.compare(reading))

    def by_concepts(self, reading: Reading) -> Floats:
        """Likeness of what a text speaks of to what each target speaks of."""
        return self._known(reading, self.concepts.compare(reading.with_broader))

    def by_problems(self, reading: Reading) -> Floats:
        """How far each target names solutions to the problems that a text tells of."""
        return self._known(reading, self.problems.compare(reading.concepts))

    def by_associations(self, reading: Reading) -> Floats:
        """Likeness of the concepts that a text surrounds to those that each target surrounds or addresses."""
        return self._known(reading, self.associations.compare(reading.told))

    def _known(self, reading: Reading, similarity: Floats) -> Floats:
        """The similarities, NaN where either text is empty."""
        if not reading.words:
            return unknown(len(self.empty))
        return np.asarray(np.where(self.empty, np.nan, similarity))
