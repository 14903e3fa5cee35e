"""Texts compared by a sentence encoder."""

import numpy as np

from scoring.text.encoder import EncodedTexts, similarity
from tests.encoders import TopicEncoder


def test_likeness_is_the_cosine_and_what_points_away_counts_as_nothing() -> None:
    others = np.array([[1.0, 0.0], [0.6, 0.8], [0.0, 1.0], [-1.0, 0.0]])

    assert similarity(np.array([1.0, 0.0]), others).tolist() == [1.0, 0.6, 0.0, 0.0]


def test_likeness_never_exceeds_one_by_rounding() -> None:
    assert similarity(np.array([1.0, 1e-4]), np.array([[1.0, 1e-4]])).tolist() == [1.0]


def test_an_empty_text_is_like_no_other_and_unlike_none() -> None:
    texts = EncodedTexts(TopicEncoder(), ["Un grifo", " \n", "Un aula"])

    alike = texts.compare("La cañería")
    assert np.isnan(alike).tolist() == [False, True, False]
    assert alike[0] > alike[2]
    assert np.isnan(texts.compare("  ")).all()


def test_empty_texts_are_not_encoded_and_the_others_once() -> None:
    encoder = TopicEncoder()
    texts = EncodedTexts(encoder, ["Un grifo", "", "Un aula"])
    texts.compare("La cañería")
    texts.compare("")

    assert encoder.encoded == 3


def test_nothing_to_compare_with_is_no_error() -> None:
    assert EncodedTexts(TopicEncoder(), []).compare("Un grifo").tolist() == []
    assert np.isnan(EncodedTexts(TopicEncoder(), [""]).compare("Un grifo")).all()
