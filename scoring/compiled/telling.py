"""What a reader is told of texts: their words and phrases as written, with what they mean; many texts at once.

It is what `scoring.text.reading` finds in one text, in numbers: those of `scoring.compiled.reading.forms`.
"""

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np

from scoring.arrays import Floats
from scoring.compiled.lexis import Ends, Ints, concept_numbers, known_stems, lexis
from scoring.compiled.reading import Fields, forms, forms_of
from scoring.compiled.telling_kernel import tell_forms, worths
from scoring.text.reading import HARDLY_ANOTHER
from scoring.text.recognition import OutrightTerms, outright_terms, places_of, spoken_of
from scoring.text.words import LANGUAGES

Terms = Mapping[str, OutrightTerms[int]]
"""By language the terms that a text may name outright, by number of their stems."""


class Units(NamedTuple):
    """The words and phrases of a text: where each begins among the topical forms, and what it means."""

    starts: Ints
    meanings: Ints
    weights: Floats
    ends: Ends


class Told:
    """A text that was read for telling."""

    def __init__(self, parts: Mapping[str, list[int]], topical: Ints, units: Units, numbers: "_Numbers") -> None:
        self._parts = parts
        self._topical = topical
        self._units = units
        self._numbers = numbers

    @property
    def stems(self) -> list[int]:
        """The stem of each topical word."""
        found: list[int] = self._numbers.word[self._topical].tolist()
        return found

    @property
    def first_letters(self) -> list[int]:
        """How the stem of each topical word begins."""
        found: list[int] = self._numbers.beginning[self._topical].tolist()
        return found

    @cached_property
    def words(self) -> frozenset[int]:
        """The stems of the topical words."""
        return frozenset(self.stems)

    @cached_property
    def beginnings(self) -> frozenset[int]:
        """How they begin."""
        return frozenset(self.first_letters)

    @property
    def topical(self) -> list[str]:
        """The topical words as they are written."""
        return [self._numbers.written[form] for form in self._topical.tolist()]

    @cached_property
    def sure_meanings(self) -> dict[int, int]:
        """For each meaning the first word or phrase that has it, and hardly another."""
        meanings, weights, ends = self._units.meanings, self._units.weights, self._units.ends
        units = np.repeat(np.arange(len(ends) - 1), np.diff(ends))
        sure = np.flatnonzero(weights >= HARDLY_ANOTHER)[::-1]
        return dict(zip(meanings[sure].tolist(), units[sure].tolist(), strict=True))

    def written(self, unit: int) -> str:
        """A word or phrase as it is written."""
        start, end = self._units.starts[unit : unit + 2].tolist()
        return " ".join(self._numbers.written[form] for form in self._topical[start:end].tolist())

    def outright(self, known: Terms) -> dict[str, str]:
        """The concepts that the text names outright by some terms, each with the words by which it does."""
        found: dict[str, str] = {}
        for language, numbers in self._parts.items():
            stems = self._numbers.stem[numbers].tolist()
            for slug, places in spoken_of(places_of(stems), known[language]).items():
                found.setdefault(slug, " ".join(self._numbers.written[numbers[place]] for place in places))
        return found

    def words_around(self, concepts: Sequence[int], most: int) -> list[list[str]]:
        """For each concept the words of the text that go most with it, by its description."""
        tables = lexis()
        wanted = np.array(concepts, dtype=np.int32)
        _, meanings, weights, ends = self._units
        found = worths(
            wanted, meanings, weights, ends, tables.described, tables.described_weights, tables.described_ends
        )
        return [self._heaviest(row, most) for row in found]

    def _heaviest(self, worth: Floats, most: int) -> list[str]:
        found: dict[str, float] = {}
        for unit in np.flatnonzero(worth).tolist():
            found.setdefault(self.written(unit).casefold(), float(worth[unit]))
        return sorted(found, key=lambda word: (-found[word], word))[:most]


class _Numbers(NamedTuple):
    """What the forms were when texts were read."""

    word: Ints
    beginning: Ints
    stem: Ints
    written: list[str]


def tell_texts(texts: Sequence[Fields]) -> list[Told]:
    """Reads texts for telling, many at once."""
    parts, tables = forms_of(texts)
    flat = [form for _, by_language in parts for numbers in by_language.values() for form in numbers]
    ends = np.cumsum([0, *(sum(map(len, by_language.values())) for _, by_language in parts)])
    found = tell_forms(np.array(flat, dtype=np.int32), ends, tables, lexis())
    topical, topical_ends, starts, unit_ends, meanings, weights, meaning_ends = found
    numbers = _Numbers(tables.word, tables.beginning, tables.stem, forms().written)

    def told(text: int) -> Told:
        first, last = topical_ends[text : text + 2]
        unit, after = unit_ends[text : text + 2]
        begin, end = meaning_ends[unit], meaning_ends[after]
        own_starts = np.append(starts[unit:after], last) - first
        units = Units(own_starts, meanings[begin:end], weights[begin:end], meaning_ends[unit : after + 1] - begin)
        return Told(parts[text][1], topical[first:last], units, numbers)

    return [told(text) for text in range(len(texts))]


@cache
def all_terms() -> Terms:
    """All terms of the lexicon."""
    return {language: _numbered(language) for language in LANGUAGES}


def _numbered(language: str) -> OutrightTerms[int]:
    stems = known_stems()
    return {
        stems[language, rarest]: [
            (slug, place, tuple(stems[language, one] for one in term)) for slug, place, term in found
        ]
        for rarest, found in outright_terms(language).items()
    }


@cache
def _by_concept() -> dict[str, list[tuple[str, int, int, tuple[int, ...]]]]:
    """The terms of each concept: language, rarest stem, the how manieth, and all stems."""
    found: dict[str, list[tuple[str, int, int, tuple[int, ...]]]] = {}
    for language, terms in all_terms().items():
        for rarest, spoken in terms.items():
            for slug, place, term in spoken:
                found.setdefault(slug, []).append((language, rarest, place, term))
    return found


def terms_of(slugs: Sequence[str]) -> Terms:
    """The terms of some concepts."""
    found: dict[str, OutrightTerms[int]] = {language: {} for language in LANGUAGES}
    for slug in slugs:
        for language, rarest, place, term in _by_concept().get(slug, ()):
            found[language].setdefault(rarest, []).append((slug, place, term))
    return found


@cache
def concept_slugs() -> tuple[str, ...]:
    """The concepts by number."""
    return tuple(concept_numbers())
