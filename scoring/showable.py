"""What can be shown of a request's text beside those of offers: its words, meanings and concepts, the rarest first."""

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.arrays import Flags
from scoring.compiled.forms import NONE
from scoring.compiled.lexis import Ints, concept_numbers
from scoring.compiled.reading import forms
from scoring.compiled.telling import Told, concept_slugs, flagged
from scoring.compiled.telling_kernel import meet
from scoring.text.lexicon import concepts
from scoring.text.reading import HARDLY_ANOTHER
from scoring.text.similarity import TextIndex, View

SHOWN = 3
"""Words, pairs of words or concepts that are shown of one kind."""


class Met(NamedTuple):
    """How the text of one offer meets that of the request: what is shown of words that both have, of words that begin
    alike, and of words that mean the same, and the concepts that the offer names outright, of the request's and of what
    addresses them. `number` and `told` are for what else is told of the offer's text."""

    words: list[str]
    alike: list[str]
    pairs: list[tuple[str, str]]
    named: Mapping[str, str]
    number: int
    told: Told

    def words_around(self, concept: int) -> list[str]:
        """The words that go most with a concept."""
        return self.told.words_around(self.number, concept, SHOWN)


class Showable:
    """A request's text as it can be told beside the texts of an index; each part is prepared when it is asked for."""

    def __init__(self, told: Told, texts: TextIndex) -> None:
        self._told = told
        self._views = texts.views
        self._around: dict[int, list[str]] = {}

    def meet(self, offered: Told) -> list[Met]:
        """How texts meet the request's, each for itself."""
        stems, beginnings, meanings = self._words[1], self._long_words[1], self._meanings[1]
        found = meet(offered.units, offered.tables, stems, beginnings, meanings, HARDLY_ANOTHER, SHOWN)
        common, alike, met, units, ends = (one.tolist() for one in found)
        pairs = [
            list(zip(met[ends[one] : ends[one + 1]], units[ends[one] : ends[one + 1]], strict=True))
            for one in range(len(common))
        ]
        return [
            Met(
                [self._words[0][word] for word in common[text] if word >= 0],
                [self._long_words[0][word] for word in alike[text] if word >= 0],
                self._pairs(pairs[text], offered),
                named,
                text,
                offered,
            )
            for text, named in enumerate(offered.outright(self._looked_for))
        ]

    def _pairs(self, met: Sequence[tuple[int, int]], offered: Told) -> list[tuple[str, str]]:
        found: dict[tuple[str, str], None] = {}
        for number, unit in met:
            found[self._meanings[0][number], offered.written(unit).casefold()] = None
            if len(found) == SHOWN:
                break
        return list(found)

    @cached_property
    def _words(self) -> tuple[list[str], Ints, Ints]:
        """The topical words, each stem once, the last with it: as written, stems, and their beginnings."""
        units, tables = self._told.units, self._told.tables
        stems, last = np.unique(tables.word[units.topical[::-1]], return_index=True)
        chosen = units.topical[::-1][last[_rarest_first(stems, self._views["words"], forms().words.names)]]
        return self._told.names(chosen), tables.word[chosen], tables.beginning[chosen]

    @cached_property
    def _long_words(self) -> tuple[list[str], Ints]:
        """The words whose stems are long enough to have a beginning, and that."""
        written, _, beginnings = self._words
        long_ones = np.flatnonzero(beginnings != NONE)
        return [written[one] for one in long_ones.tolist()], beginnings[long_ones]

    @cached_property
    def _meanings(self) -> tuple[list[str], Ints]:
        """The first word or phrase for each meaning that one surely has, without capitals, and the meaning."""
        meanings, units = self._told.sure_meanings()
        known, first = np.unique(meanings, return_index=True)
        order = _rarest_first(known, self._views["meanings"], forms().meanings.names)
        return [self._told.written(unit).casefold() for unit in units[first[order]].tolist()], known[order]

    @cached_property
    def named(self) -> Mapping[str, str]:
        """The concepts that the text names outright, with the words by which it does."""
        return self._told.outright(np.ones(len(concept_numbers()), dtype=bool))[0]

    @cached_property
    def concepts(self) -> list[str]:
        """These concepts by their rarity."""
        return self._by_rarity("concepts")

    @cached_property
    def problems(self) -> list[str]:
        """These concepts by their rarity as problems."""
        return self._by_rarity("problems")

    def _by_rarity(self, view: str) -> list[str]:
        numbers = np.array([concept_numbers()[slug] for slug in self.named], dtype=np.intp)
        order = _rarest_first(numbers, self._views[view], concept_slugs())
        return [concept_slugs()[one] for one in numbers[order].tolist()]

    @cached_property
    def _looked_for(self) -> Flags:
        solutions = (one for problem in self.named for one in _solutions().get(problem, ()))
        return flagged([*self.named, *solutions])

    def words_around(self, concept: int) -> list[str]:
        """The words of the request that go most with a concept, by its number."""
        if concept not in self._around:
            self._around[concept] = self._told.words_around(0, concept, SHOWN)
        return self._around[concept]


def _rarest_first(numbers: NDArray[np.integer[Any]], view: View, names: Sequence[str]) -> list[int]:
    """The order of tokens by their rarity, of equally rare ones by name."""
    tokens = numbers.tolist()
    rarities = view.rarities(tokens)
    return sorted(range(len(tokens)), key=lambda one: (-rarities[one], names[tokens[one]]))


@cache
def _solutions() -> dict[str, list[str]]:
    """What addresses each problem."""
    found: dict[str, list[str]] = {}
    for concept in concepts().values():
        for problem in concept.addresses:
            found.setdefault(problem, []).append(concept.slug)
    return found
