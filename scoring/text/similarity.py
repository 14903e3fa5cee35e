"""Texts under their views (stems, runs of letters, meanings, concepts, problems, situations), compared by cosine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from scoring.arrays import Flags, Floats
from scoring.compiled.comparing_kernel import add_up, damp
from scoring.compiled.forms import Forms
from scoring.compiled.lexis import concept_numbers
from scoring.compiled.reading import Fields, TextRows, forms, read_texts
from scoring.compiled.rows_kernel import weights_at
from scoring.compiled.tokens import Tokens, Vocabulary, key_of
from scoring.text import weighing
from scoring.text.words import LANGUAGES

BLOCK = 1 << 16
"""Targets of a block: 16 bits tell them apart, and what is added up stays in the processor's cache."""
TONGUES = {language: number for number, language in enumerate(LANGUAGES)}
LEAST_TOLD = 0.7
"""Share of the weightiest common concept's weight that another must have to be told beside it."""


@dataclass(frozen=True)
class Asked:
    """A request's text under one view: tokens, by their numbers in the collection, with their weights."""

    tokens: NDArray[np.int32]
    weights: Floats

    @property
    def square(self) -> float:
        """The squared length."""
        return float(self.weights @ self.weights)


@dataclass(frozen=True)
class Kind:
    """How a view is made: from which rows of requests and of targets, and how these are weighed by rarity.

    `tokens` are those of the reading (None: the concepts of the lexicon); a target that holds at least `least` of one
    counts as its holder. `damped`: where a cosine divides by the length of the target's row, here it is the length of
    both together, since an offer that names one of the request's ten concepts, and nothing else, is no twin of it.
    """

    asked: Callable[[TextRows], csr_matrix]
    target: Callable[[TextRows], csr_matrix]
    rarity: Callable[[Floats, int], Floats]
    weigh: Callable[[csr_matrix, Floats], csr_matrix]
    tokens: Callable[[Forms], Tokens] | None = None
    least: float = 0.0
    damped: bool = False


KINDS = {
    "words": Kind(
        lambda rows: rows.words, lambda rows: rows.words, weighing.rarity, weighing.tfidf, lambda known: known.words
    ),
    "runs": Kind(
        lambda rows: rows.runs, lambda rows: rows.runs, weighing.rarity, weighing.tfidf, lambda known: known.runs
    ),
    "meanings": Kind(
        lambda rows: weighing.with_neighbours(rows.meanings),
        lambda rows: rows.meanings,
        weighing.rarity,
        weighing.tfidf,
        lambda known: known.meanings,
        least=weighing.SURELY_MEANT,
    ),
    "concepts": Kind(
        lambda rows: weighing.with_broader(rows.named),
        lambda rows: weighing.with_broader(rows.named),
        weighing.rarity_of_concepts,
        weighing.strong,
        least=weighing.CERTAIN_ENOUGH,
        damped=True,
    ),
    "problems": Kind(
        lambda rows: rows.named,
        lambda rows: weighing.addressed(rows.named),
        weighing.rarity_of_concepts,
        weighing.strong,
        least=weighing.CERTAIN_ENOUGH,
        damped=True,
    ),
    "situations": Kind(
        lambda rows: weighing.situations_asked(rows.around),
        lambda rows: weighing.situations_met(rows.around),
        weighing.all_alike,
        weighing.strong,
    ),
}
"""The views by name."""


@dataclass(frozen=True)
class Postings:
    """A block of targets by token: which hold it, and its weight in each. `squares` are the targets' lengths,
    squared."""

    ends: NDArray[np.int64]
    targets: NDArray[np.uint16]
    weights: NDArray[np.float32]
    squares: Floats

    @classmethod
    def of(cls, rows: csr_matrix) -> "Postings":
        """The postings of at most BLOCK weighed rows."""
        columns = rows.astype(np.float32).tocsc()
        return cls(
            columns.indptr.astype(np.int64), columns.indices.astype(np.uint16), columns.data, weighing.squares(rows)
        )

    def compare(self, asked: Asked, *, damped: bool) -> Floats:
        """Likeness to each target, 0..1."""
        found = np.zeros(len(self.squares))
        add_up(asked.tokens, asked.weights, self.ends, self.targets, self.weights, found)
        if damped and asked.square:
            damp(found, asked.square, self.squares)
        return np.clip(found, 0.0, 1.0, out=found)

    def weights_in(self, target: int, tokens: NDArray[np.int32]) -> Floats:
        """The weight of each token in a target."""
        return np.asarray(weights_at(tokens, target, self.ends, self.targets, self.weights))


class View:
    """Targets under one view."""

    def __init__(self, kind: Kind, targets: TextRows) -> None:
        self._kind = kind
        rows = kind.target(targets)
        self.vocabulary = self._vocabulary(rows)
        rows = self._local(rows)
        self.rarity = kind.rarity(weighing.holders(rows, kind.least), rows.shape[0])
        weighed = kind.weigh(rows, self.rarity)
        self.postings = [
            Postings.of(weighed[start : start + BLOCK]) for start in range(0, max(weighed.shape[0], 1), BLOCK)
        ]

    def _vocabulary(self, rows: csr_matrix) -> Vocabulary | None:
        if self._kind.tokens is None:
            return None
        return Vocabulary.of(self._kind.tokens(forms()), np.unique(rows.indices))

    def _local(self, rows: csr_matrix) -> csr_matrix:
        """The rows with columns by the numbers of this collection; strangers to it fall away."""
        if self.vocabulary is None or self._kind.tokens is None:
            return rows
        keys = self._kind.tokens(forms()).keys_by_number
        used, columns = np.unique(rows.indices, return_inverse=True)
        places = self.vocabulary.places(keys[used])[columns]
        known = places >= 0
        ends = np.concatenate([[0], np.cumsum(known)])[rows.indptr]
        return csr_matrix((rows.data[known], places[known], ends), shape=(rows.shape[0], len(self.vocabulary)))

    def ask(self, rows: TextRows) -> Asked:
        """A request's text, given as a single row."""
        found = self._kind.weigh(self._local(self._kind.asked(rows)), self.rarity)
        used = found.data > 0
        return Asked(found.indices[used], found.data[used])

    def compare(self, asked: Asked) -> Floats:
        """Likeness to each target, 0..1."""
        return np.concatenate([postings.compare(asked, damped=self._kind.damped) for postings in self.postings])

    def shared(self, asked: Asked, target: int) -> Floats:
        """What each token of a request adds to its likeness to a target, before damping."""
        return asked.weights * self.postings[target // BLOCK].weights_in(target % BLOCK, asked.tokens)

    def rarity_of(self, token: str) -> float:
        """Inverse document frequency of a token; 0 for one that no target holds."""
        if self.vocabulary is None:
            return float(self.rarity[concept_numbers()[token]])
        place = self.vocabulary.places(np.array([key_of(token)], dtype=np.uint64))[0]
        return 0.0 if place < 0 else float(self.rarity[place])


class TextIndex:
    """Target texts under their views. Targets without a text answer unknown (NaN)."""

    def __init__(self, targets: Sequence[Fields]) -> None:
        self._rows = read_texts(targets)
        self.languages = self._rows.languages
        self.tongues = np.array([TONGUES[language] for language in self.languages], dtype=np.int8)
        self.empty: Flags = self._rows.told == 0
        self._views: dict[str, View] = {}
        self._asked: WeakKeyDictionary[TextRows, dict[str, Asked]] = WeakKeyDictionary()

    def view(self, name: str) -> View:
        """The targets under a view, prepared when it is first asked for."""
        if name not in self._views:
            self._views[name] = View(KINDS[name], self._rows)
        return self._views[name]

    def ask(self, name: str, rows: TextRows) -> Asked:
        """A request's text under a view, weighed once."""
        known = self._asked.setdefault(rows, {})
        if name not in known:
            known[name] = self.view(name).ask(rows)
        return known[name]

    def like(self, name: str, rows: TextRows) -> Floats:
        """Likeness of a text, given as a single row, to each target under a view; NaN where either is empty."""
        if not rows.told[0]:
            return np.full(len(self.empty), np.nan)
        found = self.view(name).compare(self.ask(name, rows))
        found[self.empty] = np.nan
        return found

    def meeting(self, rows: TextRows, target: int) -> list[str]:
        """The concepts in which a text and a target meet most, the weightiest first, none far lighter than it."""
        view = self.view("situations")
        asked = self.ask("situations", rows)
        weights = view.shared(asked, target)
        order = np.lexsort((asked.tokens, -weights))
        least = LEAST_TOLD * max(weights, default=0.0)
        slugs = list(concept_numbers())
        return [slugs[asked.tokens[place]] for place in order if weights[place] >= least and weights[place] > 0]
