"""How evenly a ranking shows the providers."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

import numpy as np

from matcher.evaluation.running import Run
from matcher.evaluation.spread import SHOWN
from matcher.evaluation.statistics import rounded
from scoring import Offer
from scoring.arrays import Floats


@dataclass(frozen=True)
class Exposure:
    """How unevenly the first ten places are given to providers: 0 is equal shares, 1 is all to one (Gini 1912).

    A place gives 1 / log2(1 + place) (Järvelin & Kekäläinen 2002). `gini` is None where nothing was ranked.
    """

    gini: float | None
    providers: int


def provider(offer: Offer) -> tuple[str, str]:
    """Who stands behind an offer: its organization, else its country, else nobody but the offer itself."""
    if offer.organization:
        return "organization", offer.organization
    return ("country", offer.country) if offer.country else ("offer", offer.id)


def exposure(run: Run, offers: Sequence[Offer]) -> Exposure:
    """How evenly a run shows the providers of all offers, those it never shows included."""
    behind = {offer.id: provider(offer) for offer in offers}
    shown = dict.fromkeys(behind.values(), 0.0)
    for ranking in run.values():
        for place, offer in enumerate(ranking[:SHOWN], 1):
            shown[behind[offer]] += 1 / log2(1 + place)
    return Exposure(gini(np.array(list(shown.values()))), len(shown))


def gini(amounts: Floats) -> float | None:
    """The Gini coefficient of amounts that are not negative, to six decimals; None where all are nothing."""
    total = amounts.sum()
    if not total:
        return None
    size = len(amounts)
    ranks = np.arange(1, size + 1)
    return rounded(2 * (ranks @ np.sort(amounts)) / (size * total) - (size + 1) / size)
