"""Past exchanges as evidence: what each provider has taught, to whom, how long ago and how well."""

from collections.abc import Sequence

import numpy as np

from scoring.arrays import Flags, Floats, first_of_each
from scoring.network import Network
from scoring.records import PastExchange

HALF_LIFE_YEARS = 10.0
OLD_STILL_COUNTS = 0.4
"""Share of an exchange's weight that never fades: institutions forget slowly."""
UNDATED_AGE = 10
FAILED_STILL_COUNTS = 0.4
"""Share of an exchange's worth that a failure leaves: who has failed has learned something too."""
USUAL_OUTCOME = 0.7
"""The outcome that an exchange without a rating is taken to have had."""


class History:
    """The exchanges of the past, and the network of countries that they form.

    `weights` fade with age, `outcomes` are 0..1 (the usual one where not `rated`), `worth` is both together; `once` is
    one row of each exchange, that several sides may share.
    """

    def __init__(self, exchanges: Sequence[PastExchange], year: int) -> None:
        self.exchanges = exchanges
        self.once: Flags = first_of_each([one.id for one in exchanges])
        self.weights: Floats = np.array([_faded(one.year, year) for one in exchanges], dtype=float)
        self.rated: Flags = np.array([one.outcome is not None for one in exchanges], dtype=bool)
        told = [USUAL_OUTCOME if one.outcome is None else one.outcome for one in exchanges]
        self.outcomes: Floats = np.array(told, dtype=float).clip(0, 1)
        self.worth: Floats = self.weights * (FAILED_STILL_COUNTS + (1 - FAILED_STILL_COUNTS) * self.outcomes)
        self.network = Network(exchanges, self.weights)


def _faded(year: int | None, now: int) -> float:
    age = UNDATED_AGE if year is None else max(0, now - year)
    return float(OLD_STILL_COUNTS + (1 - OLD_STILL_COUNTS) * 0.5 ** (age / HALF_LIFE_YEARS))
