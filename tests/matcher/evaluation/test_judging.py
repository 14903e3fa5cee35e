"""`sursur evaluate` on collections whose metrics were computed by hand."""

from math import log2
from pathlib import Path

import pytest

from matcher.evaluation import BASELINES, evaluate, read_collection
from matcher.evaluation.judging import judge
from scoring import EXPERT_MODEL
from tests.conftest import NOW
from tests.matcher.evaluation.builders import AGUA, REQUESTS, VACUNAS, Terminal, write_collection

METRICS = ["ndcg@10", "recall@1", "recall@5", "recall@10", "recall@100", "mrr@10", "map"]
SECOND = 1 / log2(3)


def test_the_output_has_exactly_the_keys_of_the_contract(tmp_path: Path, terminal: Terminal) -> None:
    found = terminal.data(write_collection(tmp_path))
    assert list(found) == [
        "queries",
        "metrics",
        "ci95",
        "by_language_pair",
        "seconds",
        "queries_per_second",
        "baselines",
        "auc",
        "differences",
        "spread",
        "exposure",
        "ablation",
        "new_pairs",
    ]
    assert list(found["metrics"]) == list(found["ci95"]) == METRICS
    assert list(found["seconds"]) == ["index", "rank"]
    assert found["queries_per_second"] > 0
    assert found["baselines"] == found["differences"] == found["auc"]["baselines"] == {}


def test_the_metrics_are_those_computed_by_hand(tmp_path: Path, terminal: Terminal) -> None:
    found = terminal.data(write_collection(tmp_path))
    assert found["queries"] == 2
    expected = dict.fromkeys(METRICS, 1.0)
    expected |= {"ndcg@10": (SECOND + 1) / 2, "recall@1": 0.5, "mrr@10": 0.75, "map": 0.75}
    assert found["metrics"] == pytest.approx(expected, abs=1e-6)


def test_grades_weigh_in_ndcg_and_missing_offers_in_recall() -> None:
    run = {"q": ["good", "best", "junk"]}
    values = {name: float(one[0]) for name, one in judge({"q": {"good": 1, "best": 3, "lost": 1}}, run).items()}
    gained, ideal = 1 + 3 * SECOND, 3 + SECOND + 1 / 2
    assert values["ndcg@10"] == pytest.approx(gained / ideal)
    assert values["recall@1"] == pytest.approx(1 / 3)
    assert values["recall@10"] == pytest.approx(2 / 3)
    assert values["map"] == pytest.approx((1 + 1) / 3)


def test_a_request_for_which_nothing_was_found_counts_as_zero() -> None:
    found = judge({"q": {"a": 1}, "r": {"a": 1}}, {"q": ["a"], "r": []})
    assert all(list(values) == [1.0, 0.0] for values in found.values())


def test_language_pairs_are_told_apart(tmp_path: Path, terminal: Terminal) -> None:
    pairs = terminal.data(write_collection(tmp_path))["by_language_pair"]
    assert set(pairs) == {"es>es", "es>pt"}
    assert pairs["es>pt"]["queries"] == pairs["es>es"]["queries"] == 1
    assert pairs["es>pt"]["metrics"]["recall@1"] == 1
    assert pairs["es>es"]["metrics"]["mrr@10"] == 0.5


def test_intervals_hold_the_mean_and_are_the_same_each_time(tmp_path: Path, terminal: Terminal) -> None:
    folder = write_collection(tmp_path)
    found = terminal.data(folder)
    for name, (low, high) in found["ci95"].items():
        assert 0 <= low <= found["metrics"][name] <= high <= 1
    assert found["ci95"]["recall@1"] == [0, 1]
    assert terminal.data(folder)["ci95"] == found["ci95"]


def test_every_baseline_is_judged_on_the_same_metrics(tmp_path: Path, terminal: Terminal) -> None:
    options = [word for name in BASELINES for word in ("--baseline", name)]
    found = terminal.data(write_collection(tmp_path), *options)["baselines"]
    assert list(found) == ["bm25", "tantivy", "tfidf", "popularity", "random"]
    assert all(list(metrics) == METRICS for metrics in found.values())
    assert found["bm25"]["recall@5"] == 1


def test_every_baseline_is_set_against_the_ranking(tmp_path: Path, terminal: Terminal) -> None:
    options = [word for name in BASELINES for word in ("--baseline", name)]
    found = terminal.data(write_collection(tmp_path), *options)
    assert list(found["auc"]["baselines"]) == list(found["differences"]) == list(BASELINES)
    for name in BASELINES:
        one = found["differences"][name]["ndcg@10"]
        gained = found["metrics"]["ndcg@10"] - found["baselines"][name]["ndcg@10"]
        assert one["mean"] == pytest.approx(gained, abs=2e-6)
        assert one["ci95"][0] <= one["mean"] <= one["ci95"][1]
        assert 0 <= one["above_zero"] <= 1


def test_the_areas_are_those_computed_by_hand(tmp_path: Path, terminal: Terminal) -> None:
    """Of the first request the right offer has a twin and beats the third; of the second it beats both."""
    found = terminal.data(write_collection(tmp_path))["auc"]
    assert found["auc_within"] == pytest.approx((0.75 + 1) / 2, abs=1e-6)
    assert found["ci95"]["auc_within"] == [0.75, 1]


def test_the_twins_are_a_tie_and_nobody_has_a_tenth_place(tmp_path: Path, terminal: Terminal) -> None:
    found = terminal.data(write_collection(tmp_path), "--baseline", "bm25")
    assert found["spread"]["ties_in_first_ten"] == 0.5
    assert found["spread"]["gap_first_to_tenth"] is None
    assert found["exposure"]["providers"] == 3


def test_popularity_knows_who_taught_most(tmp_path: Path, terminal: Terminal) -> None:
    offers = [{"id": "a", "text": AGUA, "country": "PER"}, {"id": "b", "text": AGUA, "country": "BRA"}]
    history = [{"id": "e", "requester_country": "BOL", "provider_country": "BRA"}]
    folder = write_collection(tmp_path, offers=offers, exchanges=history, qrels="q-agua 0 b 1\n")
    assert terminal.data(folder, "--baseline", "popularity")["baselines"]["popularity"]["recall@1"] == 1


def test_an_ablation_changes_the_ranking_and_a_strange_one_is_refused(tmp_path: Path, terminal: Terminal) -> None:
    offers = [{"id": "a", "sectors": ["tourism"]}, {"id": "b", "sectors": ["health"]}]
    requests = [{"id": "q", "text": VACUNAS, "sectors": ["health"]}]
    folder = write_collection(tmp_path, offers=offers, requests=requests, qrels="q 0 b 1\n")
    assert terminal.data(folder)["metrics"]["recall@1"] == 1
    assert terminal.data(folder, "--disable", "same_sector")["metrics"]["recall@1"] == 0
    code, _, err = terminal.run(folder, "--disable", "astrology")
    assert (code, err.count("\n")) == (2, 1)
    assert "astrology" in err


def test_run_writes_a_trec_file_in_the_order_of_the_scores(tmp_path: Path, terminal: Terminal) -> None:
    out = tmp_path / "sursur.run"
    terminal.data(write_collection(tmp_path), "--run", str(out))
    lines = [line.split() for line in out.read_text().splitlines()]
    assert all(len(line) == 6 and line[1] == "Q0" for line in lines)
    assert [line[2] for line in lines if line[0] == "q-agua"][:2] == ["agua-1", "agua-2"]
    for request in ("q-agua", "q-vacunas"):
        own = [line for line in lines if line[0] == request]
        assert [int(line[3]) for line in own] == [1, 2, 3]
        assert [float(line[4]) for line in own] == sorted((float(line[4]) for line in own), reverse=True)
        assert all(0 <= float(line[4]) <= 1 for line in own)


def test_k_is_the_depth_of_the_run_and_leaves_the_metrics_alone(tmp_path: Path, terminal: Terminal) -> None:
    folder, run = write_collection(tmp_path), tmp_path / "run.txt"
    found = terminal.data(folder, "--k", "1", "--run", str(run))["metrics"]
    assert found == terminal.data(folder)["metrics"]
    assert len(run.read_text().splitlines()) == 2
    assert terminal.run(tmp_path, "--k", "0")[0] == 2


def test_requests_without_judgements_are_not_ranked(tmp_path: Path) -> None:
    folder = write_collection(tmp_path, requests=[*REQUESTS, {"id": "extra", "text": "pesca"}])
    report = evaluate(read_collection(folder), as_of=NOW.date())
    assert set(report.run) == {"q-agua", "q-vacunas"}


def test_people_get_a_table_with_the_baselines_beside(tmp_path: Path, terminal: Terminal) -> None:
    code, out, _ = terminal.run(write_collection(tmp_path), "--baseline", "bm25")
    assert code == 0
    assert "es>pt" in out
    assert "bm25" in out
    assert all(name in out for name in (*METRICS, "auc_within", "auc_over_all", "sursur minus", "Gini"))


def test_the_same_collection_is_ranked_the_same_each_time(tmp_path: Path) -> None:
    collection = read_collection(write_collection(tmp_path))
    one, other = (evaluate(collection, as_of=NOW.date(), model=EXPERT_MODEL) for _ in range(2))
    assert one.as_trec_run() == other.as_trec_run()
