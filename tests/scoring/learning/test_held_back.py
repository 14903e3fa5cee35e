"""Learning with decisions held back, request by request."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.learning import (
    CentredLogistic,
    Examples,
    calibrate,
    deal,
    held_back_probabilities,
    held_back_scores,
    learn,
)
from tests.scoring.learning.decided import EXPERTS, another_table, decided_by
from tests.scoring.strategies import thorough


def _decisions(pairs: list[tuple[int, int]]) -> Examples:
    count = len(pairs)
    return Examples(
        values=np.zeros((count, 1)),
        endorsed=np.array([endorsed for _, endorsed in pairs], dtype=np.int64),
        requests=np.array([f"req-{request}" for request, _ in pairs]),
        weights=np.ones(count),
        outcome=np.zeros(count, dtype=bool),
    )


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 1)), min_size=4, max_size=30))
@thorough
def test_a_request_lies_in_one_part_and_every_part_has_both_kinds(pairs: list[tuple[int, int]]) -> None:
    examples = _decisions(pairs)
    requests = [{request for request, kind in pairs if kind == wanted} for wanted in (0, 1)]
    if min(map(len, requests)) < 2:
        with pytest.raises(ValueError, match="two requests"):
            deal(examples)
        return
    parts = deal(examples)

    assert len({(request, part) for (request, _), part in zip(pairs, parts, strict=True)}) == len(set.union(*requests))
    for part in set(parts.tolist()):
        assert set(examples.endorsed[parts == part].tolist()) == {0, 1}


def test_the_order_of_the_rows_does_not_matter() -> None:
    examples = decided_by(another_table(1), 60)
    mixed = examples.only(np.random.default_rng(3).permutation(60))
    part = dict(zip(examples.requests.tolist(), deal(examples).tolist(), strict=True))

    assert part == dict(zip(mixed.requests.tolist(), deal(mixed).tolist(), strict=True))
    assert learn(mixed, EXPERTS).weights_ == pytest.approx(learn(examples, EXPERTS).weights_, abs=1e-5)


@pytest.mark.parametrize("seed", range(4))
def test_decisions_from_another_table_move_the_weights_towards_it(seed: int) -> None:
    table = another_table(seed)
    examples = decided_by(table, 400, seed=seed)
    learned = learn(examples, EXPERTS)

    assert np.linalg.norm(learned.weights_ - table) < 0.6 * np.linalg.norm(EXPERTS - table)


def test_decisions_by_chance_nearly_always_keep_the_table_of_the_experts() -> None:
    pulls = [learn(decided_by(EXPERTS, 100, seed=seed, slope=0.0), EXPERTS).pull for seed in range(8)]

    assert sum(pull == np.inf for pull in pulls) >= 6


def test_decisions_by_the_experts_own_table_keep_it() -> None:
    learned = learn(decided_by(EXPERTS, 400), EXPERTS)

    assert np.linalg.norm(learned.weights_ - EXPERTS) < 0.1


def test_a_decision_s_score_does_not_depend_on_the_decision() -> None:
    examples = decided_by(another_table(2), 80)
    of_both = [len(set(examples.endorsed[examples.requests == one].tolist())) == 2 for one in examples.requests]
    part = (deal(examples) == 0) & np.array(of_both)
    turned = replace(examples, endorsed=np.where(part, 1 - examples.endorsed, examples.endorsed))

    scores, others = (held_back_scores(one, EXPERTS)[part] for one in (examples, turned))
    assert part.sum() > 4
    assert scores == pytest.approx(others)


def test_held_back_probabilities_are_calibrated() -> None:
    examples = decided_by(EXPERTS, 3000)
    probabilities = held_back_probabilities(examples.values @ EXPERTS, examples)

    sure = probabilities > 0.6
    assert examples.endorsed[sure].mean() == pytest.approx(probabilities[sure].mean(), abs=0.05)


def test_a_calibration_is_that_of_platt() -> None:
    examples = decided_by(EXPERTS, 300)
    scores = examples.values @ EXPERTS
    calibration = calibrate(scores, examples)
    fitted = CentredLogistic(centre=EXPERTS, pull=np.inf).fit(examples.values, examples.endorsed)

    assert calibration.probability(scores[0]) == pytest.approx(fitted.predict_proba(examples.values[:1])[0, 1])
