"""Three views of a text (stems, characters, concepts), each compared by TF-IDF and cosine (Salton & Buckley 1988)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from scoring.arrays import Floats, unknown
from scoring.text.lexicon import find_concepts, with_broader
from scoring.text.words import content_stems, fold, reading_language, split_words, term_stems

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


def _stem_view(reading: Reading) -> list[str]:
    return list(reading.stems)


def _concept_view(reading: Reading) -> list[str]:
    return with_broader(reading.concepts)


def _folded(reading: Reading) -> str:
    return reading.folded


class View:
    """One way to compare a text with many: a fitted vectorizer and the transposed matrix of the many."""

    def __init__(self, vectorizer: TfidfVectorizer, corpus: Sequence[Reading], targets: Sequence[Reading]) -> None:
        self.vectorizer = vectorizer
        self.width = len(targets)
        try:
            self.columns: csr_matrix | None = vectorizer.fit(corpus).transform(targets).T.tocsr()
        except ValueError:  # scikit-learn's "empty vocabulary": nothing to compare by
            self.columns = None

    def rarity(self, token: str) -> float:
        """Inverse document frequency of a token; 0 for one that no target has."""
        place = self.vectorizer.vocabulary_.get(token) if self.columns is not None else None
        return 0.0 if place is None else float(self.vectorizer.idf_[place])

    def compare(self, reading: Reading) -> Floats:
        """Cosine with each target, 0..1."""
        if self.columns is None:
            return np.zeros(self.width)
        cosines = self.vectorizer.transform([reading]) @ self.columns
        return np.clip(cosines.toarray().ravel(), 0.0, 1.0)


def _tokens(view: Callable[[Reading], list[str]]) -> TfidfVectorizer:
    return TfidfVectorizer(analyzer=view, sublinear_tf=True)


class TextIndex:
    """Target texts under the three views. Targets without a text answer unknown (NaN)."""

    def __init__(self, targets: Sequence[Reading], corpus: Sequence[Reading] | None = None) -> None:
        corpus = targets if corpus is None else corpus
        self.empty = np.array([not reading.folded for reading in targets], dtype=bool)
        characters = TfidfVectorizer(preprocessor=_folded, analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
        self.stems = View(_tokens(_stem_view), corpus, targets)
        self.characters = View(characters, corpus, targets)
        self.concepts = View(_tokens(_concept_view), corpus, targets)

    def compare(self, reading: Reading, view: View) -> Floats:
        """Similarity of a text to each target under one view; NaN where either text is empty."""
        if not reading.folded:
            return unknown(len(self.empty))
        return np.where(self.empty, np.nan, view.compare(reading))
