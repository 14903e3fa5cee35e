"""The compiled reading and the compiled views find what the plain ones find."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.evaluation import read_collection
from scoring.compiled.comparing_kernel import bend
from scoring.compiled.reading import Fields, read_texts
from scoring.text.fairness import level_languages
from scoring.text.similarity import KINDS, TextIndex
from scoring.text.vocabulary import entries
from scoring.text.words import LANGUAGES, split_words
from tests.conftest import ROOT
from tests.scoring.compiled import by_the_book
from tests.scoring.compiled.by_the_book import Text
from tests.scoring.compiled.compared_by_the_book import Collection, levelled
from tests.scoring.compiled.decoding import decoded
from tests.scoring.compiled.texts import texts
from tests.scoring.strategies import thorough

VIEWS = tuple(KINDS)
AS_PRECISE = 1e-6
"""Weights of targets are kept in single precision."""


@cache
def region() -> tuple[list[Fields], list[Fields]]:
    """The texts of the region's offers and requests."""
    found = read_collection(ROOT / "tests" / "judged" / "region")
    offers, requests = (
        [((one.title, one.text), one.language) for one in posts] for posts in (found.offers, found.requests)
    )
    return offers, requests


@cache
def plain_offers() -> Collection:
    """The region's offers, read plainly."""
    return Collection([by_the_book.read(*one) for one in region()[0]])


@cache
def offers() -> TextIndex:
    """The region's offers."""
    return TextIndex.of(region()[0])


def assert_alike(found: Text, expected: Text) -> None:
    """Two readings of a text hold the same."""
    assert (found.language, found.told) == (expected.language, expected.told)
    for view in ("words", "runs", "meanings", "named", "around"):
        assert getattr(found, view) == pytest.approx(getattr(expected, view), rel=1e-9, abs=1e-15), view


def as_numbers(values: list[float | None]) -> np.ndarray:
    """Likenesses with NaN for unknown."""
    return np.array([np.nan if value is None else value for value in values], dtype=float)


@pytest.mark.long
def test_every_offer_of_the_region_is_read_by_the_book() -> None:
    for found, expected in zip(decoded(read_texts(region()[0])), plain_offers().targets, strict=True):
        assert_alike(found, expected)


@pytest.mark.long
@pytest.mark.parametrize("view", VIEWS)
def test_every_request_of_the_region_is_as_like_every_offer_as_by_the_book(view: str) -> None:
    for request in region()[1][::4]:
        found = offers().like(view, read_texts([request]))
        expected = plain_offers().like(view, by_the_book.read(*request))
        assert np.allclose(found, as_numbers(expected), rtol=AS_PRECISE, atol=AS_PRECISE, equal_nan=True)


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_long_phrases_are_read_by_the_book(language: str) -> None:
    known = {word for entry in entries() for word in entry[language] if len(split_words(word, language)) > 2}
    posts = [(("", f"agua {phrase} water"), language) for phrase in sorted(known)[::8]]
    for found, post in zip(decoded(read_texts(posts)), posts, strict=True):
        assert_alike(found, by_the_book.read(*post))


@pytest.mark.long
@thorough
@given(st.lists(texts, max_size=6))
def test_texts_of_any_kind_are_read_by_the_book(posts: list[Fields]) -> None:
    for found, post in zip(decoded(read_texts(posts)), posts, strict=True):
        assert_alike(found, by_the_book.read(*post))


@pytest.mark.long
@thorough
@given(st.lists(texts, max_size=6), texts)
def test_texts_of_any_kind_are_as_like_as_by_the_book(posts: list[Fields], asked: Fields) -> None:
    plain, over = Collection([by_the_book.read(*post) for post in posts]), TextIndex.of(posts)
    for view in VIEWS:
        found = over.like(view, read_texts([asked]))
        expected = as_numbers(plain.like(view, by_the_book.read(*asked)))
        assert np.allclose(found, expected, rtol=AS_PRECISE, atol=AS_PRECISE, equal_nan=True), view


@thorough
@given(st.lists(st.tuples(st.none() | st.floats(0, 1), st.sampled_from(["en", "es", "pt", "fr"])), max_size=60))
def test_languages_are_levelled_by_the_book(pairs: list[tuple[float | None, str]]) -> None:
    similarities, languages = [value for value, _ in pairs], [language for _, language in pairs]
    tongues = np.array([["en", "es", "pt", "fr"].index(one) for one in languages], dtype=np.int8)
    likenesses = as_numbers(similarities)
    found = bend(likenesses, tongues, level_languages(likenesses, tongues), 1.0)
    assert np.allclose(found, as_numbers(levelled(similarities, languages)), rtol=1e-12, equal_nan=True)


@thorough
@given(st.lists(texts, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_a_text_is_read_alike_alone_and_among_others(posts: list[Fields], random: object) -> None:
    together = decoded(read_texts(posts))
    assert [decoded(read_texts([post]))[0] for post in posts] == together
