"""Learning the weights: pure functions from decided matches to a weight table."""

from scoring.learning.centred_logistic import CentredLogistic
from scoring.learning.examples import Examples, inverse_propensities
from scoring.learning.held_back import (
    FEWEST_REQUESTS,
    calibrate,
    deal,
    held_back_probabilities,
    held_back_scores,
    learn,
)

__all__ = [
    "FEWEST_REQUESTS",
    "CentredLogistic",
    "Examples",
    "calibrate",
    "deal",
    "held_back_probabilities",
    "held_back_scores",
    "inverse_propensities",
    "learn",
]
