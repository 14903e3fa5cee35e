"""Ranks offers for a request. Scores are sums of whole millionths, so that the parts add up to the last digit."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scoring.arrays import Flags
from scoring.explanation import Contribution, Explanation
from scoring.features import FEATURES
from scoring.gates import GATES
from scoring.index import Index, Query
from scoring.model import EXPERT_MODEL, Model
from scoring.records import Request

MILLION = 1_000_000


class Scoring:
    """All offers scored for one request under one model."""

    def __init__(self, query: Query, model: Model) -> None:
        self.query = query
        self.model = model
        self.values = np.stack([FEATURES[row.feature].measure(query) for row in model.rows])
        weights = np.array([[row.weight] for row in model.rows])
        neutral = np.array([[row.neutral] for row in model.rows])
        filled = np.where(np.isnan(self.values), neutral, self.values)
        self.millionths: NDArray[np.int64] = np.rint(weights * filled * MILLION).astype(np.int64)
        self.totals: NDArray[np.int64] = self.millionths.sum(axis=0)
        self.closed = {name: gate(query) for name, gate in GATES.items()}

    @cached_property
    def open(self) -> Flags:
        """Which offers no gate keeps out."""
        closed = np.stack(list(self.closed.values()))
        return np.logical_not(closed.any(axis=0))

    @cached_property
    def averages(self) -> list[float]:
        """What each feature adds to the average offer that no gate keeps out."""
        if not self.open.any():
            return [0.0] * len(self.model.rows)
        return [round(float(mean) / MILLION, 6) for mean in self.millionths[:, self.open].mean(axis=1)]

    def order(self, k: int | None, *, without: str | None = None) -> list[int]:
        """The places of the best `k` open offers (all for None), best first; equal scores by identifier.

        `without` leaves a feature out, as a model without it would, but measures nothing anew.
        """
        offers = self.query.index.offers
        totals = self.totals
        if without is not None:
            totals = totals - self.millionths[[row.feature for row in self.model.rows].index(without)]
        candidates = np.flatnonzero(self.open)
        if k is not None and k < len(candidates):
            last = np.partition(totals[candidates], -k)[-k]
            candidates = candidates[totals[candidates] >= last]
        ranked = sorted(candidates.tolist(), key=lambda place: (-totals[place], offers[place].id))
        return ranked[:k]

    def score(self, place: int) -> float:
        """The score of one offer, to six decimals."""
        return float(self.totals[place]) / MILLION

    def gate(self, place: int) -> str | None:
        """The first gate that keeps an offer out."""
        return next((name for name, closed in self.closed.items() if closed[place]), None)

    def probability(self, place: int) -> float | None:
        """The probability that one offer is endorsed, to six decimals; None without calibration or behind a gate."""
        if self.model.calibration is None or self.gate(place) is not None:
            return None
        return round(self.model.calibration.probability(self.score(place)), 6)

    def explanation(self, place: int) -> Explanation:
        """The score of one offer opened into its parts."""
        parts = tuple(
            Contribution(
                feature=row.feature,
                value=None if np.isnan(self.values[number, place]) else float(self.values[number, place]),
                weight=row.weight,
                contribution=float(self.millionths[number, place]) / MILLION,
                average=self.averages[number],
                evidence=FEATURES[row.feature].evidence(self.query, place),
            )
            for number, row in enumerate(self.model.rows)
        )
        request, offer = self.query.request.id, self.query.index.offers[place].id
        return Explanation(
            request, offer, self.model.version, self.score(place), self.gate(place), parts, self.probability(place)
        )


@dataclass(frozen=True)
class Ranking:
    """The best offers for a request, each explained, and how many offers each gate kept out."""

    request: str
    places: tuple[Explanation, ...]
    kept_out: dict[str, int]


def rank(request: Request, index: Index, *, model: Model = EXPERT_MODEL, k: int = 10) -> Ranking:
    """The best `k` offers for a request, best first, each with its explanation."""
    if not index.offers:
        return Ranking(request.id, (), {})
    scoring = Scoring(Query(request, index), model)
    kept_out = Counter(scoring.gate(int(place)) for place in np.flatnonzero(~scoring.open))
    places = tuple(scoring.explanation(place) for place in scoring.order(k))
    return Ranking(request.id, places, {str(gate): count for gate, count in kept_out.items()})


def scores(request: Request, index: Index, *, model: Model = EXPERT_MODEL, k: int | None = None) -> dict[str, float]:
    """Offer identifiers with their scores, best first, without explanations; gated offers are left out."""
    if not index.offers:
        return {}
    scoring = Scoring(Query(request, index), model)
    return {index.offers[place].id: scoring.score(place) for place in scoring.order(k)}


def explain(
    request: Request, offer: str, index: Index, *, model: Model = EXPERT_MODEL
) -> tuple[Explanation, int | None]:
    """The explanation of one offer and its place among all (1 is best; None where a gate keeps it out).

    Raises KeyError for an offer that the index does not hold.
    """
    scoring = Scoring(Query(request, index), model)
    place = index.position[offer]
    order = scoring.order(None)
    return scoring.explanation(place), order.index(place) + 1 if place in order else None
