"""Floors of quality on the development data: a change that makes the ranking worse fails here."""

import pytest

from matcher.evaluation import Report, read_collection
from tests.conftest import ROOT
from tests.judged.reports import report

FLOORS = (
    # collection, metric, floor
    ("region", "recall@5", 0.80),
    ("region", "ndcg@10", 0.80),
    ("region", "mrr@10", 0.85),
    ("region", "map", 0.75),
    ("region", "best grade in the first five", 0.80),
    ("region", "auc_within", 0.97),
    ("region", "auc_over_all", 0.95),
    ("region", "ndcg@10 over the best baseline", 1.4),
    ("symptoms/tuning", "recall@5", 0.60),
    ("symptoms/tuning", "ndcg@10", 0.48),
    ("symptoms/tuning", "mrr@10", 0.41),
    ("symptoms/tuning", "auc_within", 0.88),
    ("symptoms/tuning", "auc_over_all", 0.88),
    ("symptoms/tuning", "ndcg@10 over the best baseline", 1.5),
)
"""Raise a floor when quality has risen for good; never lower one without saying why in the changelog."""
TEXT_BASELINES = ("bm25", "tantivy", "tfidf")


def figures(collection: str) -> dict[str, float | None]:
    """Every figure that can have a floor."""
    found = report(collection)
    best = max(metrics["ndcg@10"] for metrics in found.baselines.values())
    return {
        **found.metrics,
        **{name: area.value for name, area in found.auc.forms.items()},
        "ndcg@10 over the best baseline": found.metrics["ndcg@10"] / best,
        "best grade in the first five": best_grade_in_the_first_five(collection, found),
    }


def best_grade_in_the_first_five(collection: str, found: Report) -> float:
    """Share of the requests with an offer of the highest grade that have one in the first five places."""
    qrels = read_collection(ROOT / "tests" / "judged" / collection).qrels
    highest = max(grade for grades in qrels.values() for grade in grades.values())
    first = {request: set(offers[:5]) for request, offers in found.run.items()}
    true = {request: {offer for offer, grade in qrels[request].items() if grade == highest} for request in first}
    hits = [bool(true[request] & first[request]) for request in first if true[request]]
    return sum(hits) / len(hits)


@pytest.mark.parametrize(("collection", "metric", "floor"), FLOORS)
def test_quality_does_not_fall(collection: str, metric: str, floor: float) -> None:
    value = figures(collection)[metric]
    assert value is not None
    assert value >= floor


@pytest.mark.parametrize("collection", dict.fromkeys(collection for collection, _, _ in FLOORS))
@pytest.mark.parametrize("baseline", TEXT_BASELINES)
def test_the_ranking_beats_the_text_baselines_on_other_requests_too(collection: str, baseline: str) -> None:
    assert report(collection).differences[baseline]["ndcg@10"].ci95[0] > 0
