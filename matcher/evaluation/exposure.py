"""How evenly a ranking shows the providers."""

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.evaluation.running import Run
from matcher.evaluation.statistics import rounded
from scoring import Offer
from scoring.exposure import exposure as attention_got
from scoring.exposure import gini, provider_of


@dataclass(frozen=True)
class Exposure:
    """How unevenly the first ten places are given to providers: 0 is equal shares, 1 is all to one (Gini 1912).

    A place gives 1 / log2(1 + place) (Järvelin & Kekäläinen 2002). `gini` is None where nothing was ranked.
    """

    gini: float | None
    providers: int


def exposure(run: Run, offers: Sequence[Offer]) -> Exposure:
    """How evenly a run shows the providers of all offers, those it never shows included."""
    behind = {offer.id: provider_of(offer) for offer in offers}
    shown = attention_got(run.values(), behind)
    return Exposure(rounded(gini(shown.values())) if any(shown.values()) else None, len(shown))
