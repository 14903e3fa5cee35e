"""Intervals and paired differences by bootstrap."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.evaluation.statistics import difference, draws, interval, resampled_means

figures = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=20)


def test_every_resample_asks_as_many_requests_as_there_are() -> None:
    assert set(draws(7).sum(axis=1)) == {7}
    assert len(draws(7)) == 1000


def test_a_figure_that_all_requests_share_is_certain() -> None:
    assert interval(resampled_means(np.full(5, 0.25))) == (0.25, 0.25)


def test_better_on_one_of_two_requests_is_better_in_three_of_four_resamples() -> None:
    found = difference(np.array([1.0, 0.5]), np.array([0.0, 0.5]))
    assert (found.mean, found.ci95) == (0.5, (0, 1))
    assert found.above_zero == pytest.approx(0.75, abs=0.05)


def test_as_good_is_never_better() -> None:
    values = np.array([0.1, 0.7, 0.3])
    found = difference(values, values)
    assert (found.mean, found.ci95, found.above_zero) == (0, (0, 0), 0)


def test_gains_and_losses_that_cancel_out_are_no_gain() -> None:
    found = difference(np.array([0.3, 0.1]), np.array([0.1, 0.3]))
    assert found.mean == 0
    assert found.above_zero == pytest.approx(0.25, abs=0.05)


def test_the_pairing_counts_and_not_the_spread_of_the_requests() -> None:
    easy_and_hard = np.linspace(0, 0.9, 30)
    assert difference(easy_and_hard + 0.01, easy_and_hard).ci95 == (0.01, 0.01)


@given(figures)
def test_the_other_way_round_is_the_negative(pairs: list[tuple[float, float]]) -> None:
    ours, theirs = np.array(pairs).T
    one, other = difference(ours, theirs), difference(theirs, ours)
    assert one.mean == -other.mean
    assert one.ci95 == pytest.approx((-other.ci95[1], -other.ci95[0]), abs=2e-6)
    assert one.above_zero + other.above_zero <= 1
