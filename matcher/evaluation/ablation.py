"""What each feature adds: the metrics of the same model without it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matcher.evaluation.directory import Judgements
from matcher.evaluation.judging import PerQuery, judge, means
from matcher.evaluation.running import Run
from matcher.evaluation.statistics import Difference, difference
from matcher.progress import Track

COMPARED = ("ndcg@10", "recall@5")


@dataclass(frozen=True)
class Ablation:
    """The metrics without a feature, and the differences (with it minus without it)."""

    feature: str
    metrics: dict[str, float]
    differences: dict[str, Difference]

    def as_data(self) -> dict[str, Any]:
        """The ablation in the published shape."""
        differences = {name: one.as_data() for name, one in self.differences.items()}
        return {"feature": self.feature, "metrics": self.metrics, "differences": differences}


def ablate(qrels: Judgements, without: Mapping[str, Run], whole: PerQuery, track: Track) -> list[Ablation]:
    """Judges the run without each feature against the whole; the feature that adds most to nDCG@10 first."""
    found = []
    for feature in track(without, "Judging without each feature", len(without)):
        per_query = judge(qrels, without[feature])
        differences = {name: difference(whole[name], per_query[name]) for name in COMPARED}
        found.append(Ablation(feature, means(per_query), differences))
    return sorted(found, key=lambda one: (*(-one.differences[name].mean for name in COMPARED), one.feature))
