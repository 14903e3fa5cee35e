"""Bootstrap over requests: how far a figure would move had other requests been asked."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from scoring.arrays import Floats

RESAMPLES = 1000
SEED = 20261121

Interval = tuple[float, float]


def rounded(value: float) -> float:
    """A figure to six decimals, never -0.0."""
    return round(float(value), 6) + 0.0


@lru_cache(maxsize=4)
def draws(size: int) -> Floats:
    """How often each of `size` requests is drawn in each seeded resample, a row a resample (Sakai 2006)."""
    drawn = np.random.default_rng(SEED).integers(0, size, size=(RESAMPLES, size))
    return np.stack([np.bincount(row, minlength=size) for row in drawn]).astype(float)


def resampled_means(values: Floats) -> Floats:
    """The mean of one value a request, in each resample."""
    return np.asarray(draws(len(values)) @ values / len(values))


def interval(resampled: Floats) -> Interval:
    """95 % percentile interval of a resampled figure, to six decimals."""
    low, high = np.percentile(resampled, [2.5, 97.5])
    return rounded(low), rounded(high)


@dataclass(frozen=True)
class Difference:
    """How much better one ranking is than another on the same requests; `above_zero` is the share of resamples in
    which it is better at all."""

    mean: float
    ci95: Interval
    above_zero: float

    def as_data(self) -> dict[str, float | list[float]]:
        """The difference in the published shape."""
        return {"mean": self.mean, "ci95": list(self.ci95), "above_zero": self.above_zero}


def difference(ours: Floats, theirs: Floats) -> Difference:
    """Ours minus theirs, one value a request on each side, by paired bootstrap."""
    resampled = np.round(resampled_means(ours - theirs), 9)  # sums that cancel out are 0, not 1e-17
    return Difference(rounded((ours - theirs).mean()), interval(resampled), rounded((resampled > 0).mean()))
