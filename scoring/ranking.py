"""Ranks offers for a request. Scores are sums of whole millionths, so that the parts add up to the last digit."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isnan

import numpy as np

from scoring.arrays import Flags
from scoring.explanation import Contribution, Explanation
from scoring.features import FEATURES
from scoring.gating import Gated
from scoring.index import Index
from scoring.measuring import MILLION, Measured, Millionths
from scoring.model import EXPERT_MODEL, Model
from scoring.query import Query, ask
from scoring.records import Request


class Scoring:
    """All offers scored for one request under one model.

    Features that look at the same thing are measured once for all offers that are alike in it.
    """

    def __init__(self, query: Query, model: Model, measured: Measured | None = None) -> None:
        self.query = query
        self.model = model
        self.measured = Measured(query, model) if measured is None else measured
        self.gated = Gated(query)
        self._known: dict[int, int] = {}

    def weighed_by(self, model: Model) -> "Scoring":
        """The same offers under a table of the same features in the same order: nothing is measured anew."""
        return Scoring(self.query, model, self.measured.weighed_by(model))

    @property
    def totals(self) -> Millionths:
        """The score of every offer, in millionths."""
        return self.measured.totals

    @cached_property
    def open(self) -> Flags:
        """Which offers no gate keeps out."""
        return ~self.gated.closed

    @cached_property
    def averages(self) -> list[float]:
        """What each feature adds to the average offer of a sample of those that no gate keeps out."""
        sample = self.query.index.sample
        sample = sample[~self.gated.closed[sample]]
        if not len(sample):
            return [0.0] * len(self.model.rows)
        means = self.measured.millionths(self.measured.values(sample)).mean(axis=1)
        return [round(float(mean) / MILLION, 6) for mean in means]

    def order(self, k: int | None, *, without: str | None = None) -> list[int]:
        """The places of the best `k` open offers (all for None), best first; equal scores by identifier.

        `without` leaves a feature out, as a model without it would, but measures nothing anew.
        """
        offers = self.query.index.offers
        found = self._all(without) if k is None or without is not None else self._best(k)
        return sorted(found, key=lambda place: (-found[place], offers[place].id))[:k]

    def _all(self, without: str | None) -> dict[int, int]:
        totals = self.totals if without is None else self.totals - self.measured.part(without)
        places = np.flatnonzero(self.open)
        return dict(zip(places.tolist(), totals[places].tolist(), strict=True))

    def _best(self, k: int) -> dict[int, int]:
        found = self.measured.best(self.gated.closed, k) if k > 0 else {}
        self._known.update(found)
        return found

    def rank_of(self, place: int) -> int | None:
        """At which number an offer stands in the order; None for one that a gate keeps out. Sorts nothing."""
        if not self.open[place]:
            return None
        offers, total = self.query.index.offers, self.totals[place]
        equals = np.flatnonzero(self.open & (self.totals == total)).tolist()
        before = sum(offers[one].id < offers[place].id for one in equals)
        return int((self.open & (self.totals > total)).sum()) + before + 1

    def score(self, place: int) -> float:
        """The score of one offer, to six decimals."""
        return float(self._known[place] if place in self._known else self.totals[place]) / MILLION

    def gate(self, place: int) -> str | None:
        """The first gate that keeps an offer out."""
        return self.gated.gate(place)

    def probability(self, place: int) -> float | None:
        """The probability that one offer is endorsed, to six decimals; None without calibration or behind a gate."""
        if self.model.calibration is None or self.gate(place) is not None:
            return None
        return round(self.model.calibration.probability(self.score(place)), 6)

    def explanation(self, place: int) -> Explanation:
        """The score of one offer opened into its parts."""
        return self.explanations([place])[0]

    def explanations(self, places: Sequence[int]) -> list[Explanation]:
        """The scores of some offers opened into their parts."""
        self.query.meet(places)
        values = self.measured.values(places)
        parts = self.measured.millionths(values) / MILLION
        columns = zip(places, values.T.tolist(), parts.T.tolist(), strict=True)
        return [self._explanation(place, found, added) for place, found, added in columns]

    def _explanation(self, place: int, values: Sequence[float], parts: Sequence[float]) -> Explanation:
        contributions = tuple(
            Contribution(
                row.feature,
                None if isnan(value) else value,
                row.weight,
                part,
                average,
                FEATURES[row.feature].evidence(self.query, place),
            )
            for row, value, part, average in zip(self.model.rows, values, parts, self.averages, strict=True)
        )
        return Explanation(
            self.query.request.id,
            self.query.index.offers[place].id,
            self.model.version,
            self.score(place),
            self.gate(place),
            contributions,
            self.probability(place),
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
    scoring = Scoring(ask(request, index), model)
    return Ranking(request.id, tuple(scoring.explanations(scoring.order(k))), scoring.gated.kept_out)


def scores(request: Request, index: Index, *, model: Model = EXPERT_MODEL, k: int | None = None) -> dict[str, float]:
    """Offer identifiers with their scores, best first, without explanations; gated offers are left out."""
    if not index.offers:
        return {}
    scoring = Scoring(ask(request, index), model)
    return {index.offers[place].id: scoring.score(place) for place in scoring.order(k)}


def explain(
    request: Request, offer: str, index: Index, *, model: Model = EXPERT_MODEL
) -> tuple[Explanation, int | None]:
    """The explanation of one offer and its place among all (1 is best; None where a gate keeps it out).

    Raises KeyError for an offer that the index does not hold.
    """
    return explain_several(request, [offer], index, model=model)[0]


def explain_several(
    request: Request, offers: Sequence[str], index: Index, *, model: Model = EXPERT_MODEL
) -> list[tuple[Explanation, int | None]]:
    """As `explain`, for several offers that are measured once."""
    places = [index.places[one] for one in offers]
    scoring = Scoring(ask(request, index), model)
    return [(one, scoring.rank_of(place)) for place, one in zip(places, scoring.explanations(places), strict=True)]
