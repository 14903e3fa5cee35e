"""All features and gates for one request: measured once for all offers that are alike in what a feature looks at."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scoring.arrays import Flags, Floats
from scoring.compiled.summing_kernel import add_bent, add_by_number, best_places
from scoring.features import FEATURES
from scoring.features.bent import Bent
from scoring.model import Model, Row
from scoring.query import Query
from scoring.text.words import TONGUES

MILLION = 1_000_000

Millionths = NDArray[np.int64]


def in_millionths(row: Row, values: Floats) -> Millionths:
    """What a feature adds to the score, in whole millionths, so that the parts add up to the last digit."""
    filled = np.where(np.isnan(values), row.neutral, values)
    return np.rint(row.weight * filled * MILLION).astype(np.int64)


class Measured:
    """What every feature of a model finds on every offer."""

    def __init__(self, query: Query, model: Model, found: list[Floats | Bent] | None = None) -> None:
        self._query = query
        self._model = model
        self._looks_at = [FEATURES[row.feature].looks_at for row in model.rows]
        self._found = [self._find(row) for row in model.rows] if found is None else found

    def weighed_by(self, model: Model) -> "Measured":
        """The same findings under a table of the same features in the same order: nothing is measured anew."""
        return Measured(self._query, model, self._found)

    def _find(self, row: Row) -> Floats | Bent:
        """The values of a feature, one for all offers that are alike to it."""
        feature, index = FEATURES[row.feature], self._query.index
        if feature.looks_at == "text":
            return feature.find(self._query)
        if feature.looks_at == "offer":
            return index.standing(feature.name, lambda: feature.measure(self._query))
        return feature.find(self._query.over(index.alike(feature.looks_at)))

    def _at(self, number: int, places: NDArray[np.intp]) -> Floats:
        """What a feature finds on some offers."""
        found, looks_at = self._found[number], self._looks_at[number]
        if isinstance(found, Bent):
            return found.at(places)
        return found[places if looks_at == "offer" else self._query.index.profile(looks_at).numbers[places]]

    def values(self, places: Sequence[int] | NDArray[np.intp]) -> Floats:
        """What each feature finds on some offers (features x offers); NaN where unknown."""
        chosen = np.asarray(places, dtype=np.intp)
        return np.stack([self._at(number, chosen) for number in range(len(self._found))])

    def millionths(self, values: Floats) -> Millionths:
        """What values (features x offers) add to the scores."""
        weights, neutral = np.array([(row.weight, row.neutral) for row in self._model.rows]).T[:, :, None]
        filled = np.where(np.isnan(values), neutral, values)
        return np.asarray(np.rint(weights * filled * MILLION), dtype=np.int64)

    def part(self, feature: str) -> Millionths:
        """What one feature adds to the score of every offer."""
        number = [row.feature for row in self._model.rows].index(feature)
        every = np.arange(len(self._query.index.offers))
        return in_millionths(self._model.rows[number], self._at(number, every))

    @cached_property
    def totals(self) -> Millionths:
        """The score of every offer."""
        totals = self._lesser.copy()
        self._add(self._greatest, totals)
        return totals

    def best(self, closed: Flags, k: int) -> dict[int, int]:
        """The scores of the best `k` offers that are not closed, and of all that score as the last one.

        The greatest part is reckoned only where the score would otherwise be too low even with all of it.
        """
        row, found = self._greatest
        places, totals = best_places(
            self._lesser,
            closed,
            found.likenesses,
            found.tongues,
            found.factors,
            found.power,
            row.weight,
            row.neutral,
            float(MILLION),
            k,
        )
        return dict(zip(places.tolist(), totals.tolist(), strict=True))

    @property
    def _bent(self) -> list[tuple[Row, Bent]]:
        found = zip(self._model.rows, self._found, strict=True)
        return [(row, one) for row, one in found if isinstance(one, Bent)]

    @cached_property
    def _greatest(self) -> tuple[Row, Bent]:
        """The finding of the texts that is reckoned last: the one that costs most; nothing where there is none."""
        texts = self._query.index.text
        nothing = Bent(np.zeros(len(texts.tongues)), texts.tongues, np.zeros(len(TONGUES)))
        return max(self._bent, key=lambda one: one[1].power, default=(Row("", 0.0, 0.0, ""), nothing))

    @cached_property
    def _lesser(self) -> Millionths:
        """The score of every offer without the greatest part."""
        index = self._query.index
        totals = self._standing_part()
        for row, found in self._bent:
            if row is not self._greatest[0]:
                self._add((row, found), totals)
        parts: dict[str, list[Millionths]] = defaultdict(list)
        for looks_at, row, found_ in zip(self._looks_at, self._model.rows, self._found, strict=True):
            if looks_at != "offer" and not isinstance(found_, Bent):
                parts[looks_at].append(in_millionths(row, found_))
        for looks_at, added in parts.items():
            add_by_number(np.sum(added, axis=0), index.profile(looks_at).numbers, totals)
        return totals

    @staticmethod
    def _add(part: tuple[Row, Bent], totals: Millionths) -> None:
        row, found = part
        add_bent(
            found.likenesses,
            found.tongues,
            found.factors,
            found.power,
            row.weight,
            row.neutral,
            float(MILLION),
            totals,
        )

    def _standing_part(self) -> Millionths:
        """What features that stand the same for every request add to every score."""
        pairs = [
            (row, found)
            for row, found, looks_at in zip(self._model.rows, self._found, self._looks_at, strict=True)
            if looks_at == "offer" and not isinstance(found, Bent)
        ]

        def added() -> Millionths:
            found = np.zeros(len(self._query.index.offers), dtype=np.int64)
            for row, values in pairs:
                found += in_millionths(row, values)
            return found

        name = str([(row.feature, row.weight, row.neutral) for row, _ in pairs])
        return self._query.index.standing(name, added).copy()
