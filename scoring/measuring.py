"""All features and gates for one request: measured once for all offers that are alike in what a feature looks at."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scoring.arrays import Flags, Floats
from scoring.compiled.summing_kernel import add_by_number, add_values
from scoring.features import FEATURES
from scoring.gates import GATES, Gate
from scoring.model import Model, Row
from scoring.query import Query

MILLION = 1_000_000

Millionths = NDArray[np.int64]


def in_millionths(row: Row, values: Floats) -> Millionths:
    """What a feature adds to the score, in whole millionths, so that the parts add up to the last digit."""
    filled = np.where(np.isnan(values), row.neutral, values)
    return np.rint(row.weight * filled * MILLION).astype(np.int64)


class Measured:
    """What every feature of a model finds on every offer."""

    def __init__(self, query: Query, model: Model, values: list[Floats] | None = None) -> None:
        self._query = query
        self._model = model
        self._looks_at = [FEATURES[row.feature].looks_at for row in model.rows]
        self._values = [self._measure(row) for row in model.rows] if values is None else values

    def weighed_by(self, model: Model) -> "Measured":
        """The same findings under a table of the same features in the same order: nothing is measured anew."""
        return Measured(self._query, model, self._values)

    def _measure(self, row: Row) -> Floats:
        """The values of a feature, one for all offers that are alike to it."""
        feature, index = FEATURES[row.feature], self._query.index
        if feature.looks_at == "text":
            return feature.measure(self._query)
        if feature.looks_at == "offer":
            return index.standing(feature.name, lambda: feature.measure(self._query))
        return feature.measure(self._query.over(index.alike(feature.looks_at)))

    def _places(self, number: int, places: NDArray[np.intp]) -> NDArray[np.intp]:
        """Where the values of a feature for some offers stand."""
        looks_at = self._looks_at[number]
        if looks_at in ("text", "offer"):
            return places
        return np.asarray(self._query.index.profile(looks_at).numbers[places], dtype=np.intp)

    def values(self, places: Sequence[int] | NDArray[np.intp]) -> Floats:
        """What each feature finds on some offers (features x offers); NaN where unknown."""
        chosen = np.asarray(places, dtype=np.intp)
        found = [values[self._places(number, chosen)] for number, values in enumerate(self._values)]
        return np.stack(found)

    def millionths(self, values: Floats) -> Millionths:
        """What values (features x offers) add to the scores."""
        return np.stack([in_millionths(row, found) for row, found in zip(self._model.rows, values, strict=True)])

    def part(self, feature: str) -> Millionths:
        """What one feature adds to the score of every offer."""
        number = [row.feature for row in self._model.rows].index(feature)
        every = np.arange(len(self._query.index.offers))
        return in_millionths(self._model.rows[number], self._values[number][self._places(number, every)])

    @cached_property
    def totals(self) -> Millionths:
        """The score of every offer."""
        index = self._query.index
        found = self._standing_part()
        parts: dict[str, list[Millionths]] = defaultdict(list)
        for looks_at, row, values in zip(self._looks_at, self._model.rows, self._values, strict=True):
            if looks_at == "text":
                add_values(values, row.weight, row.neutral, float(MILLION), found)
            elif looks_at != "offer":
                parts[looks_at].append(in_millionths(row, values))
        for looks_at, added in parts.items():
            add_by_number(np.sum(added, axis=0), index.profile(looks_at).numbers, found)
        return found

    def _standing_part(self) -> Millionths:
        """What features that stand the same for every request add to every score."""
        looks_at_offers = [number for number, looks_at in enumerate(self._looks_at) if looks_at == "offer"]
        rows = [self._model.rows[number] for number in looks_at_offers]

        def added() -> Millionths:
            found = np.zeros(len(self._query.index.offers), dtype=np.int64)
            for row, number in zip(rows, looks_at_offers, strict=True):
                found += in_millionths(row, self._values[number])
            return found

        return self._query.index.standing(str([(row.feature, row.weight, row.neutral) for row in rows]), added).copy()

    @cached_property
    def _closed(self) -> dict[str, Flags]:
        """Which gates close on each offer."""
        return {name: self._closes(name, gate) for name, gate in GATES.items()}

    def _closes(self, name: str, gate: Gate) -> Flags:
        query, index = self._query, self._query.index
        if gate.looks_at == "pair":
            return gate.closes(query)
        if gate.looks_at == "offer":
            return index.standing(name, lambda: gate.closes(query))
        return gate.closes(query.over(index.alike(gate.looks_at)))[index.profile(gate.looks_at).numbers]

    @cached_property
    def open(self) -> Flags:
        """Which offers no gate keeps out."""
        closed = np.any(list(self._closed.values()), axis=0)
        return np.asarray(~(closed | self._query.index.gone))

    def gate(self, place: int) -> str | None:
        """The first gate that keeps an offer out."""
        return next((name for name, closed in self._closed.items() if closed[place]), None)

    @property
    def kept_out(self) -> dict[str, int]:
        """How many offers each gate keeps out, the first gate that closes counting."""
        rest = ~self._query.index.gone
        found = {}
        for name, closed in self._closed.items():
            found[name] = int((rest & closed).sum())
            rest &= ~closed
        return {name: count for name, count in found.items() if count}
