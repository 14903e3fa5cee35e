"""Which offers the gates keep out of one request's ranking."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scoring.arrays import Flags
from scoring.compiled.summing_kernel import close, close_by_number
from scoring.gates import GATES, Gate
from scoring.query import Query

Closing = tuple[Flags, NDArray[np.int32] | None]
"""What a gate closes: by number of a profile, or by offer."""


class Gated:
    """All gates for one request, in order: an offer counts for the first that closes."""

    def __init__(self, query: Query) -> None:
        self._index = query.index
        self._closing = {name: _closing(query, name, gate) for name, gate in GATES.items()}

    @cached_property
    def _all(self) -> tuple[Flags, dict[str, int]]:
        closed, counts = self._index.gone.copy(), {}
        for name, (flags, numbers) in self._closing.items():
            counts[name] = close(flags, closed) if numbers is None else close_by_number(flags, numbers, closed)
        return closed, {name: count for name, count in counts.items() if count}

    @property
    def closed(self) -> Flags:
        """Which offers a gate keeps out, or are gone."""
        return self._all[0]

    @property
    def kept_out(self) -> dict[str, int]:
        """How many offers each gate keeps out, the first gate that closes counting."""
        return self._all[1]

    def gate(self, place: int) -> str | None:
        """The first gate that keeps an offer out."""
        for name, (flags, numbers) in self._closing.items():
            if flags[place if numbers is None else numbers[place]]:
                return name
        return None


def _closing(query: Query, name: str, gate: Gate) -> Closing:
    if gate.looks_at == "pair":
        return gate.closes(query), None
    if gate.looks_at == "offer":
        return query.index.standing(name, lambda: gate.closes(query)), None
    alike = query.over(query.index.alike(gate.looks_at))
    return gate.closes(alike), query.index.profile(gate.looks_at).numbers
