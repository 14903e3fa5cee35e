"""Ranks the judged requests of a collection: by Sursur, whole and less a feature, and by what else one could pick."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter

import numpy as np

from matcher.evaluation.baselines import Ranker
from matcher.evaluation.directory import Collection
from matcher.progress import Track
from scoring import Index, Model, Offer
from scoring.arrays import Flags, Floats
from scoring.measuring import MILLION
from scoring.query import ask
from scoring.ranking import Scoring

Run = dict[str, list[str]]
"""Request identifier -> offer identifiers, best first."""


@dataclass(frozen=True)
class Ranked:
    """A system's answer to every judged request: its best offers with their scores, best first, and the scores of all
    offers (requests x offers; NaN for those that are no candidates)."""

    best: dict[str, dict[str, float]]
    scores: Floats

    @property
    def run(self) -> Run:
        """The order without the scores."""
        return {request: list(offers) for request, offers in self.best.items()}


@dataclass(frozen=True)
class RankedBySursur(Ranked):
    """Sursur's answer, how many seconds it took, and the answers of the same model less each feature, where asked."""

    seconds: float
    without: dict[str, Run] = field(default_factory=dict)

    @property
    def candidates(self) -> Flags:
        """Which offers no gate keeps out, requests x offers."""
        return ~np.isnan(self.scores)


def rank_by_sursur(
    collection: Collection, index: Index, model: Model, *, k: int, ablation: bool, track: Track
) -> RankedBySursur:
    """Ranks to depth `k`. An ablation weighs the measured features anew and costs little."""
    judged, offers = collection.judged, collection.offers
    features = [row.feature for row in model.rows] if ablation else []
    best: dict[str, dict[str, float]] = {}
    without: dict[str, Run] = {feature: {} for feature in features}
    scores = np.full((len(judged), len(offers)), np.nan)
    seconds = 0.0
    for number, request in enumerate(track(judged, "Ranking requests", len(judged))):
        clock = perf_counter()
        scored = Scoring(ask(request, index), model)
        order = scored.order(k)
        seconds += perf_counter() - clock
        scores[number, scored.open] = scored.totals[scored.open] / MILLION
        best[request.id] = _with_scores(order, scores[number], offers)
        for feature in features:
            without[feature][request.id] = [offers[place].id for place in scored.order(k, without=feature)]
    return RankedBySursur(best, scores, seconds, without)


def rank_by_baseline(ranker: Ranker, collection: Collection, candidates: Flags, k: int) -> Ranked:
    """Ranks the same candidates to depth `k`; equal scores by identifier."""
    offers = collection.offers
    identifiers = np.argsort(np.argsort([offer.id for offer in offers]))
    best: dict[str, dict[str, float]] = {}
    scores = np.full(candidates.shape, np.nan)
    for number, request in enumerate(collection.judged):
        scores[number, candidates[number]] = ranker(request)[candidates[number]]
        order = np.lexsort((identifiers, -scores[number]))[: candidates[number].sum()]  # NaN stands last
        best[request.id] = _with_scores(order[:k].tolist(), scores[number], offers)
    return Ranked(best, scores)


def _with_scores(order: Sequence[int], scores: Floats, offers: Sequence[Offer]) -> dict[str, float]:
    return {offers[place].id: float(scores[place]) for place in order}
