"""The index of names: which words are close to those asked for, which names have them, which are most alike.

A word counts by its rarity, so that `Ministerio` or `Instituto` tell little, and by how much of its spelling stays:
SoftTFIDF (Cohen, Ravikumar & Fienberg 2003, "A comparison of string distance metrics for name-matching tasks"). Half of
a score is that, half the likeness of the whole spelling (rapidfuzz).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from scoring.names.lists import Lists, Numbers, Texts
from scoring.names.search_kernel import common_weight, gather, spelt_out
from scoring.names.spelling_kernel import GRAMS, close_words, grams_of_all
from scoring.text.words import LONGEST, fold

Scores = NDArray[np.float32]

WORD = re.compile(r"[^\W_]+")
BETWEEN_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w\b)")
"""The dots of `A.B.C.`"""
MOST_WORDS = 24
"""Words of a name asked for that are read."""
POOL = 500
"""Names compared word by word with the one asked for."""
COMPARED = 100
"""Names whose whole spelling is compared with the one asked for."""


@dataclass(frozen=True)
class Likeness:
    """Something known that resembles what was asked, 0..100."""

    id: str
    name: str
    score: float


def words_in(name: str) -> list[str]:
    """The words of a name without case, accents and punctuation; initials with dots are one word."""
    return WORD.findall(fold(BETWEEN_INITIALS.sub("", name)))


@dataclass(frozen=True, eq=False)
class NameIndex:
    """Names, any number of them an organization, in arrays that do not change: additions make another index."""

    ids: Texts
    names: Texts
    owners: Numbers
    words: Texts
    words_of: Lists
    names_with: Lists
    words_with: Lists

    @classmethod
    def of(cls, named: Iterable[tuple[str, str]]) -> "NameIndex":
        """The index of names, given as (identifier, name)."""
        nothing, texts, lists = np.empty(0, np.int32), Texts.empty(), Lists.empty()
        return cls(texts, texts, nothing, texts, lists, lists, Lists.empty(GRAMS)).with_more(named)

    def with_more(self, named: Iterable[tuple[str, str]]) -> "NameIndex":
        """The same index as if the new names had been there from the start."""
        ids, words = _numbered(self.ids), _numbered(self.words)
        owners, names, lengths, read = list[int](), list[str](), list[int](), list[int]()
        for one, name in named:
            found = [words.setdefault(word, len(words)) for word in words_in(name)]
            owners.append(ids.setdefault(one, len(ids)))
            names.append(name)
            lengths.append(len(found))
            read.extend(found)
        numbers = np.arange(len(self.names), len(self.names) + len(names), dtype=np.int32)
        all_words = self.words.with_more(list(words)[len(self.words) :])
        grams, spelt = grams_of_all(all_words.letters.arrays, len(self.words))
        return NameIndex(
            ids=self.ids.with_more(list(ids)[len(self.ids) :]),
            names=self.names.with_more(names),
            owners=np.concatenate((self.owners, np.array(owners, np.int32))),
            words=all_words,
            words_of=self.words_of.with_more(lengths, np.array(read, np.int32)),
            names_with=self.names_with.with_longer(np.array(read, np.int32), np.repeat(numbers, lengths), len(words)),
            words_with=self.words_with.with_longer(grams, spelt, GRAMS),
        )

    def __len__(self) -> int:
        return len(self.names)

    @cached_property
    def rarity(self) -> Scores:
        """What each word tells: the logarithm of how few names have it."""
        return np.log1p(len(self) / np.diff(self.names_with.starts)).astype(np.float32)

    @cached_property
    def weights(self) -> Scores:
        """What all words of each name tell."""
        sums = np.concatenate(([0.0], np.cumsum(self.rarity[self.words_of.items], dtype=np.float64)))
        return np.diff(sums[self.words_of.starts]).astype(np.float32)

    def search(self, name: str, limit: int = 10) -> list[Likeness]:
        """The organizations with the names most like this one, best first, each once."""
        asked = words_in(name)[:MOST_WORDS]
        places, by_words = self._alike_by_words(asked)
        if not len(places):
            return []
        by_spelling = self._alike_by_spelling(asked, places)
        scores = (by_words + by_spelling) / 2
        best: dict[str, Likeness] = {}
        for place in np.argsort(-scores, kind="stable"):
            one = self.ids[self.owners[places[place]]]
            best.setdefault(one, Likeness(one, self.names[places[place]], float(scores[place])))
            if len(best) == limit:
                break
        return list(best.values())

    def _alike_by_words(self, asked: Sequence[str]) -> tuple[Numbers, Scores]:
        """The names most alike by their words, and how much (0..100)."""
        letters = Texts.empty().with_more([word[:LONGEST] for word in asked]).letters
        ends, words, closeness = close_words(letters.arrays, self.words.letters.arrays, self.words_with.arrays)
        worth = self.rarity[words] * closeness**2
        sought = float(self.rarity[words[ends[:-1][np.diff(ends) > 0]]].sum())
        order = np.argsort(-worth, kind="stable")
        names, share = gather(words[order], worth[order], sought, self.names_with.arrays, self.weights)
        names = names[np.argpartition(-share, POOL)[:POOL]] if len(names) > POOL else names
        gain = common_weight(names, ends, words, worth, self.words_of.arrays, len(self.words))
        alike = 200 * gain / (sought + self.weights[names])
        best = np.argsort(-alike, kind="stable")[:COMPARED]
        return names[best], alike[best]

    def _alike_by_spelling(self, asked: Sequence[str], names: Numbers) -> Scores:
        """How much the spelling of names is like that of one, words in their order or in any (0..100)."""
        known = spelt_out(names, self.words_of.arrays, self.words.letters.arrays).tobytes().decode().split("\n")
        ordered, unordered = (
            process.cdist([" ".join(asked)], known, scorer=scorer, dtype=np.float32)[0]
            for scorer in (fuzz.ratio, fuzz.token_sort_ratio)
        )
        return np.asarray(np.maximum(ordered, unordered))


def _numbered(texts: Texts) -> dict[str, int]:
    return {text: number for number, text in enumerate(texts)}
