"""Learning the weights: pure functions from decided matches to a weight table."""

from scoring.learning.centred_logistic import CentredLogistic
from scoring.learning.examples import Examples, inverse_propensities
from scoring.learning.learned import FEWEST_REQUESTS, Learned, Learner, calibrator, held_back_probabilities, learner
from scoring.learning.parts import deal

__all__ = [
    "FEWEST_REQUESTS",
    "CentredLogistic",
    "Examples",
    "Learned",
    "Learner",
    "calibrator",
    "deal",
    "held_back_probabilities",
    "inverse_propensities",
    "learner",
]
