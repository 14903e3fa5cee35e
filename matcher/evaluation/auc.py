"""Area under the ROC curve: how often a relevant offer is scored above another one."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from matcher.evaluation.statistics import Interval, draws, interval, resampled_means, rounded
from scoring.arrays import Flags, Floats


@dataclass(frozen=True)
class Area:
    """Share of the pairs (relevant offer, other offer) in which the relevant one is scored higher, equal scores half
    (Hanley & McNeil 1982), with its interval; None where there is no such pair."""

    value: float | None = None
    ci95: Interval | None = None


@dataclass(frozen=True)
class Areas:
    """The two forms: within each request, then averaged; and over the candidates of all requests in one pool, where
    scores must also mean the same from request to request."""

    auc_within: Area
    auc_over_all: Area

    @property
    def forms(self) -> dict[str, Area]:
        """Both by name."""
        return {"auc_within": self.auc_within, "auc_over_all": self.auc_over_all}

    def as_data(self) -> dict[str, Any]:
        """The areas in the published shape."""
        intervals = {name: None if one.ci95 is None else list(one.ci95) for name, one in self.forms.items()}
        return {name: one.value for name, one in self.forms.items()} | {"ci95": intervals}


def areas(scores: Floats, relevant: Flags) -> Areas:
    """The areas of one system. Both arrays are requests x offers; a score of NaN is no candidate of that request."""
    candidates = ~np.isnan(scores)
    good = (relevant & candidates).sum(axis=1).astype(float)
    bad = candidates.sum(axis=1) - good
    won = _won(scores, relevant & candidates)
    return Areas(_within(won, good, bad), _over_all(won, good, bad))


def _won(scores: Floats, good: Flags) -> Floats:
    """Pairs that the relevant offers of one request (row) win against the other offers of another (column)."""
    asked = np.nonzero(good)[0]
    relevant_scores = scores[good]
    won = np.zeros((len(scores), len(scores)))
    for other, row in enumerate(scores):
        beaten = np.sort(row[~good[other] & ~np.isnan(row)])
        above = np.searchsorted(beaten, relevant_scores, "left") + np.searchsorted(beaten, relevant_scores, "right")
        won[:, other] = np.bincount(asked, weights=above / 2, minlength=len(scores))
    return won


def _within(won: Floats, good: Floats, bad: Floats) -> Area:
    judged = good * bad > 0
    if not judged.any():
        return Area()
    values = np.diag(won)[judged] / (good * bad)[judged]
    return Area(rounded(values.mean()), interval(resampled_means(values)))


def _over_all(won: Floats, good: Floats, bad: Floats) -> Area:
    pairs = float(good.sum() * bad.sum())
    if not pairs:
        return Area()
    counts = draws(len(won))
    drawn_pairs = (counts @ good) * (counts @ bad)
    drawn_won = ((counts @ won) * counts).sum(axis=1)
    resampled = drawn_won[drawn_pairs > 0] / drawn_pairs[drawn_pairs > 0]
    return Area(rounded(won.sum() / pairs), interval(resampled))
