"""Ties, heights of the first places, and the exposure of providers, by hand."""

from math import log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.evaluation.exposure import exposure
from matcher.evaluation.spread import spread
from scoring import Offer
from scoring.exposure import gini

amounts = st.lists(st.floats(0.01, 100), min_size=1, max_size=20).map(np.array)


def scored(*scores: float) -> dict[str, float]:
    """Offers with these scores, best first."""
    return {f"o{number}": score for number, score in enumerate(scores)}


def test_ties_are_neighbours_with_the_same_score_to_six_decimals() -> None:
    found = spread({"q": scored(0.5, 0.5, 0.4, 0.4000004), "r": scored(0.3, 0.2)})
    assert found.ties_in_first_ten == 0.5


def test_ties_beyond_the_first_ten_are_not_seen() -> None:
    assert spread({"q": scored(*np.linspace(1, 0.1, 10), 0.05, 0.05)}).ties_in_first_ten == 0


def test_first_places_are_told_from_the_lowest_to_the_highest() -> None:
    found = spread({str(number): scored(score) for number, score in enumerate((0.5, 0.1, 0.4, 0.2, 0.3))})
    assert found.first_place == {"min": 0.1, "q1": 0.2, "median": 0.3, "q3": 0.4, "max": 0.5}


def test_the_gap_needs_a_tenth_place() -> None:
    ten, nine = scored(*np.linspace(0.9, 0.45, 10), 0.1), scored(*np.linspace(0.8, 0.1, 9))
    assert spread({"q": nine}).gap_first_to_tenth is None
    found = spread({"q": nine, "r": ten}).gap_first_to_tenth
    assert found is not None
    assert set(found.values()) == {0.45}


def test_nothing_ranked_has_no_spread() -> None:
    found = spread({"q": {}})
    assert (found.ties_in_first_ten, found.first_place, found.gap_first_to_tenth) == (None, None, None)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [((1, 1, 1), 0), ((0, 0, 1), 2 / 3), ((3, 1), 0.25), ((1, 2, 3, 4), 0.25), ((5,), 0)],
    ids=str,
)
def test_the_gini_coefficient_of_known_shares(shares: tuple[float, ...], expected: float) -> None:
    assert gini(shares) == pytest.approx(expected, abs=1e-6)


@given(amounts, st.floats(0.1, 10))
def test_the_gini_coefficient_knows_shares_and_not_sizes(found: np.ndarray, factor: float) -> None:
    assert 0 <= gini(found) < 1
    assert gini(found * factor) == pytest.approx(gini(found), abs=2e-6)


def test_places_are_summed_by_provider() -> None:
    offers = [
        Offer(id="a", organization="inta", country="ARG"),
        Offer(id="b", organization="inta", country="ARG"),
        Offer(id="c", country="ARG"),
        Offer(id="d"),
    ]
    found = exposure({"q": ["a", "c"], "r": ["b"]}, offers)
    second = 1 / log2(3)
    assert found.providers == 3
    assert found.gini == pytest.approx(gini([2, second, 0]), abs=1e-6)


def test_an_eleventh_place_shows_nobody() -> None:
    offers = [Offer(id=f"o{number}", country="ARG") for number in range(10)] + [Offer(id="last", country="BRA")]
    assert exposure({"q": [offer.id for offer in offers]}, offers).gini == 0.5
