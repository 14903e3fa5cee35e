"""What is learned from: decided matches as arrays, each weighted by how likely its place was to be decided on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.arrays import Flags, Floats

SHRINKAGE = 10.0
"""How many matches at the overall rate are added to each place, so that a place seldom shown has no wild rate."""
CLIP = 5.0
"""Most that one decision may count for: what no estimate loses in variance by rare places it may lose in bias."""


@dataclass(frozen=True)
class Examples:
    """One row a decision or outcome. `values` has a column a feature, without unknowns; `endorsed` is 1 or 0;
    `outcome` marks the rows that tell how an exchange ended and not what a reviewer said."""

    values: Floats
    endorsed: NDArray[np.int64]
    requests: NDArray[np.str_]
    weights: Floats
    outcome: Flags

    def __len__(self) -> int:
        return len(self.endorsed)

    def only(self, chosen: Flags) -> "Examples":
        """The chosen rows."""
        return Examples(
            values=self.values[chosen],
            endorsed=self.endorsed[chosen],
            requests=self.requests[chosen],
            weights=self.weights[chosen],
            outcome=self.outcome[chosen],
        )

    @property
    def decisions(self) -> "Examples":
        """The rows that tell what a reviewer said."""
        return self.only(~self.outcome)


def inverse_propensities(places: Sequence[int], shown: Sequence[int], decided: Sequence[int]) -> Floats:
    """How much a decision at each of `places` counts: 1 / the chance that a match shown there is decided on.

    People look at the first places first, so decisions come mostly from there; weighted so they stand for all that was
    shown (Joachims, Swaminathan & Schnabel 2017). The chance is the share of the matches shown at a place (`shown`, a
    place each) that were decided on (`decided`). A weight is at most `CLIP` times the usual one, and the mean is 1
    (self-normalised, Swaminathan & Joachims 2015).
    """
    if not len(places):
        return np.zeros(0)
    most = max([*places, *shown, *decided]) + 1
    at, looked_at = np.bincount(shown, minlength=most), np.bincount(decided, minlength=most)
    overall = looked_at.sum() / max(at.sum(), 1)
    chance = (looked_at + SHRINKAGE * overall) / (at + SHRINKAGE)
    weights = np.minimum(overall / chance[list(places)], CLIP)
    return np.asarray(weights / weights.mean())
