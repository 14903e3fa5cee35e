"""What stands the same for every request, as one number an offer."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property

import numpy as np

from scoring.arrays import Floats
from scoring.lengthening import Column
from scoring.past import Past
from scoring.records import Offer


@dataclass(frozen=True)
class Columns:
    """Days as ordinals, counts as numbers; NaN where the offer does not say."""

    published: Floats
    expires: Floats
    capacity: Floats
    engaged: Floats
    practices: Floats

    @classmethod
    def of(cls, offers: Sequence[Offer], past: Past) -> "Columns":
        """The columns of some offers."""
        rows = [
            (
                _ordinal(one.published_on),
                _ordinal(one.expires_on),
                np.nan if one.capacity is None else one.capacity,
                one.engaged,
                len(past.practices_behind(one)),
            )
            for one in offers
        ]
        return cls(*np.array(rows, dtype=float).reshape(-1, len(fields(cls))).T)

    def and_then(self, others: "Columns") -> "Columns":
        """These columns and below them others."""
        named = zip(self._columns, fields(self), strict=True)
        longer = [column.and_then(getattr(others, field.name)) for column, field in named]
        found = Columns(*(column.values for column in longer))
        found.__dict__["_columns"] = longer
        return found

    @cached_property
    def _columns(self) -> list[Column]:
        return [Column(getattr(self, field.name)) for field in fields(self)]


def _ordinal(day: date | None) -> float:
    return np.nan if day is None else day.toordinal()
