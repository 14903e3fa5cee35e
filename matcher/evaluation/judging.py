"""Judges rankings: TREC metrics by request, their means and intervals, and by language pair."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import ir_measures
import numpy as np

from matcher.evaluation.directory import Collection, Judgements
from matcher.evaluation.running import Run
from matcher.evaluation.statistics import Interval, interval, resampled_means, rounded
from scoring.arrays import Flags, Floats
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

PerQuery = Mapping[str, Floats]
"""Each metric as one value a ranked request, in the order of the run."""


def judge(qrels: Judgements, run: Run) -> PerQuery:
    """Judges every ranked request; one for which nothing was found counts as 0."""
    judged = {request: qrels[request] for request in run}
    by_place = {request: {one: float(-place) for place, one in enumerate(offers)} for request, offers in run.items()}
    values: dict[str, dict[str, float]] = defaultdict(dict)
    for value in ir_measures.iter_calc(list(METRICS.values()), judged, by_place):
        values[str(value.measure)][value.query_id] = value.value
    return {
        name: np.array([values[str(measure)].get(request, 0.0) for request in run]) for name, measure in METRICS.items()
    }


def means(per_query: PerQuery) -> dict[str, float]:
    """Each metric's mean, to six decimals."""
    return {name: rounded(values.mean()) for name, values in per_query.items()}


def intervals(per_query: PerQuery) -> dict[str, Interval]:
    """Each mean's 95 % bootstrap interval."""
    return {name: interval(resampled_means(values)) for name, values in per_query.items()}


def relevant(collection: Collection) -> Flags:
    """Which offers are relevant, judged requests x offers."""
    position = {offer.id: place for place, offer in enumerate(collection.offers)}
    found = np.zeros((len(collection.judged), len(position)), dtype=bool)
    for number, request in enumerate(collection.judged):
        grades = collection.qrels[request.id]
        found[number, [position[one] for one, grade in grades.items() if grade > 0 and one in position]] = True
    return found


def by_language_pair(collection: Collection, run: Run) -> dict[str, dict[str, Any]]:
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
        found[pair] = {"queries": len(qrels), "metrics": means(per_query)}
    return found
