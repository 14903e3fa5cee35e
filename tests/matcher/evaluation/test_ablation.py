"""`sursur evaluate --ablation`: the same as disabling each feature in turn, at once."""

from pathlib import Path
from typing import Any

import pytest

from matcher.evaluation import read_collection
from scoring import EXPERT_MODEL, build_index
from scoring.query import ask
from scoring.ranking import Scoring
from tests.conftest import NOW, ROOT
from tests.matcher.evaluation.builders import AGUA, VACUNAS, Terminal, write_collection

FEATURES = [row.feature for row in EXPERT_MODEL.rows]
OFFERS = [
    {"id": "a", "text": "Turismo cultural", "sectors": ["tourism"], "country": "PER"},
    {"id": "b", "text": "Vacinação infantil contra o sarampo", "sectors": ["health"], "country": "BRA"},
    {"id": "c", "text": AGUA, "sectors": ["water-sanitation"], "country": "ARG"},
]
REQUESTS = [
    {"id": "q", "text": "Fortalecimiento", "sectors": ["health"], "country": "BOL"},
    {"id": "r", "text": AGUA, "country": "CHL"},
    {"id": "s", "text": VACUNAS, "country": "CHL"},
]
QRELS = "q 0 b 1\nr 0 c 1\ns 0 b 1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three requests; only the sector finds the offer of the first one."""
    history = [{"id": "e", "requester_country": "PER", "provider_country": "ARG", "text": AGUA}]
    return write_collection(tmp_path, offers=OFFERS, requests=REQUESTS, exchanges=history, qrels=QRELS)


def entry(found: dict[str, Any], feature: str) -> dict[str, Any]:
    """What the report says of a feature."""
    return next(one for one in found["ablation"] if one["feature"] == feature)


def test_weighing_anew_ranks_as_a_model_without_the_feature() -> None:
    region = read_collection(ROOT / "tests" / "judged" / "region")
    index = build_index(region.offers, region.exchanges, as_of=NOW.date())
    for request in region.judged[::30]:
        whole = Scoring(ask(request, index), EXPERT_MODEL)
        for feature in FEATURES:
            less = Scoring(ask(request, index), EXPERT_MODEL.without([feature]))
            assert whole.order(None, without=feature) == less.order(None)
            assert whole.order(7, without=feature) == less.order(7)


def test_a_feature_that_the_model_does_not_have_cannot_be_left_out() -> None:
    region = read_collection(ROOT / "tests" / "judged" / "region")
    scoring = Scoring(ask(region.requests[0], build_index(region.offers[:3], as_of=NOW.date())), EXPERT_MODEL)
    with pytest.raises(ValueError, match="astrology"):
        scoring.order(1, without="astrology")


def test_every_feature_is_told_once_with_the_metrics_of_disabling_it(folder: Path, terminal: Terminal) -> None:
    found = terminal.data(folder, "--ablation")
    assert sorted(one["feature"] for one in found["ablation"]) == sorted(FEATURES)
    for feature in FEATURES:
        assert entry(found, feature)["metrics"] == terminal.data(folder, "--disable", feature)["metrics"]


def test_the_difference_is_what_the_feature_adds_and_the_most_comes_first(folder: Path, terminal: Terminal) -> None:
    found = terminal.data(folder, "--ablation")
    first = found["ablation"][0]
    assert first["feature"] == "same_sector"
    for metric in ("ndcg@10", "recall@5"):
        added = found["metrics"][metric] - first["metrics"][metric]
        assert first["differences"][metric]["mean"] == pytest.approx(added, abs=2e-6)
    assert first["differences"]["ndcg@10"]["mean"] > 0
    gains = [one["differences"]["ndcg@10"]["mean"] for one in found["ablation"]]
    assert gains == sorted(gains, reverse=True)


def test_a_disabled_feature_is_not_left_out_twice(folder: Path, terminal: Terminal) -> None:
    found = terminal.data(folder, "--ablation", "--disable", "same_sector")
    assert "same_sector" not in {one["feature"] for one in found["ablation"]}


def test_without_the_option_there_is_no_ablation(folder: Path, terminal: Terminal) -> None:
    assert terminal.data(folder)["ablation"] is None


def test_people_get_a_line_a_feature(folder: Path, terminal: Terminal) -> None:
    code, out, _ = terminal.run(folder, "--ablation")
    assert code == 0
    assert [feature for feature in FEATURES if feature not in out] == []
