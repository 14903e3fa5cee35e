"""Texts under their views (stems, runs of letters, meanings, concepts, problems, situations), compared by cosine."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from scoring.arrays import Flags, Floats, Sparse
from scoring.compiled.comparing_kernel import settle
from scoring.compiled.forms import Forms
from scoring.compiled.reading import Fields, TextRows, forms, read_texts
from scoring.compiled.tokens import Tokens, Vocabulary
from scoring.lengthening import Column
from scoring.text import weighing
from scoring.text.blocks import BLOCK, Asked, Block, Postings, Rows
from scoring.text.words import TONGUES

CONCEPTS_KEPT, PROBLEMS_KEPT = 100, 40
"""How many concepts a target keeps, and how many problems that they address: those that weigh most."""
_GROWING = Lock()
"""Held while texts are added, since texts that follow each other share what they hold."""
LEAST_TOLD = 0.7
"""Share of the weightiest common concept's weight that another must have to be told beside it."""


@dataclass(frozen=True)
class Kind:
    """How a view is made: from which rows of requests and of targets, and how these are weighed by rarity.

    `tokens` are those of the reading (None: the concepts of the lexicon); a target that holds at least `least` of one
    counts as its holder. `damped`: where a cosine divides by the length of the target's row, here it is the length of
    both together, since an offer that names one of the request's ten concepts, and nothing else, is no twin of it.
    `most` is how many tokens a target keeps.
    """

    asked: Callable[[TextRows], Sparse]
    target: Callable[[TextRows], Sparse]
    rarity: Callable[[Floats, int], Floats]
    weigh: Callable[[Sparse, Floats], Sparse]
    tokens: Callable[[Forms], Tokens] | None = None
    least: float = 0.0
    damped: bool = False
    most: int | None = None

    def kept(self, weighed: Sparse) -> Sparse:
        """What targets keep of their rows."""
        return weighed if self.most is None else weighing.weightiest(weighed, self.most)


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
        most=CONCEPTS_KEPT,
    ),
    "problems": Kind(
        lambda rows: rows.named,
        lambda rows: weighing.addressed(rows.named),
        weighing.rarity_of_concepts,
        weighing.strong,
        least=weighing.CERTAIN_ENOUGH,
        damped=True,
        most=PROBLEMS_KEPT,
    ),
    "situations": Kind(
        lambda rows: weighing.situations_asked(rows.around),
        lambda rows: weighing.situations_met(rows.around),
        weighing.all_alike,
        weighing.strong,
    ),
}
"""The views by name."""


def _local(rows: Sparse, kind: Kind, vocabulary: Vocabulary | None) -> Sparse:
    """Rows with columns by the numbers of a collection; strangers to it fall away."""
    if vocabulary is None or kind.tokens is None:
        return rows
    keys = kind.tokens(forms()).keys_by_number
    if rows.shape[0] == 1:
        places = vocabulary.places(keys[rows.indices])
    else:
        used, columns = np.unique(rows.indices, return_inverse=True)
        places = vocabulary.places(keys[used])[columns]
    known = places >= 0
    ends = np.concatenate([[0], np.cumsum(known)])[rows.indptr]
    return Sparse(rows.data[known], places[known], ends, (rows.shape[0], len(vocabulary)))


def _tongues(rows: TextRows) -> NDArray[np.int8]:
    return np.array([TONGUES[language] for language in rows.languages], dtype=np.int8)


@dataclass(frozen=True)
class View:
    """Targets under one view, in blocks; `rarity` is by token."""

    name: str
    vocabulary: Vocabulary | None
    rarity: Floats
    blocks: tuple[Block, ...]

    @property
    def kind(self) -> Kind:
        """How the view is made."""
        return KINDS[self.name]

    @classmethod
    def of(cls, name: str, targets: TextRows) -> "View":
        """Targets as they were read."""
        kind = KINDS[name]
        rows = kind.target(targets)
        vocabulary = None
        if kind.tokens is not None:
            vocabulary = Vocabulary.of(kind.tokens(forms()), np.unique(rows.indices))
        rows = _local(rows, kind, vocabulary)
        rarity = kind.rarity(weighing.holders(rows, kind.least), rows.shape[0])
        weighed = kind.kept(kind.weigh(rows, rarity)).as_matrix()
        starts = range(0, weighed.shape[0], BLOCK)
        return cls(name, vocabulary, rarity, tuple(Postings.of(weighed[start : start + BLOCK]) for start in starts))

    def and_then(self, targets: TextRows) -> "View":
        """These targets and others after them. A token that is new here is as rare as one that a single target has."""
        rows, rarities, vocabulary = self.kind.target(targets), self._rarities, self.vocabulary
        if vocabulary is not None and self.kind.tokens is not None:
            vocabulary = vocabulary.and_then(self.kind.tokens(forms()).keys_by_number[np.unique(rows.indices)])
            strangers = len(vocabulary) - len(self.rarity)
            if strangers:
                rarities = rarities.and_then(np.full(strangers, self.rarity.max(initial=1.0)))
        weighed = self.kind.kept(self.kind.weigh(_local(rows, self.kind, vocabulary), rarities.values))
        *earlier, last = self.blocks or (Rows.nothing(),)
        if not isinstance(last, Rows):
            earlier, last = [*earlier, last], Rows.nothing()
        grown = View(self.name, vocabulary, rarities.values, (*earlier, last.and_then(weighed)))
        grown.__dict__["_rarities"] = rarities
        return grown

    @cached_property
    def _rarities(self) -> Column:
        return Column(self.rarity)

    def ask(self, rows: TextRows) -> Asked:
        """A request's text, given as a single row."""
        found = self.kind.weigh(_local(self.kind.asked(rows), self.kind, self.vocabulary), self.rarity)
        used = found.data > 0
        return Asked(found.indices[used], found.data[used])

    def compare(self, asked: Asked) -> Floats:
        """Likeness to each target, but for how sums are rounded 0..1."""
        found = np.zeros(sum(map(len, self.blocks)))
        start = 0
        for block in self.blocks:
            block.compare(asked, found[start : start + len(block)], damped=self.kind.damped)
            start += len(block)
        return found

    def shared(self, asked: Asked, target: int) -> Floats:
        """What each token of a request adds to its likeness to a target, before damping."""
        for block in self.blocks:
            if target < len(block):
                return asked.weights * block.weights_in(target, asked.tokens)
            target -= len(block)
        raise IndexError("no such target")

    def rarities(self, numbers: Sequence[int]) -> list[float]:
        """Inverse document frequency of some tokens, by their numbers; 0 for one that no target holds."""
        tokens = np.array(numbers, dtype=np.intp)
        if self.vocabulary is None or self.kind.tokens is None:
            return [float(one) for one in self.rarity[tokens]]
        places = self.vocabulary.places(self.kind.tokens(forms()).keys_by_number[tokens])
        return [0.0 if place < 0 else float(self.rarity[place]) for place in places.tolist()]


class TextIndex:
    """Target texts under their views. Targets without a text answer unknown (NaN)."""

    def __init__(self, tongues: NDArray[np.int8], empty: Flags, views: Mapping[str, View]) -> None:
        self.tongues = tongues
        self.empty = empty
        self.views = views
        self._asked: WeakKeyDictionary[TextRows, dict[str, Asked]] = WeakKeyDictionary()

    @property
    def whole(self) -> bool:
        """Whether all targets were read together."""
        return all(isinstance(block, Postings) for view in self.views.values() for block in view.blocks)

    @classmethod
    def of(cls, targets: Sequence[Fields]) -> "TextIndex":
        """Texts, read at once."""
        return cls.of_rows(read_texts(targets))

    @classmethod
    def of_rows(cls, rows: TextRows) -> "TextIndex":
        """Texts as they were read."""
        views = {name: View.of(name, rows) for name in KINDS}
        return cls(_tongues(rows), rows.told == 0, views)

    def and_then(self, targets: Sequence[Fields]) -> "TextIndex":
        """These texts and others after them, weighed by how rare tokens are in these."""
        rows = read_texts(targets)
        tongues = np.concatenate([self.tongues, _tongues(rows)])
        with _GROWING:
            views = {name: view.and_then(rows) for name, view in self.views.items()}
        return TextIndex(tongues, np.concatenate([self.empty, rows.told == 0]), views)

    def __getstate__(self) -> dict[str, Any]:
        """All but what is kept of requests."""
        return {"tongues": self.tongues, "empty": self.empty, "views": self.views}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(**state)  # type: ignore[misc]

    def ask(self, name: str, rows: TextRows) -> Asked:
        """A request's text under a view, weighed once."""
        known = self._asked.setdefault(rows, {})
        if name not in known:
            known[name] = self.views[name].ask(rows)
        return known[name]

    def like(self, name: str, rows: TextRows) -> Floats:
        """Likeness of a text, given as a single row, to each target under a view; NaN where either is empty."""
        if not rows.told[0]:
            return np.full(len(self.empty), np.nan)
        found = self.views[name].compare(self.ask(name, rows))
        settle(found, self.empty)
        return found

    def meeting(self, rows: TextRows, target: int) -> list[int]:
        """The concepts in which a text and a target meet most, by number, the weightiest first, none far lighter."""
        asked = self.ask("situations", rows)
        weights = self.views["situations"].shared(asked, target)
        heavy = np.flatnonzero((weights > 0) & (weights >= LEAST_TOLD * weights.max(initial=0.0)))
        order = heavy[np.lexsort((asked.tokens[heavy], -weights[heavy]))]
        return [int(one) for one in asked.tokens[order]]
