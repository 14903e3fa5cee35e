"""Exposure balance: providers whose offers score alike take turns at the first places.

Whoever stands first by a hair takes nearly all attention. Amortized fairness of attention (Biega, Gummadi & Weikum,
"Equity of Attention", SIGIR 2018) sets this right over many rankings: the attention that a provider gets shall follow
what its offers deserve. Here only offers of nearly the same score may trade places, and no score changes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import log2

import numpy as np

from scoring.records import Offer

PLACES = 10
"""How many places of a ranking people look at."""
DESERVING = 20
"""How many offers of a ranking, best scores first, deserve a part of the attention that it draws."""
EXPOSURE_MARGIN = 0.01
"""How far an offer's score may lie below that of an offer it is placed before; `docs/quality.md` tells why so far."""


@dataclass(frozen=True)
class Standing:
    """An offer in a ranking: the provider that draws attention from it, its score, and its place by score (1 first)."""

    offer: str
    provider: str
    score: float
    place: int


def provider_of(offer: Offer) -> str:
    """Whom attention to an offer serves: its organization, else its country, else the offer alone."""
    return offer.organization or offer.country or offer.id


def attention(place: int) -> float:
    """How much of a reader's attention a place gets: 1/log2(1 + place) for the first ten, none after them."""
    return 1 / log2(1 + place) if place <= PLACES else 0.0


def balance(
    rankings: Mapping[str, Sequence[Standing]],
    *,
    margin: float = EXPOSURE_MARGIN,
    seen: Iterable[Sequence[Standing]] = (),
) -> dict[str, list[Standing]]:
    """Rankings by request, best score first, put in a fairer order.

    An offer passes another only where its score lies at most `margin` below. Each of the ten first places goes to the
    provider in reach that is owed the most attention; `seen` are earlier rankings as people have seen them.
    """
    owed: dict[str, float] = defaultdict(float)
    for ranking in seen:
        _credit(ranking, owed)
        for place, one in enumerate(ranking, 1):
            owed[one.provider] -= attention(place)
    return {request: _balanced(rankings[request], margin, owed) for request in sorted(rankings)}


def _balanced(ranking: Sequence[Standing], margin: float, owed: dict[str, float]) -> list[Standing]:
    _credit(ranking, owed)
    waiting, placed = list(ranking), []
    for place in range(1, min(PLACES, len(ranking)) + 1):
        best = waiting[0].score
        reach = takewhile(lambda one: round(best - one.score, 6) <= margin, waiting)  # noqa: B023  (used at once)
        chosen = max(reach, key=lambda one: (owed[one.provider], -one.place))
        owed[chosen.provider] -= attention(place)
        waiting.remove(chosen)
        placed.append(chosen)
    return placed + waiting


def _credit(ranking: Sequence[Standing], owed: dict[str, float]) -> None:
    """Owes the attention of a ranking to its best offers, by their share of the scores."""
    deserving = ranking[:DESERVING]
    total = sum(attention(place) for place in range(1, len(ranking) + 1))
    scores = sum(one.score for one in deserving)
    for one in deserving:
        owed[one.provider] += total * (one.score / scores if scores else 1 / len(deserving))


def exposure(rankings: Iterable[Sequence[str]], provider: Mapping[str, str]) -> dict[str, float]:
    """The attention that each provider of offers gets from rankings of offers; also those that get none."""
    got = dict.fromkeys(provider.values(), 0.0)
    for ranking in rankings:
        for place, offer in enumerate(ranking[:PLACES], 1):
            got[provider[offer]] += attention(place)
    return got


def gini(amounts: Iterable[float]) -> float:
    """The Gini coefficient: 0 where all have the same, near 1 where one has all, 0 where nobody has anything."""
    rising = np.sort(np.fromiter(amounts, dtype=np.float64))
    if not rising.sum():
        return 0.0
    ranks = 2 * np.arange(1, len(rising) + 1) - len(rising) - 1
    return max(0.0, float(ranks @ rising / (len(rising) * rising.sum())))
