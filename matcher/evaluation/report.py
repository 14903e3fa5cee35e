"""What an evaluation found, and the shapes in which it is published."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from matcher.evaluation.ablation import Ablation
from matcher.evaluation.auc import Areas
from matcher.evaluation.directory import LeftOut
from matcher.evaluation.exposure import Exposure
from matcher.evaluation.running import Run
from matcher.evaluation.spread import Spread
from matcher.evaluation.statistics import Difference, Interval


@dataclass(frozen=True)
class Report:
    """What an evaluation found. `run` holds the ranked offers, `scores` Sursur's scores of them.

    `differences` are Sursur minus each baseline; `ablation` is None where not asked for; `new_pairs` tells what was
    left out to judge new country pairs only.
    """

    queries: int
    metrics: dict[str, float]
    ci95: dict[str, Interval]
    by_language_pair: dict[str, dict[str, Any]]
    seconds: dict[str, float]
    baselines: dict[str, dict[str, float]]
    run: Run
    scores: dict[str, dict[str, float]]
    auc: Areas
    baselines_auc: dict[str, Areas]
    differences: dict[str, dict[str, Difference]]
    spread: Spread
    exposure: Exposure
    ablation: Sequence[Ablation] | None = None
    new_pairs: LeftOut | None = None

    def as_data(self) -> dict[str, Any]:
        """The report in the published shape, numbers to six decimals."""
        rank = self.seconds["rank"]
        baselines_auc = {name: found.as_data() for name, found in self.baselines_auc.items()}
        return {
            "queries": self.queries,
            "metrics": self.metrics,
            "ci95": {name: list(interval) for name, interval in self.ci95.items()},
            "by_language_pair": self.by_language_pair,
            "seconds": self.seconds,
            "queries_per_second": round(self.queries / rank, 3) if rank else None,
            "baselines": self.baselines,
            "auc": self.auc.as_data() | {"baselines": baselines_auc},
            "differences": {
                name: {metric: one.as_data() for metric, one in found.items()}
                for name, found in self.differences.items()
            },
            "spread": asdict(self.spread),
            "exposure": asdict(self.exposure),
            "ablation": None if self.ablation is None else [one.as_data() for one in self.ablation],
            "new_pairs": None if self.new_pairs is None else asdict(self.new_pairs),
        }

    def as_trec_run(self, tag: str = "sursur") -> str:
        """The ranking as a TREC run file."""
        lines = [
            f"{request} Q0 {offer} {place} {self.scores[request][offer]:.6f} {tag}"
            for request, offers in self.run.items()
            for place, offer in enumerate(offers, 1)
        ]
        return "\n".join(lines) + "\n"
