"""Which pairs of a run become suggestions: an assignment problem under the caps of both sides, solved exactly.

The constraints (each pair stands in one sum a request and one an offer) are totally unimodular, so the vertices of the
linear programme are whole numbers (Hoffman & Kruskal 1956) and HiGHS answers the best choice there is.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array

PER_REQUEST = 6
PER_OFFER = 20
MINIMUM_SCORE = 0.165
"""Below this a suggestion wastes a focal point's time and the request counts as unmet. On the judged region 98 % of the
right offers lie above it, and some fifteen wrong ones a request, of which the caps leave a few."""
PRIORITY_LIFT = 1.1
"""What a place with a contested offer is worth more to a request of a priority country (LDC, LLDC or SIDS)."""
MILLION = 1_000_000
TIES = 2**32
"""Into how many parts a millionth is cut to tell equal choices apart."""

Pair = tuple[str, str]
"""The identifiers of a request and an offer."""


@dataclass(frozen=True)
class Candidate:
    """A pair that may be suggested; `priority` where the request comes from a priority country.

    `place` is that of the offer in the request's ranking and only tells equal choices apart.
    """

    request: str
    offer: str
    score: float
    priority: bool = False
    place: int = 1

    @property
    def pair(self) -> Pair:
        """The pair's identifiers."""
        return self.request, self.offer

    @property
    def worth(self) -> int:
        """What suggesting the pair adds, in millionths: its score above the minimum, lifted for priority countries."""
        lift = PRIORITY_LIFT if self.priority else 1.0
        return round((self.score - MINIMUM_SCORE) * lift * MILLION)


def choose(candidates: Iterable[Candidate], taken: Iterable[Pair] = ()) -> set[Pair]:
    """The pairs whose worth sums to the most, at most 6 a request and 20 an offer, less the places already `taken`.

    Taken pairs and those below the minimum score are not chosen. Equal choices are told apart by place, then by
    identifiers, lower ones first; the order of the candidates does not matter.
    """
    taken = set(taken)
    open_ones = [one for one in candidates if one.score >= MINIMUM_SCORE and one.pair not in taken]
    ordered = sorted(open_ones, key=lambda one: (one.place, one.pair))
    if not ordered:
        return set()
    chosen = _solve(
        _weights([one.worth for one in ordered]),
        _side([one.request for one in ordered], Counter(request for request, _ in taken), PER_REQUEST),
        _side([one.offer for one in ordered], Counter(offer for _, offer in taken), PER_OFFER),
    )
    return {one.pair for one, yes in zip(ordered, chosen, strict=True) if yes}


@dataclass(frozen=True)
class _Side:
    """The requests or the offers of the candidates: the number of each candidate's, and the room that each has."""

    numbers: NDArray[np.int64]
    room: list[int]


def _side(names: Sequence[str], used: Counter[str], cap: int) -> _Side:
    distinct = sorted(set(names))
    number = {name: place for place, name in enumerate(distinct)}
    room = [max(0, cap - used[name]) for name in distinct]
    return _Side(np.array([number[name] for name in names]), room)


def _weights(worths: Sequence[int]) -> NDArray[np.float64]:
    """The worths in whole parts of a millionth, with a bonus for earlier ones; all bonuses together stay below one.

    The bonus falls by squares: were it even, a swap of two offers between two requests would leave its sum as it is.
    """
    count = len(worths)
    bonus = [TIES * (count - place) ** 2 // count**3 for place in range(count)]
    return np.array([worth * TIES + extra for worth, extra in zip(worths, bonus, strict=True)], dtype=np.float64)


def _solve(weights: NDArray[np.float64], requests: _Side, offers: _Side) -> NDArray[np.bool_]:
    """Which candidates to take. The numbers are whole and below 2**53, so the arithmetic is exact."""
    count = len(weights)
    rows = np.concatenate([requests.numbers, len(requests.room) + offers.numbers])
    columns = np.tile(np.arange(count), 2)
    room = [*requests.room, *offers.room]
    sums = csr_array((np.ones(2 * count), (rows, columns)), shape=(len(room), count))
    answer = linprog(-weights, A_ub=sums, b_ub=room, bounds=(0, 1), method="highs-ds")
    if answer.x is None:
        raise RuntimeError(f"HiGHS found no choice of suggestions: {answer.message}")
    return np.asarray(answer.x > 0.5)
