"""The arrays that features exchange: one number an offer, 0..1, NaN where the answer is unknown."""

from collections.abc import Hashable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Sparse(NamedTuple):
    """Rows as SciPy's `csr_matrix` has them, without its checks: they take longer than what is done to one row."""

    data: NDArray[Any]
    indices: NDArray[Any]
    indptr: NDArray[Any]
    shape: tuple[int, int]

    @property
    def nnz(self) -> int:
        """How many entries there are."""
        return len(self.data)

    def as_matrix(self) -> csr_matrix:
        """The same for SciPy."""
        return csr_matrix((self.data, self.indices, self.indptr), shape=self.shape)


def unknown(size: int) -> Floats:
    """Nothing known about any offer."""
    return np.full(size, np.nan)


def saturate(amount: Floats, half: float) -> Floats:
    """Maps 0..infinity to 0..1; `half` is the amount that answers 0.5."""
    return amount / (amount + half)


def by_magnitude(amount: Floats, full: float) -> Floats:
    """Maps 0..`full` to 0..1 by orders of magnitude, and what is above `full` to 1."""
    return np.asarray(np.minimum(np.log1p(amount) / np.log1p(full), 1.0))


def first_of_each(keys: Sequence[Hashable]) -> Flags:
    """Which places hold a key that no earlier one holds."""
    first: dict[Hashable, int] = {}
    return np.array([first.setdefault(key, place) == place for place, key in enumerate(keys)], dtype=bool)
