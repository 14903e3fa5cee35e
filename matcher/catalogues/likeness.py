"""Recognises a record of another platform among ours, by letters and by the ranking's own text similarity.

Measured on the fixtures, whose records all differ: of two offers in one language the words are alike up to 0.53, the
meanings up to 0.56 and the letters up to 69; of two practices up to 0.19, 0.25 and 58. Of 22,182 pairs of offers in two
languages at most four are as alike as a translation; four short texts and their translations reach meanings of
0.24 to 0.49 and concepts of 0.30 to 0.49. Only records of one organization or country are compared at all, and what is
likely is left to a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from matcher.names import DUPLICATE
from scoring.arrays import Floats
from scoring.compiled.reading import read_texts
from scoring.text.similarity import TextIndex
from scoring.text.words import fold

SAME_WORDS = 0.85
"""Cosine of the words from which two texts of one organization or country are one."""
LIKELY_LETTERS = 75.0
LIKELY_WORDS = 0.65
LIKELY_MEANINGS = 0.65
"""From any of these on two texts of one language may be one."""
TRANSLATED_MEANINGS, TRANSLATED_CONCEPTS = 0.22, 0.3
"""From both of these on a text may be the translation of another."""
VIEWS = ("words", "meanings", "concepts")


@dataclass(frozen=True)
class Told:
    """What a record says, who has it and where."""

    key: str
    title: str
    text: str
    language: str | None
    organization: str | None
    country: str | None


@dataclass(frozen=True)
class Twin:
    """A record of ours that resembles another's; `sure` where no person need look. `percent`: how alike (0..100)."""

    key: str
    percent: int
    sure: bool


class Likenesses:
    """Records of ours and of a file, compared by their texts."""

    def __init__(self, ours: Sequence[Told], theirs: Sequence[Told]) -> None:
        self._all = [*ours, *theirs]
        self._theirs = len(ours)
        self._texts = [((one.title, one.text), one.language) for one in self._all]
        self._letters = [fold(f"{one.title} {one.text}") for one in self._all]
        self._index = TextIndex.of(self._texts) if self._all else None

    def twin(self, number: int, keys: dict[int, str]) -> Twin | None:
        """The record that the file's record of a number (from 0) resembles most, if any: one of ours, or an earlier one
        of the file, given by its number and our key."""
        place = self._theirs + number
        earlier = {self._theirs + one: key for one, key in keys.items() if one < number}
        rivals = {one: self._all[one].key for one in range(self._theirs)} | earlier
        near = {one: key for one, key in rivals.items() if _neighbours(self._all[place], self._all[one])}
        if not near or self._index is None:
            return None
        rows = read_texts([self._texts[place]])
        views = np.nan_to_num(np.array([self._index.like(view, rows) for view in VIEWS]))
        found = (self._compared(place, one, key, views[:, one]) for one, key in near.items())
        return max((one for one in found if one), key=lambda one: (one.sure, one.percent, one.key), default=None)

    def _compared(self, place: int, other: int, key: str, cosines: Floats) -> Twin | None:
        words, meanings, concepts = cosines
        letters = fuzz.token_sort_ratio(self._letters[place], self._letters[other])
        percent = round(max(letters, 100 * words, 100 * meanings, 100 * concepts))
        if letters >= DUPLICATE or words >= SAME_WORDS:
            return Twin(key, percent, sure=True)
        if self._all[place].language == self._all[other].language:
            likely = letters >= LIKELY_LETTERS or words >= LIKELY_WORDS or meanings >= LIKELY_MEANINGS
        else:
            likely = meanings >= TRANSLATED_MEANINGS and concepts >= TRANSLATED_CONCEPTS
        return Twin(key, percent, sure=False) if likely else None


def _neighbours(one: Told, other: Told) -> bool:
    """Whether two records can be one: of one organization, or of one country where that is known."""
    same = one.organization is not None and one.organization == other.organization
    return same or (one.country is not None and one.country == other.country)
