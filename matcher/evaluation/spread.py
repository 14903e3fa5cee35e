"""How well the scores tell offers apart: ties, heights and gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.evaluation.statistics import rounded

SHOWN = 10
"""Places of a ranking that people look at."""
QUARTILES = ("min", "q1", "median", "q3", "max")


@dataclass(frozen=True)
class Spread:
    """How well the scores tell offers apart. Everything is None where no ranking is long enough for it.

    `ties_in_first_ten`: share of neighbouring places with the same score to six decimals.
    `first_place`, `gap_first_to_tenth`: smallest, quartiles and largest over the requests.
    """

    ties_in_first_ten: float | None
    first_place: dict[str, float] | None
    gap_first_to_tenth: dict[str, float] | None


def spread(scores: Mapping[str, Mapping[str, float]]) -> Spread:
    """The spread of one system's scores: request -> offer -> score, best first."""
    shown = [np.round(list(offers.values())[:SHOWN], 6) for offers in scores.values() if offers]
    neighbours = np.concatenate([np.diff(one) for one in shown]) if shown else np.array([])
    return Spread(
        rounded((neighbours == 0).mean()) if neighbours.size else None,
        _quartiles([float(one[0]) for one in shown]),
        _quartiles([float(one[0] - one[-1]) for one in shown if len(one) == SHOWN]),
    )


def _quartiles(values: Sequence[float]) -> dict[str, float] | None:
    if not values:
        return None
    found = np.percentile(values, [0, 25, 50, 75, 100])
    return dict(zip(QUARTILES, map(rounded, found), strict=True))
