"""What a reader is told of texts: their words and phrases as written, with what they mean; many texts at once.

It is what `scoring.text.reading` finds in one text, in numbers: those of `scoring.compiled.reading.forms`.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.arrays import Flags, Floats
from scoring.compiled.forms import FormTables
from scoring.compiled.lexis import Ends, Ints, concept_numbers, lexis
from scoring.compiled.outright import all_outright_terms
from scoring.compiled.reading import forms
from scoring.compiled.telling_kernel import around, speak_outright, tell_forms
from scoring.text.reading import HARDLY_ANOTHER


class Units(NamedTuple):
    """The words and phrases of texts: the topical forms, where each unit begins among them, and what it means."""

    topical: Ints
    topical_ends: Ends
    starts: Ints
    unit_ends: Ends
    meanings: Ints
    weights: Floats
    meaning_ends: Ends


class Told:
    """Texts that are read for telling, given as the numbers of their forms and where those of each text end."""

    def __init__(self, spoken: Ints, ends: Ends) -> None:
        known = forms()
        with known.growing:
            self.tables: FormTables = known.tables
        self._names = known.written
        self._spoken, self._ends = spoken, ends
        self.units = Units(*tell_forms(spoken, ends, self.tables, lexis()))
        self._topical, self._starts = self.units.topical.tolist(), self.units.starts.tolist()

    def names(self, numbers: Ints) -> list[str]:
        """Forms as they are written."""
        return [self._names[form] for form in numbers.tolist()]

    def written(self, unit: int) -> str:
        """A word or phrase as it is written."""
        start, end = self._starts[unit : unit + 2]
        return " ".join([self._names[form] for form in self._topical[start:end]])

    def sure_meanings(self) -> tuple[Ints, NDArray[np.intp]]:
        """The meanings of words and phrases that hardly have another, in order, and whose each is."""
        units = np.repeat(np.arange(len(self._starts) - 1), np.diff(self.units.meaning_ends))
        sure = self.units.weights >= HARDLY_ANOTHER
        return self.units.meanings[sure], units[sure]

    def outright(self, wanted: Flags) -> list[dict[str, str]]:
        """For each text the concepts that it names outright, of some, each with the words by which it does."""
        found = speak_outright(self._spoken, self._ends, self.tables, all_outright_terms(), wanted)
        concepts, ends, places, lengths = found
        words = (self.names(self._spoken[row[:length]]) for row, length in zip(places, lengths.tolist(), strict=True))
        slugs = (concept_slugs()[one] for one in concepts.tolist())
        named = [(slug, " ".join(written)) for slug, written in zip(slugs, words, strict=True)]
        return [dict(named[first:last]) for first, last in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)]

    def words_around(self, text: int, concept: int, most: int) -> list[str]:
        """The words of a text that go most with a concept, by its description."""
        units, worths = around(self.units, text, concept, self.tables.key, most, lexis())
        rows = zip((self.written(unit).casefold() for unit in units.tolist()), worths.tolist(), strict=True)
        return [word for word, _ in sorted(rows, key=lambda row: (-row[1], row[0]))[:most]]


@cache
def concept_slugs() -> tuple[str, ...]:
    """The concepts by number."""
    return tuple(concept_numbers())


def flagged(slugs: Mapping[str, object] | Sequence[str]) -> Flags:
    """Some concepts as flags by number."""
    found = np.zeros(len(concept_numbers()), dtype=bool)
    found[[concept_numbers()[slug] for slug in slugs]] = True
    return found
