"""Likenesses of texts bent into evidence."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scoring.arrays import Floats
from scoring.compiled.comparing_kernel import bend
from scoring.query import Query
from scoring.text.fairness import level_languages


@dataclass(frozen=True)
class Bent:
    """Likenesses (0..1, NaN unknown) times the factor of their language, at most 1, raised to a power."""

    likenesses: Floats
    tongues: NDArray[np.int8]
    factors: Floats
    power: float = 1.0

    @cached_property
    def values(self) -> Floats:
        """The evidence on every offer."""
        return np.asarray(bend(self.likenesses, self.tongues, self.factors, self.power))

    def at(self, places: NDArray[np.intp]) -> Floats:
        """The evidence on some offers."""
        return np.asarray(bend(self.likenesses[places], self.tongues[places], self.factors, self.power))


def levelled(query: Query, likenesses: Floats, power: float = 1.0) -> Bent:
    """Likenesses whose languages are put level."""
    tongues = query.index.text.tongues
    return Bent(likenesses, tongues, level_languages(likenesses, tongues), power)


def as_they_are(query: Query, likenesses: Floats, share: float = 1.0, power: float = 1.0) -> Bent:
    """Likenesses of which all languages count a share."""
    tongues = query.index.text.tongues
    return Bent(likenesses, tongues, np.full(int(tongues.max(initial=0)) + 1, share), power)
