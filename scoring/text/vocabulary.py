"""The vocabulary: words of daily life and of offices that mean the same in the four languages.

With it a word of any language leads to the same meaning, as in a dictionary; words that it does not know lead to their
cognate skeleton. Two meanings that share translations are neighbours (pivoting, Bannard & Callison-Burch 2005).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

import numpy as np
from scipy.sparse import csr_matrix

from scoring.text.cognates import SHORTEST, skeleton
from scoring.text.derived import derived
from scoring.text.entries import entries
from scoring.text.words import LANGUAGES, Word, all_stems, content_stems, fold, split_words

LONGEST_PHRASE = 3
"""Words of the longest phrase that is looked for ("pomme de terre" counts two: function words fall away)."""
BY_COGNATE = 0.7
"""What a meaning counts that only the skeleton of a word led to."""

Meanings = dict[str, float]
"""Meanings, named by the place of their entry, skeletons of unknown words (`~skeleton`) and terms of the lexicon
(`=concept`), with how much of each is in a text."""


@derived
def phrases(language: str) -> dict[tuple[str, ...], tuple[int, ...]]:
    """Which meanings the stems of a word or phrase may have."""
    found: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, entry in enumerate(entries()):
        for written in entry[language]:
            words = split_words(written, language)
            stems = content_stems(words) or all_stems(words)
            if stems:
                found[stems].add(number)
    return {stems: tuple(sorted(numbers)) for stems, numbers in found.items()}


@derived
def skeletons() -> dict[str, tuple[int, ...]]:
    """Which meanings a skeleton may have, in any language."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, entry in enumerate(entries()):
        for written in (word for words in entry.values() for word in words):
            if " " not in written and len(written) >= SHORTEST:
                found[skeleton(written)].add(number)
    return {one: tuple(sorted(numbers)) for one, numbers in found.items()}


def summed(parts: Iterable[Meanings]) -> Meanings:
    """The meanings of several words together."""
    found: Meanings = defaultdict(float)
    for meanings in parts:
        for meaning, weight in meanings.items():
            found[meaning] += weight
    return dict(found)


def meanings_of(words: Sequence[Word], language: str) -> Meanings:
    """What the topical words of a text mean; a word of several meanings counts for each in part."""
    return summed(meanings for _, meanings in spoken_meanings(words, language))


def spoken_meanings(words: Sequence[Word], language: str) -> Iterator[tuple[str, Meanings]]:
    """The words and phrases of a text as written, each with its meanings."""
    known, lengths = phrases(language), _lengths(language)
    start = 0
    while start < len(words):
        for length in lengths.get(words[start].stem, ()):
            together = words[start : start + length]
            numbers = known.get(tuple(word.stem for word in together))
            if numbers:
                yield " ".join(word.written for word in together), _shared_out(numbers, 1.0)
                start += length
                break
        else:
            yield words[start].written, unknown(words[start])
            start += 1


@cache
def _lengths(language: str) -> dict[str, tuple[int, ...]]:
    """How many words the phrases that begin with a stem may have, most first."""
    found: dict[str, set[int]] = defaultdict(set)
    for stems in phrases(language):
        if len(stems) <= LONGEST_PHRASE:
            found[stems[0]].add(len(stems))
    return {stem: tuple(sorted(lengths, reverse=True)) for stem, lengths in found.items()}


@lru_cache(maxsize=100_000)
def unknown(word: Word) -> Meanings:
    bones = skeleton(word.written)
    numbers = skeletons().get(bones) if len(word.written) >= SHORTEST else None
    return _shared_out(numbers, BY_COGNATE) if numbers else {f"~{bones}": 1.0}


@lru_cache(maxsize=100_000)
def _shared_out(numbers: tuple[int, ...], weight: float) -> Meanings:
    return {str(number): weight / len(numbers) ** 0.5 for number in numbers}


NEIGHBOURS = 0.12
"""Likeness from which two meanings are neighbours."""


@derived
def neighbours() -> dict[str, tuple[tuple[str, float], ...]]:
    """For each meaning the others that share translations with it, and how alike they are: rare words tell more."""
    from sklearn.preprocessing import normalize  # noqa: PLC0415  (takes a second, and what it prepares is kept)

    words: dict[tuple[str, str], int] = {}
    places = [
        (number, words.setdefault((language, fold(word)), len(words)))
        for number, entry in enumerate(entries())
        for language in LANGUAGES
        for word in entry[language]
    ]
    rows, columns = np.array(places).T
    uses = csr_matrix((np.ones(len(places)), (rows, columns)), shape=(len(entries()), len(words)))
    rarity = 1 / np.sqrt(np.asarray(uses.sum(axis=0)).ravel())
    vectors = normalize(uses.multiply(rarity).tocsr())
    alike = (vectors @ vectors.T).tocsr()
    alike.setdiag(0)
    alike = alike.multiply(alike >= NEIGHBOURS)
    found: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for one, other, likeness in zip(*alike.tocoo().coords, alike.tocoo().data, strict=True):
        found[str(one)].append((str(other), float(likeness)))
    return {meaning: tuple(others) for meaning, others in found.items()}
