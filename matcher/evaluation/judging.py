"""Ranks and judges a collection: TREC metrics with bootstrap intervals, by language pair, beside the baselines."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from time import perf_counter
from typing import Any

import ir_measures
import numpy as np

from matcher.evaluation.baselines import BASELINES
from matcher.evaluation.directory import Collection, Judgements
from matcher.progress import Track, quietly
from scoring import EXPERT_MODEL, Model, build_index
from scoring.arrays import Floats
from scoring.ranking import scores as ranked_scores
from scoring.text.words import reading_language

METRICS = {
    "ndcg@10": ir_measures.nDCG @ 10,
    "recall@1": ir_measures.R @ 1,
    "recall@5": ir_measures.R @ 5,
    "recall@10": ir_measures.R @ 10,
    "recall@100": ir_measures.R @ 100,
    "mrr@10": ir_measures.RR @ 10,
    "map": ir_measures.AP,
}
DEEPEST = 100
"""Depth that the metrics need, whatever depth the run file is cut to."""
RESAMPLES = 1000
SEED = 20261121

Run = dict[str, list[str]]
"""Request identifier -> offer identifiers, best first."""


@dataclass(frozen=True)
class Report:
    """What an evaluation found. `run` holds the ranked offers, `scores` Sursur's scores of them."""

    queries: int
    metrics: dict[str, float]
    ci95: dict[str, tuple[float, float]]
    by_language_pair: dict[str, dict[str, Any]]
    seconds: dict[str, float]
    baselines: dict[str, dict[str, float]]
    run: Run
    scores: dict[str, dict[str, float]]

    def as_data(self) -> dict[str, Any]:
        """The report in the published shape, numbers to six decimals."""
        rank = self.seconds["rank"]
        return {
            "queries": self.queries,
            "metrics": self.metrics,
            "ci95": {name: list(interval) for name, interval in self.ci95.items()},
            "by_language_pair": self.by_language_pair,
            "seconds": self.seconds,
            "queries_per_second": round(self.queries / rank, 3) if rank else None,
            "baselines": self.baselines,
        }

    def as_trec_run(self, tag: str = "sursur") -> str:
        """The ranking as a TREC run file."""
        lines = [
            f"{request} Q0 {offer} {place} {self.scores[request][offer]:.6f} {tag}"
            for request, offers in self.run.items()
            for place, offer in enumerate(offers, 1)
        ]
        return "\n".join(lines) + "\n"


def evaluate(
    collection: Collection,
    *,
    as_of: date,
    model: Model = EXPERT_MODEL,
    baselines: Sequence[str] = (),
    k: int = 100,
    track: Track = quietly,
) -> Report:
    """Ranks the judged requests to depth `k` and judges the result, with the baselines asked for."""
    clock = perf_counter()
    index = build_index(collection.offers, collection.exchanges, as_of=as_of)
    indexed = perf_counter() - clock
    judged = collection.judged
    found = {
        request.id: ranked_scores(request, index, model=model, k=max(k, DEEPEST))
        for request in track(judged, "Ranking requests", len(judged))
    }
    ranked = perf_counter() - clock - indexed
    run = {request: list(offers) for request, offers in found.items()}
    per_query = judge(collection.qrels, run)
    return Report(
        queries=len(judged),
        metrics=_means(per_query),
        ci95=_intervals(per_query),
        by_language_pair=_by_language_pair(collection, run),
        seconds={"index": round(indexed, 6), "rank": round(ranked, 6)},
        baselines={name: _baseline(name, collection, max(k, DEEPEST)) for name in baselines},
        run={request: offers[:k] for request, offers in run.items()},
        scores=found,
    )


def judge(qrels: Judgements, run: Run) -> dict[str, Floats]:
    """Each metric as one value a ranked request, in the order of the run."""
    judged = {request: qrels[request] for request in run}
    by_place = {request: {one: float(-place) for place, one in enumerate(offers)} for request, offers in run.items()}
    values: dict[str, dict[str, float]] = defaultdict(dict)
    for value in ir_measures.iter_calc(list(METRICS.values()), judged, by_place):
        values[str(value.measure)][value.query_id] = value.value
    return {
        name: np.array([values[str(measure)].get(request, 0.0) for request in run]) for name, measure in METRICS.items()
    }


def _means(per_query: Mapping[str, Floats]) -> dict[str, float]:
    return {name: round(float(values.mean()), 6) for name, values in per_query.items()}


def _intervals(per_query: Mapping[str, Floats]) -> dict[str, tuple[float, float]]:
    """95 % percentile bootstrap over requests (Sakai 2006), seeded."""
    generator = np.random.default_rng(SEED)
    size = len(next(iter(per_query.values())))
    drawn = generator.integers(0, size, size=(RESAMPLES, size))
    found = {}
    for name, values in per_query.items():
        low, high = np.percentile(values[drawn].mean(axis=1), [2.5, 97.5])
        found[name] = (round(float(low), 6), round(float(high), 6))
    return found


def _by_language_pair(collection: Collection, run: Run) -> dict[str, dict[str, Any]]:
    """Metrics by "language of the request>language of the relevant offer", judged on the offers of that language."""
    tongue = {one.id: reading_language(one.words, one.language) for one in collection.offers}
    pairs: dict[str, Judgements] = defaultdict(dict)
    for request in collection.judged:
        asked = reading_language(request.words, request.language)
        for offer, grade in collection.qrels[request.id].items():
            if grade > 0 and offer in tongue:
                pairs[f"{asked}>{tongue[offer]}"].setdefault(request.id, {})[offer] = grade
    found = {}
    for pair, qrels in sorted(pairs.items()):
        per_query = judge(qrels, {request: run[request] for request in qrels})
        found[pair] = {"queries": len(qrels), "metrics": _means(per_query)}
    return found


def _baseline(name: str, collection: Collection, k: int) -> dict[str, float]:
    """The metrics of a baseline on the same requests; a country's own offers are left out there too."""
    ranker = BASELINES[name](collection)
    run: Run = {}
    for request in collection.judged:
        values = ranker(request.id, request.words)
        foreign = [
            place
            for place, offer in enumerate(collection.offers)
            if request.country is None or offer.country != request.country
        ]
        order = sorted(foreign, key=lambda place: (-values[place], collection.offers[place].id))
        run[request.id] = [collection.offers[place].id for place in order[:k]]
    return _means(judge(collection.qrels, run))
