"""The weight table."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import EXPERT_MODEL, Calibration, Model, Row, explain, rank
from scoring.features import FEATURES, Family
from scoring.gates import GATES
from tests.scoring.builders import VACCINES, index, need, offer

NAMES = [row.feature for row in EXPERT_MODEL.rows]


def test_the_weights_are_positive_and_sum_to_one() -> None:
    assert sum(row.weight for row in EXPERT_MODEL.rows) == pytest.approx(1, abs=1e-9)
    assert all(row.weight > 0 and 0 <= row.neutral <= 1 for row in EXPERT_MODEL.rows)


def test_every_row_has_a_reason_of_its_own() -> None:
    reasons = [row.reason for row in EXPERT_MODEL.rows]
    assert all(len(reason) > 20 for reason in reasons)
    assert len(set(reasons)) == len(reasons)


def test_the_model_holds_every_feature_of_the_code_once_but_that_of_the_optional_encoder() -> None:
    assert sorted([*NAMES, "alike_meaning"]) == sorted(FEATURES)


@given(st.floats(0.001, 0.999))
def test_with_an_encoder_the_weights_sum_to_one_and_the_others_keep_their_proportions(weight: float) -> None:
    widened = EXPERT_MODEL.with_encoder(weight)
    assert sum(row.weight for row in widened.rows) == pytest.approx(1, abs=1e-9)
    assert widened.rows[-1].weight == pytest.approx(weight, abs=2e-5)
    for row, before in zip(widened.rows, EXPERT_MODEL.rows, strict=False):
        assert replace(row, weight=before.weight) == before
        assert row.weight == pytest.approx(before.weight * (1 - weight), abs=1e-6)


def test_a_table_less_a_feature_takes_an_encoder_too() -> None:
    widened = EXPERT_MODEL.without(["same_sector"]).with_encoder(0.25)
    assert sum(row.weight for row in widened.rows) == pytest.approx(1, abs=1e-9)
    assert widened.rows[-1].weight == pytest.approx(0.25, abs=2e-5)


def test_a_table_with_an_encoder_says_so_and_is_not_calibrated() -> None:
    calibrated = replace(EXPERT_MODEL, calibration=Calibration(10.0, -4.0))
    widened = calibrated.with_encoder(0.1)
    assert (widened.version, widened.calibration) == (f"{EXPERT_MODEL.version}+encoder", None)


@pytest.mark.parametrize("weight", [0.0, 1.0, -0.1, float("nan")])
def test_an_encoder_cannot_be_given_a_weight_that_leaves_no_table(weight: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        EXPERT_MODEL.with_encoder(weight)


def test_a_table_takes_one_encoder() -> None:
    with pytest.raises(ValueError, match="twice"):
        EXPERT_MODEL.with_encoder(0.1).with_encoder(0.1)


def test_every_kind_of_evidence_is_present() -> None:
    assert {feature.family for feature in FEATURES.values()} == set(Family)


def test_no_two_findings_tell_the_user_the_same() -> None:
    texts = [feature.meaning for feature in FEATURES.values()] + [gate.meaning for gate in GATES.values()]
    assert all(text.strip().endswith(".") for text in texts)
    assert len(set(texts)) == len(texts)


def test_a_feature_that_the_code_does_not_have_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="astrology"):
        Model("test", (Row("astrology", 1.0, 0.0, "the stars are right"),))


def test_a_feature_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        Model("test", (EXPERT_MODEL.rows[0], EXPERT_MODEL.rows[0]))


@pytest.mark.parametrize("feature", NAMES)
def test_an_ablation_leaves_one_feature_out_and_all_else_as_it_was(feature: str) -> None:
    over = index(offer("a", VACCINES, sectors=("health",), country="BRA"))
    request = need(VACCINES, sectors=("health",), country="BOL")
    whole = rank(request, over).places[0]
    less = rank(request, over, model=EXPERT_MODEL.without([feature])).places[0]
    assert less.contributions == tuple(one for one in whole.contributions if one.feature != feature)
    assert less.model != whole.model


def test_an_ablation_of_nothing_is_the_model_itself() -> None:
    assert EXPERT_MODEL.without([]) == EXPERT_MODEL


def test_an_ablation_of_a_feature_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(ValueError, match=r"astrology.*shared_words"):
        EXPERT_MODEL.without(["astrology"])


def test_an_ablation_that_leaves_nothing_says_so() -> None:
    with pytest.raises(ValueError, match="feature"):
        rank(need(VACCINES), index(offer("a", VACCINES)), model=EXPERT_MODEL.without(NAMES))


def test_a_score_becomes_the_probability_that_platt_s_formula_gives() -> None:
    calibration = Calibration(slope=10.0, intercept=-4.0)
    assert calibration.probability(0.4) == 0.5
    assert calibration.probability(0.5) == pytest.approx(1 / (1 + math.exp(-1)))
    assert [Calibration(1e6, 0.0).probability(score) for score in (-1.0, 1.0)] == [0.0, 1.0]


def test_a_calibrated_table_gives_each_offer_a_probability_and_the_same_score() -> None:
    over = index(offer("a", VACCINES), offer("b", "Turismo"))
    calibrated = replace(EXPERT_MODEL, calibration=Calibration(10.0, -4.0))
    found, plain = (rank(need(VACCINES), over, model=model).places for model in (calibrated, EXPERT_MODEL))
    assert [one.score for one in found] == [one.score for one in plain]
    assert [one.probability for one in plain] == [None, None]
    assert [one.as_data()["probability"] for one in found] == [
        round(Calibration(10.0, -4.0).probability(one.score), 6) for one in found
    ]


def test_an_offer_behind_a_gate_has_no_probability() -> None:
    calibrated = replace(EXPERT_MODEL, calibration=Calibration(10.0, -4.0))
    over = index(offer("a", VACCINES, country="BRA"))
    assert explain(need(VACCINES, country="BRA"), "a", over, model=calibrated)[0].probability is None


def test_an_ablation_is_not_calibrated() -> None:
    calibrated = replace(EXPERT_MODEL, calibration=Calibration(10.0, -4.0))
    assert calibrated.without(["shared_words"]).calibration is None


def test_features_have_fingerprints_of_their_own() -> None:
    assert len({feature.fingerprint for feature in FEATURES.values()}) == len(FEATURES)
