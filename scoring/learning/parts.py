"""Parts of the decisions that are held back in turn."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from scoring.arrays import Flags
from scoring.learning.examples import Examples

MOST_PARTS = 5


def deal(examples: Examples) -> NDArray[np.int64]:
    """The part (0, 1, ...) of each row, for grouped cross-validation: a request lies in one part whole, and every part
    has requests of both kinds, since those of one kind, of both and of the other are dealt out in this order. An
    outcome's request must have a decision.

    Raises ValueError where decisions of one kind come from fewer than two requests.
    """
    decided = examples.decisions
    endorsed = set(decided.requests[decided.endorsed == 1].tolist())
    declined = set(decided.requests[decided.endorsed == 0].tolist())
    count = min(MOST_PARTS, len(endorsed), len(declined))
    if count < 2:
        raise ValueError("decisions of each kind must come from two requests at least")
    sizes = dict(zip(*np.unique(decided.requests, return_counts=True), strict=True))
    order = sorted(endorsed | declined, key=lambda one: (one in declined, one not in endorsed, -sizes[one], one))
    part = {request: number % count for number, request in enumerate(order)}
    return np.array([part[request] for request in examples.requests.tolist()])


def rounds(parts: NDArray[np.int64]) -> Iterator[tuple[Flags, Flags]]:
    """What to learn from and what to judge, part by part."""
    for part in np.unique(parts):
        yield parts != part, parts == part
