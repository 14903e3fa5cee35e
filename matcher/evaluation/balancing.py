"""What balancing exposure does to a collection: how evenly providers are seen, and what it costs in quality."""

from collections.abc import Mapping
from dataclasses import dataclass

from matcher.evaluation.directory import Collection
from matcher.evaluation.judging import judge
from matcher.evaluation.running import Run
from scoring.exposure import PLACES, Standing, balance, exposure, gini, provider_of


@dataclass(frozen=True)
class Balanced:
    """The rankings by score and balanced: "gini" is that of exposure over providers, the rest are the metrics.

    `moved` counts the first places, over all requests, that another offer holds after balancing.
    """

    margin: float
    moved: int
    by_score: dict[str, float]
    balanced: dict[str, float]


def judge_balanced(collection: Collection, scores: Mapping[str, Mapping[str, float]], *, margin: float) -> Balanced:
    """Balances the rankings that gave these scores, best first, and judges both."""
    provider = {one.id: provider_of(one) for one in collection.offers}
    standings = {
        request: [Standing(key, provider[key], score, place) for place, (key, score) in enumerate(found.items(), 1)]
        for request, found in scores.items()
    }
    fairer = balance(standings, margin=margin)
    before: Run = {request: list(found) for request, found in scores.items()}
    after: Run = {request: [one.offer for one in fairer[request]] for request in before}
    pairs = [pair for key in before for pair in zip(before[key][:PLACES], after[key][:PLACES], strict=True)]
    return Balanced(
        margin=margin,
        moved=sum(old != new for old, new in pairs),
        by_score=_judged(collection, before, provider),
        balanced=_judged(collection, after, provider),
    )


def _judged(collection: Collection, run: Run, provider: Mapping[str, str]) -> dict[str, float]:
    evenness = gini(exposure(run.values(), provider).values())
    metrics = {name: float(values.mean()) for name, values in judge(collection.qrels, run).items()}
    return {name: round(value, 6) for name, value in ({"gini": evenness} | metrics).items()}
