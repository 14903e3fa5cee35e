"""The words of the invented posts: function words, words of the vocabulary, and invented ones for the long tail."""

from functools import cache

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from stop_words import get_stop_words

from scoring.text.entries import entries
from scoring.text.words import LANGUAGES

Numbers = NDArray[np.int64]
"""Words by number: the place of a function word, of a meaning, or of an invented word."""

FREQUENT = 160
"""Function words of a language that are used."""
SHORTEST = 3
"""Letters of a function word: shorter entries of the lists are often no words."""
TAIL = 0.6
"""Exponent of the invented words: of n drawn in the end about n to this power are distinct (Heaps' law)."""
TAIL_ENDS = 10**8
SCATTER = 1_000_003
"""A prime: neighbouring numbers make words that are not alike."""
ORDER = 20261121
"""Seed of the orders in which words are frequent: the same in every benchmark."""

ONSETS = {
    "en": "b bl c ch d dr f fl g gr h j k l m n p r s sh sk st t th tr v w",
    "es": "b br c ch d f fr g gu h j l ll m n ñ p pl qu r s t tr v z",
    "pt": "b br c ch d f fl g gu j l lh m n nh p pr qu r s t tr v x z",
    "fr": "b bl c ch cl d f fr g gn gr j l m n p pl qu r s t tr v",
}
NUCLEI = {
    "en": "a ad ea er ing ock ow um",
    "es": "a ado e ia illo o on ue",
    "pt": "a ado ão e eira inho o ou",
    "fr": "a ais e eau ette eux oir on",
}


@cache
def function_words(language: str) -> tuple[str, ...]:
    """The function words of a language in a fixed order of frequency."""
    known = {word for word in get_stop_words(language) if word.isalpha() and len(word) >= SHORTEST}
    words = sorted(known, key=lambda word: (len(word), word))[:FREQUENT]
    order = np.random.default_rng(ORDER).permutation(len(words))
    return tuple(words[place] for place in order)


@cache
def plain_words(language: str) -> tuple[str, ...]:
    """The best word of each meaning of the vocabulary."""
    return tuple(entry[language][0] for entry in entries())


def word_of(meaning: int, language: str, variant: int) -> str:
    """One of the words of a meaning; variants beyond the last one start anew."""
    words = entries()[meaning][language]
    return words[variant % len(words)]


@cache
def meanings_by_frequency() -> Numbers:
    """The meanings of the vocabulary in a fixed order of frequency."""
    return np.random.default_rng(ORDER).permutation(len(entries()))


@cache
def _syllables(language: str) -> tuple[str, ...]:
    return tuple(onset + nucleus for nucleus in NUCLEI[language].split() for onset in ONSETS[language].split())


def invented_word(number: int, language: str) -> str:
    """The word of a number in the sounds of a language: three syllables or more; another number, another word."""
    syllables = _syllables(language)
    size = len(syllables)
    rest, more = number * SCATTER % size**3, number // size**3
    word = syllables[rest % size] + syllables[rest // size % size] + syllables[rest // size**2]
    while more:
        more, place = divmod(more, size)
        word += syllables[place]
    return word


@cache
def _steps(count: int, exponent: float) -> NDArray[np.float64]:
    shares = (np.arange(count) + 2.7) ** -exponent  # Mandelbrot's offset: the first words are less far apart
    return np.asarray(np.cumsum(shares) / shares.sum())


def zipfian(generator: Generator, count: int, size: int | tuple[int, ...], exponent: float = 1.0) -> Numbers:
    """Places 0..count-1, the first ones most often (Zipf-Mandelbrot)."""
    return np.searchsorted(_steps(count, exponent), generator.random(size), side="right").clip(max=count - 1)


def long_tail(generator: Generator, size: int | tuple[int, ...], start: float) -> Numbers:
    """Numbers of invented words without a largest one in sight; half of them are below about `2 * start` (Lomax)."""
    return np.minimum(generator.pareto(TAIL, size) * start, TAIL_ENDS).astype(np.int64)


TONGUES = tuple(LANGUAGES)
