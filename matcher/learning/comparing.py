"""Two weight tables compared on decisions that neither was fitted to, with bootstrap intervals over requests."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scoring.arrays import Floats
from scoring.learning import Examples

RESAMPLES = 1000
SEED = 20261121
BINS = 10
CERTAIN = 1e-12
"""Least probability that the log loss sees, so that one sure and wrong answer stays finite."""


@dataclass(frozen=True)
class Metric:
    """One figure of the table in use and of the proposed one, and the 95 % interval of the difference."""

    in_use: float | None
    proposed: float | None
    difference: float | None
    low: float | None
    high: float | None

    @property
    def may_be_chance(self) -> bool:
        """Whether the interval of the difference includes 0, or there is none."""
        return self.low is None or self.high is None or self.low <= 0 <= self.high

    def as_data(self) -> dict[str, Any]:
        """JSON-ready."""
        return asdict(self)


@dataclass(frozen=True)
class Sums:
    """What one table's answers add up to by request, so that any resample of requests is judged by products.

    A decision counts by its weight. `wins[i, j]` is the weight of the pairs of an endorsed offer of request i and a
    declined one of request j that are in the right order, ties being half right.
    """

    loss: Floats
    weight: Floats
    wins: Floats
    endorsed: Floats
    declined: Floats
    gaps: Floats

    def metrics(self, times: Floats) -> dict[str, Floats]:
        """The metrics of resamples; a row of `times` says how often each request was drawn. NaN where undefined."""
        weight = times @ self.weight
        with np.errstate(divide="ignore", invalid="ignore"):
            pairs = (times @ self.endorsed) * (times @ self.declined)
            return {
                "log_loss": times @ self.loss / weight,
                "auc": ((times @ self.wins) * times).sum(axis=1) / pairs,
                "pairwise": times @ self.wins.diagonal() / (times @ (self.endorsed * self.declined)),
                "calibration_error": np.abs(times @ self.gaps).sum(axis=1) / weight,
            }


def summed(examples: Examples, probabilities: Floats) -> Sums:
    """Adds up by request what probabilities say about decisions."""
    endorsed = examples.endorsed == 1
    requests, member = np.unique(examples.requests, return_inverse=True)
    share = np.zeros((len(requests), len(examples)))
    share[member, np.arange(len(examples))] = examples.weights
    sure = np.clip(probabilities, CERTAIN, 1 - CERTAIN)
    order = np.sign(probabilities[endorsed][:, None] - probabilities[~endorsed][None, :]) / 2 + 0.5
    bins = np.minimum((probabilities * BINS).astype(int), BINS - 1)
    in_bin = np.zeros((len(examples), BINS))
    in_bin[np.arange(len(examples)), bins] = probabilities - endorsed
    return Sums(
        loss=share @ -np.log(np.where(endorsed, sure, 1 - sure)),
        weight=share.sum(axis=1),
        wins=share[:, endorsed] @ order @ share[:, ~endorsed].T,
        endorsed=share[:, endorsed].sum(axis=1),
        declined=share[:, ~endorsed].sum(axis=1),
        gaps=share @ in_bin,
    )


def compare(in_use: Sums, proposed: Sums) -> dict[str, Metric]:
    """Log loss (nats; less is better), area under the ROC curve, share of the pairs of an endorsed and a declined offer
    of one request in the right order, and expected calibration error over ten bins (less is better).

    Intervals: percentile bootstrap over requests, the same resamples for both tables, seeded.
    """
    requests = len(in_use.weight)
    drawn = np.random.default_rng(SEED).multinomial(requests, np.full(requests, 1 / requests), size=RESAMPLES)
    whole = np.ones((1, requests))
    old, new = in_use.metrics(whole), proposed.metrics(whole)
    old_drawn, new_drawn = in_use.metrics(drawn.astype(float)), proposed.metrics(drawn.astype(float))
    return {
        name: Metric(
            in_use=_rounded(old[name][0]),
            proposed=_rounded(new[name][0]),
            difference=_rounded(new[name][0] - old[name][0]),
            low=_percentile(new_drawn[name] - old_drawn[name], 2.5),
            high=_percentile(new_drawn[name] - old_drawn[name], 97.5),
        )
        for name in old
    }


def _percentile(differences: NDArray[np.float64], percent: float) -> float | None:
    defined = differences[~np.isnan(differences)]
    return _rounded(float(np.percentile(defined, percent))) if len(defined) else None


def _rounded(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 6)
