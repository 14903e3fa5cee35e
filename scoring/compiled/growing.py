"""Arrays that grow at their end, as lists do."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

FIRST_ROOM = 1024


class Growing:
    """A one-dimensional array with room to spare."""

    def __init__(self, dtype: DTypeLike) -> None:
        self._room = np.zeros(FIRST_ROOM, dtype=dtype)
        self._size = 0

    @classmethod
    def of(cls, values: NDArray[np.generic]) -> "Growing":
        """A copy of some values, with room to spare."""
        found = cls(values.dtype)
        found.extend(values)
        return found

    def extend(self, values: Sequence[float] | NDArray[np.generic]) -> None:
        """Adds values at the end."""
        end = self._size + len(values)
        if end > len(self._room):
            room = np.zeros(max(end, 2 * len(self._room)), dtype=self._room.dtype)
            room[: self._size] = self._room[: self._size]
            self._room = room
        self._room[self._size : end] = values
        self._size = end

    @property
    def array(self) -> NDArray[Any]:
        """The values; valid until the next growth."""
        return self._room[: self._size]

    def __len__(self) -> int:
        return self._size


class Rows:
    """Rows of identifiers, each with a weight, one after the other."""

    def __init__(self) -> None:
        self.ends = Growing(np.int64)
        self.ends.extend([0])
        self.ids = Growing(np.int32)
        self.weights = Growing(np.float64)

    def add(self, row: Sequence[tuple[int, float]]) -> None:
        """Adds a row."""
        self.ids.extend([one for one, _ in row])
        self.weights.extend([weight for _, weight in row])
        self.ends.extend([len(self.ids)])
