"""Ranks a collection and judges the result, beside the baselines."""

from collections.abc import Sequence
from datetime import date
from time import perf_counter

from matcher.evaluation.ablation import ablate
from matcher.evaluation.auc import areas
from matcher.evaluation.baselines import ranker
from matcher.evaluation.directory import Collection
from matcher.evaluation.exposure import exposure
from matcher.evaluation.judging import DEEPEST, by_language_pair, intervals, judge, means, relevant
from matcher.evaluation.report import Report
from matcher.evaluation.running import rank_by_baseline, rank_by_sursur
from matcher.evaluation.spread import spread
from matcher.evaluation.statistics import difference
from matcher.progress import Track, quietly
from scoring import EXPERT_MODEL, Model, build_index
from scoring.text.encoder import Encoder

COMPARED = "ndcg@10"
"""The metric on which Sursur is set against each baseline."""


def evaluate(  # noqa: PLR0913  (each is a choice of whoever asks)
    collection: Collection,
    *,
    as_of: date,
    model: Model = EXPERT_MODEL,
    baselines: Sequence[str] = (),
    k: int = 100,
    ablation: bool = False,
    encoder: Encoder | None = None,
    track: Track = quietly,
) -> Report:
    """Ranks the judged requests to depth `k` and judges the result, with the baselines asked for."""
    rankers = {name: ranker(name, collection, encoder) for name in baselines}
    clock = perf_counter()
    index = build_index(collection.offers, collection.exchanges, as_of=as_of, encoder=encoder)
    indexed = perf_counter() - clock
    depth = max(k, DEEPEST)
    ours = rank_by_sursur(collection, index, model, k=depth, ablation=ablation, track=track)
    others = {name: rank_by_baseline(other, collection, ours.candidates, depth) for name, other in rankers.items()}
    right = relevant(collection)
    per_query = judge(collection.qrels, ours.run)
    others_per_query = {name: judge(collection.qrels, other.run) for name, other in others.items()}
    return Report(
        queries=len(ours.run),
        metrics=means(per_query),
        ci95=intervals(per_query),
        by_language_pair=by_language_pair(collection, ours.run),
        seconds={"index": round(indexed, 6), "rank": round(ours.seconds, 6)},
        baselines={name: means(values) for name, values in others_per_query.items()},
        run={request: offers[:k] for request, offers in ours.run.items()},
        scores=ours.best,
        auc=areas(ours.scores, right),
        baselines_auc={name: areas(other.scores, right) for name, other in others.items()},
        differences={
            name: {COMPARED: difference(per_query[COMPARED], values[COMPARED])}
            for name, values in others_per_query.items()
        },
        spread=spread(ours.best),
        exposure=exposure(ours.run, collection.offers),
        ablation=ablate(collection.qrels, ours.without, per_query, track) if ablation else None,
        new_pairs=collection.left_out,
    )
