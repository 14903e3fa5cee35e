"""Decisions drawn from a known weight table, for tests of learning."""

import numpy as np

from scoring.arrays import Floats
from scoring.learning import Examples


def another_table(seed: int, size: int = 16) -> Floats:
    """Weights that nobody proposed."""
    return np.random.default_rng(seed).dirichlet(np.full(size, 0.5))


EXPERTS = another_table(2026)
"""The experts of these tests, so that the real ones may change their minds."""


def decided_by(table: Floats, count: int, *, seed: int = 0, slope: float = 12.0, per_request: int = 4) -> Examples:
    """Decisions of a reviewer who endorses the likelier the higher an offer scores by `table`."""
    generator = np.random.default_rng(seed)
    values = generator.beta(1, 2, (count, len(table)))
    scores = values @ table
    endorsed = generator.random(count) < 1 / (1 + np.exp(-slope * (scores - np.median(scores))))
    return Examples(
        values=values,
        endorsed=endorsed.astype(np.int64),
        requests=np.array([f"req-{number // per_request}" for number in range(count)]),
        weights=np.ones(count),
        outcome=np.zeros(count, dtype=bool),
    )
