"""Weights and probabilities learned from decisions, and what they say about decisions held back."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from scoring.learning import CentredLogistic, calibrator, deal, held_back_probabilities, learner
from tests.scoring.learning.decided import EXPERTS, another_table, decided_by

LEARN = learner(EXPERTS)


@pytest.mark.parametrize("seed", range(4))
def test_decisions_from_another_table_move_the_weights_towards_it(seed: int) -> None:
    table = another_table(seed)

    weights = LEARN(decided_by(table, 400, seed=seed)).weights
    assert np.linalg.norm(weights - table) < 0.6 * np.linalg.norm(EXPERTS - table)
    assert (weights.min(), weights.sum()) == (pytest.approx(0, abs=0.02), pytest.approx(1))


def test_decisions_by_chance_nearly_always_keep_the_table_of_the_experts() -> None:
    pulls = [LEARN(decided_by(EXPERTS, 100, seed=seed, slope=0.0)).pull for seed in range(8)]

    assert sum(pull == np.inf for pull in pulls) >= 6


def test_where_the_experts_are_right_their_table_stays_exactly() -> None:
    learned = LEARN(decided_by(EXPERTS, 400))

    assert (learned.pull, learned.weights.tolist()) == (np.inf, EXPERTS.tolist())


def test_an_outcome_moves_weights_like_a_decision_and_calibration_not_at_all() -> None:
    examples = decided_by(EXPERTS, 60)
    ended = replace(examples, endorsed=1 - examples.endorsed, outcome=np.ones(60, dtype=bool))
    both = replace(
        examples,
        **{
            name: np.concatenate([getattr(examples, name), getattr(ended, name)])
            for name in ("values", "endorsed", "requests", "weights", "outcome")
        },
    )

    assert calibrator(EXPERTS)(both) == calibrator(EXPERTS)(examples)
    assert LEARN(both).weights == pytest.approx(EXPERTS)


def test_the_order_of_the_rows_does_not_matter() -> None:
    examples = decided_by(another_table(1), 60)
    mixed = examples.only(np.random.default_rng(3).permutation(60))

    assert LEARN(mixed).weights == pytest.approx(LEARN(examples).weights, abs=1e-5)


def test_a_decision_s_own_probability_does_not_depend_on_it() -> None:
    examples = decided_by(another_table(2), 60)
    of_both = [len(set(examples.endorsed[examples.requests == one].tolist())) == 2 for one in examples.requests]
    part = (deal(examples) == 0) & np.array(of_both)
    turned = replace(examples, endorsed=np.where(part, 1 - examples.endorsed, examples.endorsed))

    before, after = (held_back_probabilities(one, LEARN)[part] for one in (examples, turned))
    assert part.sum() > 4
    assert before == pytest.approx(after)


def test_what_decisions_say_is_predicted_better_by_what_was_learned_from_them() -> None:
    examples = decided_by(another_table(2), 300)
    likelihoods = [
        np.log(np.where(examples.endorsed == 1, probabilities, 1 - probabilities)).mean()
        for probabilities in (held_back_probabilities(examples, learn) for learn in (LEARN, calibrator(EXPERTS)))
    ]

    assert likelihoods[0] > likelihoods[1] + 0.02


def test_held_back_probabilities_are_calibrated() -> None:
    examples = decided_by(EXPERTS, 3000)
    probabilities = held_back_probabilities(examples, calibrator(EXPERTS))

    sure = probabilities > 0.6
    assert examples.endorsed[sure].mean() == pytest.approx(probabilities[sure].mean(), abs=0.05)


@pytest.mark.long
def test_weights_that_fit_few_decisions_closely_are_not_too_sure_of_themselves() -> None:
    slopes = []
    for table, seed in product((1, 2), range(6)):
        examples = decided_by(another_table(table), 60, seed=seed, slope=12.0)
        learned = LEARN(examples)
        close = CentredLogistic(centre=EXPERTS, pull=learned.pull).fit(examples.values, examples.endorsed)
        if learned.pull < np.inf:
            slopes.append((close.slope_, learned.calibration.slope))

    too_steep, corrected = np.mean(slopes, axis=0)
    assert too_steep > 20
    assert corrected == pytest.approx(12, abs=3)
