"""What an invented offer is about: a sector, a few meanings of the vocabulary, and jargon."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.random import Generator

from matcher.benchmark.words import Numbers, invented_word, meanings_by_frequency, word_of, zipfian
from models import taxonomy

OF_THE_SECTOR = 5
OF_ANY = 1
JARGON = 2
VARIANTS = 60
"""A multiple of the usual counts of words of a meaning, so that each is used as often."""
OF_A_FIELD = 80
"""Words of jargon that a sector has in a language."""
FLAT = 1.0
"""Exponent of the meanings of a sector: its offers share the frequent ones."""


@dataclass(frozen=True)
class Topic:
    """Meanings of the vocabulary, which of its words each goes by, and the numbers of invented words."""

    sector: str
    meanings: tuple[int, ...]
    variants: tuple[int, ...]
    jargon: tuple[int, ...]

    def words(self, language: str) -> list[str]:
        """The meanings in the words of the offer."""
        return [word_of(*pair) for pair in self._worded(language)]

    def other_words(self, language: str, changed: list[bool]) -> list[str]:
        """The meanings, some in the next of their words where the language has several."""
        pairs = zip(self._worded(language), changed, strict=True)
        return [word_of(meaning, spoken, variant + other) for (meaning, spoken, variant), other in pairs]

    def jargon_words(self, language: str) -> list[str]:
        """The jargon in the sounds of a language."""
        return [invented_word(number, language) for number in self.jargon]

    def _worded(self, language: str) -> list[tuple[int, str, int]]:
        return [(meaning, language, variant) for meaning, variant in zip(self.meanings, self.variants, strict=True)]


@cache
def _meanings_of_sectors() -> Numbers:
    """The meanings of each sector, a row a sector."""
    sectors = len(taxonomy.sectors())
    meanings = meanings_by_frequency()
    return meanings[: len(meanings) // sectors * sectors].reshape(-1, sectors).T


def draw_topics(generator: Generator, count: int) -> list[Topic]:
    """Topics for as many offers; sectors are about equally frequent."""
    slugs = list(taxonomy.sectors())
    known = _meanings_of_sectors()
    sectors = generator.integers(len(slugs), size=count)
    own = known[sectors[:, None], zipfian(generator, known.shape[1], (count, OF_THE_SECTOR), FLAT)]
    meanings = np.hstack([own, generator.integers(known.size, size=(count, OF_ANY))]).tolist()
    variants = generator.integers(VARIANTS, size=(count, OF_THE_SECTOR + OF_ANY)).tolist()
    jargon = (zipfian(generator, OF_A_FIELD, (count, JARGON)) * len(slugs) + sectors[:, None]).tolist()
    return [
        Topic(slugs[sector], tuple(meanings[place]), tuple(variants[place]), tuple(jargon[place]))
        for place, sector in enumerate(sectors.tolist())
    ]
