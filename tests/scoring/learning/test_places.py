"""A decision counts by how seldom its place is looked at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.learning import inverse_propensities
from scoring.learning.examples import CLIP
from tests.scoring.strategies import thorough


def test_a_decision_from_a_place_that_few_look_at_counts_more() -> None:
    shown = [1] * 100 + [6] * 100
    first, last = inverse_propensities([1, 6], shown, decided=[1] * 80 + [6] * 20)

    assert last / first == pytest.approx(4, rel=0.2)


def test_places_that_are_looked_at_alike_count_alike() -> None:
    assert inverse_propensities([1, 2], [1] * 50 + [2] * 50, [1] * 25 + [2] * 25) == pytest.approx([1, 1])


def test_a_place_shown_once_has_no_wild_weight() -> None:
    common, rare = inverse_propensities([1, 9], [1] * 100 + [9], [1] * 50 + [9])

    assert rare == pytest.approx(common, rel=0.1)


def test_no_decision_outweighs_the_others() -> None:
    shown, decided = [1] * 1000 + [2] * 100_000, [1] * 1000 + [2]
    common, rare = inverse_propensities([1] * 1000 + [2], shown, decided)[[0, -1]]

    assert rare / common <= CLIP * 100
    assert rare <= CLIP * 101


@given(st.lists(st.integers(1, 20), min_size=1, max_size=40), st.lists(st.integers(1, 20), max_size=40))
@thorough
def test_weights_are_positive_and_one_on_average(places: list[int], undecided: list[int]) -> None:
    weights = inverse_propensities(places, [*places, *undecided], places)

    assert (weights > 0).all()
    assert weights.mean() == pytest.approx(1)


def test_no_decisions_have_no_weights() -> None:
    assert len(inverse_propensities([], [1, 2], [])) == 0
