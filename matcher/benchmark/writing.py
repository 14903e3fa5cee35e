"""Writes invented posts: so many function words, common words, words of the topic, jargon and rare words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.random import Generator

from matcher.benchmark.words import (
    FREQUENT,
    Numbers,
    function_words,
    invented_word,
    long_tail,
    meanings_by_frequency,
    plain_words,
    zipfian,
)

FUNCTION, COMMON, TOPIC, JARGON, RARE = range(5)
"""The kinds of words."""
SENTENCE = 14
"""Words of a sentence."""
SPREAD = 0.2
"""Standard deviation of the length of a text, as a share of its mean; none is longer or shorter than by three."""
UNCOMMON = 1000.0
"""Half of the rare words are among about twice so many."""
ANY = 2**30
"""Numbers of topic words and jargon are drawn below this and taken modulo how many there are."""


@dataclass(frozen=True)
class Mix:
    """How long texts are on average, and which share each kind of word has, in the order of the kinds."""

    words: int
    shares: tuple[float, float, float, float, float]


@dataclass(frozen=True)
class Draft:
    """The words of several posts by kind and number, a row a post, and how many of each row count."""

    lengths: list[int]
    kinds: list[list[int]]
    numbers: list[list[int]]

    def text(self, post: int, language: str, topic: Sequence[str], jargon: Sequence[str]) -> str:
        """The text of one post."""
        common, functions = plain_words(language), function_words(language)
        says = (
            lambda number: functions[number % len(functions)],
            common.__getitem__,
            lambda number: topic[number % len(topic)],
            lambda number: jargon[number % len(jargon)],
            partial(invented_word, language=language),
        )
        length = self.lengths[post]
        pairs = zip(self.kinds[post][:length], self.numbers[post][:length], strict=True)
        return _sentences([says[kind](number) for kind, number in pairs])


def draft(generator: Generator, posts: int, mix: Mix) -> Draft:
    """Draws the words of as many posts."""
    factors = generator.normal(1, SPREAD, posts).clip(1 - 3 * SPREAD, 1 + 3 * SPREAD)
    lengths: Numbers = np.rint(mix.words * factors).astype(np.int64)
    kinds = generator.choice(len(mix.shares), (posts, int(lengths.max(initial=0))), p=mix.shares)
    numbers: Numbers = np.empty(kinds.shape, dtype=np.int64)
    for kind in range(len(mix.shares)):
        drawn = kinds == kind
        numbers[drawn] = _numbers(generator, kind, int(drawn.sum()))
    return Draft(lengths.tolist(), kinds.tolist(), numbers.tolist())


def title(topic: Sequence[str], language: str) -> str:
    """A title of a few words of the topic."""
    functions = function_words(language)
    return _sentences([topic[0], functions[0], topic[1], topic[2], functions[1], topic[3]])[:-1]


def _numbers(generator: Generator, kind: int, count: int) -> Numbers:
    if kind == FUNCTION:
        return zipfian(generator, FREQUENT, count)
    if kind == COMMON:
        meanings = meanings_by_frequency()
        return meanings[zipfian(generator, len(meanings), count)]
    return long_tail(generator, count, UNCOMMON) if kind == RARE else generator.integers(ANY, size=count)


def _sentences(words: Sequence[str]) -> str:
    starts = range(0, len(words), SENTENCE)
    sentences = [" ".join(words[start : start + SENTENCE]) for start in starts]
    return " ".join(f"{sentence[:1].upper()}{sentence[1:]}." for sentence in sentences)
