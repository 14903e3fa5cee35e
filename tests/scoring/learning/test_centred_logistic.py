"""Logistic regression that starts from the experts' weights."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.utils.estimator_checks import parametrize_with_checks

from scoring.arrays import Floats
from scoring.learning import CentredLogistic
from tests.scoring.learning.decided import EXPERTS, another_table, decided_by
from tests.scoring.strategies import thorough

PULLS = (0.0, 1.0, 100.0, 1e4, 1e8)


@st.composite
def decisions(draw: st.DrawFn) -> tuple[Floats, Any, Floats]:
    """Values of a few features, labels of both kinds, and a table to start from."""
    rows, columns = draw(st.integers(2, 12)), draw(st.integers(1, 4))
    values = draw(arrays(float, (rows, columns), elements=st.floats(0, 1, width=16)))
    labels = [1, 0, *draw(st.lists(st.integers(0, 1), min_size=rows - 2, max_size=rows - 2))]
    parts = np.array(draw(st.lists(st.floats(0.01, 1), min_size=columns, max_size=columns)))
    return values, np.array(labels), parts / parts.sum()


NEARLY = {
    "check_sample_weight_equivalence_on_dense_data": "asks seven digits of log odds; the optimum is known to about six"
}


@parametrize_with_checks([CentredLogistic()], expected_failed_checks=lambda _: NEARLY)
def test_it_keeps_the_contract_of_scikit_learn(estimator: Any, check: Any) -> None:
    check(estimator)


@given(decisions(), st.sampled_from([*PULLS, np.inf]))
@thorough
def test_weights_stay_a_table_and_probabilities_rise_with_the_score(data: Any, pull: float) -> None:
    values, labels, centre = data
    fitted = CentredLogistic(centre=centre, pull=pull).fit(values, labels)

    assert (fitted.weights_ >= 0).all()
    assert fitted.weights_.sum() == pytest.approx(1)
    assert 0 <= fitted.slope_ < np.inf
    order = np.argsort(fitted.scores(values))
    assert (np.diff(fitted.predict_proba(values)[order, 1]) >= -1e-12).all()


@given(decisions())
@thorough
def test_an_infinite_pull_gives_the_table_of_the_experts_exactly(data: Any) -> None:
    values, labels, centre = data

    assert (CentredLogistic(centre=centre, pull=np.inf).fit(values, labels).weights_ == centre).all()


@given(decisions(), st.sampled_from(PULLS), st.floats(0, 1))
@thorough
def test_data_that_tell_nothing_give_the_table_of_the_experts(data: Any, pull: float, same: float) -> None:
    values, labels, centre = data
    fitted = CentredLogistic(centre=centre, pull=pull).fit(np.full_like(values, same), labels)

    assert fitted.weights_ == pytest.approx(centre, abs=1e-6)
    assert np.ptp(fitted.predict_proba(values)[:, 1]) < 1e-6


@pytest.mark.parametrize("seed", range(3))
def test_the_stronger_the_pull_the_nearer_to_the_experts(seed: int) -> None:
    examples = decided_by(another_table(seed), 200, seed=seed)
    away = [
        np.linalg.norm(
            CentredLogistic(centre=EXPERTS, pull=pull).fit(examples.values, examples.endorsed).weights_ - EXPERTS
        )
        for pull in PULLS
    ]

    assert away == sorted(away, reverse=True)
    assert away[0] > 0.1
    assert away[-1] < 1e-4


def test_without_a_pull_many_decisions_give_the_table_that_made_them() -> None:
    table = another_table(5, size=6)
    examples = decided_by(table, 20_000)
    fitted = CentredLogistic(pull=0.0).fit(examples.values, examples.endorsed)

    assert fitted.weights_ == pytest.approx(table, abs=0.02)
    assert fitted.slope_ == pytest.approx(12, rel=0.1)


def test_a_probability_is_the_share_that_is_endorsed() -> None:
    examples = decided_by(EXPERTS, 20_000)
    fitted = CentredLogistic(centre=EXPERTS, pull=np.inf).fit(examples.values, examples.endorsed)
    probabilities = fitted.predict_proba(examples.values)[:, 1]

    for low in (0.2, 0.4, 0.6):
        near = (probabilities >= low) & (probabilities < low + 0.2)
        assert examples.endorsed[near].mean() == pytest.approx(probabilities[near].mean(), abs=0.03)


@pytest.mark.parametrize("pull", [*PULLS, np.inf])
def test_a_decision_that_counts_thrice_is_three_decisions(pull: float) -> None:
    examples = decided_by(another_table(1, size=4), 60)
    times = np.arange(60) % 4
    weighted = CentredLogistic(pull=pull).fit(examples.values, examples.endorsed, sample_weight=times)
    repeated = CentredLogistic(pull=pull).fit(examples.values.repeat(times, axis=0), examples.endorsed.repeat(times))

    assert weighted.predict_proba(examples.values) == pytest.approx(repeated.predict_proba(examples.values), abs=1e-5)


def test_a_finding_that_speaks_against_offers_loses_its_weight_and_no_more() -> None:
    generator = np.random.default_rng(0)
    values = generator.random((300, 2))
    labels = (values[:, 0] - values[:, 1] + generator.normal(0, 0.2, 300) > 0).astype(int)

    assert CentredLogistic(pull=1.0).fit(values, labels).weights_ == pytest.approx([1, 0], abs=1e-6)


def test_where_higher_scores_mean_fewer_endorsements_the_score_says_nothing() -> None:
    values = np.linspace(0, 1, 40).reshape(-1, 1)
    fitted = CentredLogistic().fit(values, (values[:, 0] < 0.5).astype(int))

    assert (fitted.slope_, fitted.weights_.tolist()) == (0, [1])
    assert fitted.predict_proba(values)[:, 1] == pytest.approx(0.5)


def test_three_decisions_give_no_certainty() -> None:
    fitted = CentredLogistic(pull=np.inf).fit([[0.1], [0.9], [0.95]], [0, 1, 1])

    assert fitted.predict_proba([[1.0]])[0, 1] < 0.85


@pytest.mark.parametrize("centre", [[0.5, 0.6], [1.5, -0.5], [1.0]])
def test_a_centre_that_is_no_table_is_refused(centre: list[float]) -> None:
    with pytest.raises(ValueError, match="centre must be 2 weights"):
        CentredLogistic(centre=centre).fit([[0.0, 1.0], [1.0, 0.0]], [0, 1])


def test_a_negative_pull_is_refused() -> None:
    with pytest.raises(ValueError, match="must not be negative"):
        CentredLogistic(pull=-1.0).fit([[0.0], [1.0]], [0, 1])
