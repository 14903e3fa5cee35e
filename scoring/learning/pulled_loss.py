"""What learning minimises: the log loss of decided matches, and the pull towards the experts' weights."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, minimize
from scipy.special import expit

from scoring.arrays import Floats

SHALLOW, STEEP = 1.0, 10.0
"""Where the experts' scores explain so little that their slope lies below the first, a second start is made from the
other (0.1 of score multiplies the odds by e): another table may explain more, and the way to it leads over a rise."""
EXACT = {"ftol": 0.0, "gtol": 1e-10, "maxiter": 2000, "maxfun": 10_000}


class Fitted(NamedTuple):
    """Weights that sum to 1; the log odds are slope * (values @ weights) + level."""

    weights: Floats
    slope: float
    level: float


class PulledLoss(NamedTuple):
    """The weighted log loss over `steepness` (slope times weights) and level, plus the pull towards the centre.

    The values have mean 0, which keeps steepness and level apart. Targets lie between 0 and 1.
    """

    values: Floats
    targets: Floats
    sample_weight: Floats
    centre: Floats
    pull: float

    def at(self, point: Floats) -> tuple[float, Floats]:
        """The loss at a point, and its gradient."""
        steepness, level = point[:-1], point[-1]
        log_odds = self.values @ steepness + level
        each = np.logaddexp(0.0, log_odds) - self.targets * log_odds
        wrong = self.sample_weight * (expit(log_odds) - self.targets)
        strain, turn = self.strain(steepness)
        return float(self.sample_weight @ each) + strain, np.append(self.values.T @ wrong + turn, wrong.sum())

    def strain(self, steepness: Floats) -> tuple[float, Floats]:
        """Half the pull times the squared distance from the centre to the nearest multiple of `steepness`, and its
        gradient: the direction is pulled, the length is free. Where nothing is steep there is no direction."""
        length = steepness @ steepness
        if length == 0:
            return 0.0, np.zeros_like(steepness)
        nearest = (steepness @ self.centre) / length
        away = self.centre - nearest * steepness
        return float(self.pull / 2 * (away @ away)), -self.pull * nearest * away

    def solved_from(self, start: Floats) -> tuple[float, Floats]:
        """The least loss near a start and where it lies; no finding may speak against an offer."""
        bounds = Bounds(np.append(np.zeros(len(start) - 1), -np.inf), np.inf)
        found = minimize(self.at, start, jac=True, method="L-BFGS-B", bounds=bounds, options=EXACT)
        return float(found.fun), found.x

    def solved(self) -> Fitted:
        """The best weights, slope and level."""
        calibrated = self._calibrated()
        if np.isinf(self.pull):
            return calibrated
        slopes = (calibrated.slope, STEEP) if calibrated.slope < SHALLOW else (calibrated.slope,)
        starts = [np.append(slope * self.centre, calibrated.level) for slope in slopes]
        best = min((self.solved_from(start) for start in starts), key=lambda found: round(found[0], 9))[1]
        slope = float(best[:-1].sum())
        weights = best[:-1] / slope if slope > 0 else self.centre.copy()
        return Fitted(weights, slope, float(best[-1]))

    def _calibrated(self) -> Fitted:
        """The centre's own slope and level (Platt 1999)."""
        scores = (self.values @ self.centre).reshape(-1, 1)
        alone = self._replace(values=scores, centre=np.ones(1), pull=0.0)
        slope, level = alone.solved_from(np.zeros(2))[1].tolist()
        return Fitted(self.centre.copy(), slope, level)


def smoothed(kinds: NDArray[np.int64], sample_weight: Floats) -> Floats:
    """Platt's targets in place of 1 and 0: (n + 1) / (n + 2) and 1 / (n + 2), n being the weight of the kind."""
    second, first = sample_weight[kinds == 1].sum(), sample_weight[kinds == 0].sum()
    return np.asarray(np.where(kinds == 1, (second + 1) / (second + 2), 1 / (first + 2)))
