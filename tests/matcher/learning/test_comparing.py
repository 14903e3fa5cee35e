"""Two tables compared on the same decisions, checked against scikit-learn."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import log_loss, roc_auc_score

from matcher.learning.comparing import compare, summed
from scoring.learning import Examples
from tests.scoring.learning.decided import EXPERTS, decided_by

EXAMPLES = replace(decided_by(EXPERTS, 120, seed=3), weights=np.random.default_rng(1).uniform(0.5, 2, 120))
GENERATOR = np.random.default_rng(7)
PROBABILITIES = np.round(GENERATOR.uniform(0.01, 0.99, 120), 2)
WHOLE = np.ones((1, 30))


def test_log_loss_and_area_are_those_of_scikit_learn() -> None:
    found = summed(EXAMPLES, PROBABILITIES).metrics(WHOLE)
    weights, truth = EXAMPLES.weights, EXAMPLES.endorsed

    assert found["log_loss"][0] == pytest.approx(log_loss(truth, PROBABILITIES, sample_weight=weights))
    assert found["auc"][0] == pytest.approx(roc_auc_score(truth, PROBABILITIES, sample_weight=weights))


def test_a_resample_is_judged_like_the_decisions_it_holds() -> None:
    times = np.random.default_rng(5).integers(0, 4, 30).astype(float)
    _, member = np.unique(EXAMPLES.requests, return_inverse=True)
    rows = np.repeat(np.arange(120), times[member].astype(int))
    found = summed(EXAMPLES, PROBABILITIES).metrics(times[None, :])

    weights, truth = EXAMPLES.weights[rows], EXAMPLES.endorsed[rows]
    assert found["log_loss"][0] == pytest.approx(log_loss(truth, PROBABILITIES[rows], sample_weight=weights))
    assert found["auc"][0] == pytest.approx(roc_auc_score(truth, PROBABILITIES[rows], sample_weight=weights))


def _four_by_hand() -> Examples:
    """Request a: one endorsed, two declined; request b: one declined."""
    return Examples(
        values=np.zeros((4, 1)),
        endorsed=np.array([1, 0, 0, 0]),
        requests=np.array(["a", "a", "a", "b"]),
        weights=np.ones(4),
        outcome=np.zeros(4, dtype=bool),
    )


def test_pairs_are_those_of_one_request_and_a_tie_is_half_right() -> None:
    found = summed(_four_by_hand(), np.array([0.5, 0.5, 0.2, 0.9])).metrics(np.ones((1, 2)))

    assert found["pairwise"][0] == pytest.approx(1.5 / 2)
    assert found["auc"][0] == pytest.approx(1.5 / 3)


def test_the_calibration_error_is_the_mean_gap_of_the_bins() -> None:
    found = summed(_four_by_hand(), np.array([0.75, 0.75, 0.15, 0.15])).metrics(np.ones((1, 2)))

    assert found["calibration_error"][0] == pytest.approx((abs(1.5 - 1) + abs(0.3 - 0)) / 4)


def test_a_table_compared_with_itself_differs_by_nothing() -> None:
    sums = summed(EXAMPLES, PROBABILITIES)

    for metric in compare(sums, sums).values():
        assert (metric.difference, metric.low, metric.high) == (0, 0, 0)
        assert metric.may_be_chance


def test_a_clearly_better_table_has_an_interval_beside_zero() -> None:
    better = np.where(EXAMPLES.endorsed == 1, 0.8, 0.2)
    found = compare(summed(EXAMPLES, PROBABILITIES), summed(EXAMPLES, better))

    assert found["log_loss"].high is not None
    assert found["log_loss"].high < 0
    assert not found["log_loss"].may_be_chance
    assert found["auc"].proposed == 1


def test_what_cannot_be_measured_is_none() -> None:
    lonely = replace(_four_by_hand(), requests=np.array(["a", "b", "c", "d"]))
    sums = summed(lonely, np.full(4, 0.25))
    metric = compare(sums, sums)["pairwise"]

    assert (metric.in_use, metric.difference, metric.low, metric.high) == (None, None, None, None)
    assert metric.may_be_chance


def test_a_sure_and_wrong_probability_stays_finite() -> None:
    found = summed(_four_by_hand(), np.array([0.0, 1.0, 0.0, 0.0])).metrics(np.ones((1, 2)))

    assert np.isfinite(found["log_loss"]).all()
