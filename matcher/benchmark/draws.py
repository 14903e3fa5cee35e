"""Seeded random numbers, a stream of their own for everything that is drawn."""

from datetime import date

import numpy as np
from numpy.random import Generator

TOPICS, OFFERS, PROVIDERS, RIGHT, REQUESTS, EXCHANGES = range(6)
"""What is drawn."""
AS_OF = date(2026, 11, 23)
"""The day on which the invented posts are ranked."""


def numbers_for(seed: int, what: int, part: int = 0) -> Generator:
    """The random numbers for one part of what is drawn: any part can be drawn again without the others."""
    return np.random.default_rng([seed, what, part])
