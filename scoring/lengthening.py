"""Arrays that become longer with every change of an index, without being copied each time."""

from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scoring.compiled.growing import Growing

_GROWING = Lock()


class Column:
    """Values, one for each offer or token. Columns that follow each other share what they hold, so only the last of
    them grows; what follows another one starts with a copy."""

    def __init__(self, values: NDArray[Any], shared: Growing | None = None) -> None:
        self.values = values
        self._shared = shared

    def and_then(self, added: NDArray[Any]) -> "Column":
        """These values and others after them."""
        with _GROWING:
            shared = self._shared
            if shared is None or len(shared) != len(self.values):
                shared = Growing.of(self.values)
            shared.extend(np.asarray(added))
            return Column(shared.array, shared)
