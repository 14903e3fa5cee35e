"""From decided matches to calibrated weights, and what these say about decisions held back."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import log_loss, make_scorer
from sklearn.model_selection import GridSearchCV, PredefinedSplit

from scoring.arrays import Floats
from scoring.learning.centred_logistic import CentredLogistic
from scoring.learning.examples import Examples
from scoring.learning.parts import deal, rounds
from scoring.model import Calibration

PULLS = (np.inf, 10_000.0, 1_000.0, 100.0, 10.0)
"""The strengths that are tried, the strongest first: it wins where others do no better."""
FEWEST_REQUESTS = 3
"""From how many requests decisions of each kind must come: to judge, to choose the pull by and to learn from."""
LOG_LOSS = make_scorer(log_loss, greater_is_better=False, response_method="predict_proba", labels=[0, 1])


@dataclass(frozen=True)
class Learned:
    """Weights that sum to 1, what a score by them is worth, and the pull that held them to the experts."""

    weights: Floats
    calibration: Calibration
    pull: float

    def probabilities(self, values: Floats) -> Floats:
        """The probability of endorsement of each row."""
        return np.array([self.calibration.probability(score) for score in (values @ self.weights).tolist()])


Learner = Callable[[Examples], Learned]


def learner(centre: Floats) -> Learner:
    """Learns weights, held to the centre by the pull that predicts held-back decisions best (grouped cross-validation
    by request). It raises ValueError as `deal` does."""

    def learn(examples: Examples) -> Learned:
        parts = deal(examples)
        model = CentredLogistic(centre=centre)
        search = GridSearchCV(model, {"pull": PULLS}, scoring=LOG_LOSS, cv=PredefinedSplit(parts))
        search.fit(examples.values, examples.endorsed, sample_weight=examples.weights)
        best: CentredLogistic = search.best_estimator_
        if np.isinf(best.pull):
            return calibrator(centre)(examples)
        log_odds = np.zeros(len(examples))
        for rest, part in rounds(parts):
            fold = CentredLogistic(centre=centre, pull=best.pull)
            fold.fit(examples.values[rest], examples.endorsed[rest], sample_weight=examples.weights[rest])
            log_odds[part] = fold.decision_function(examples.values[part])
        return Learned(best.weights_, _sobered(best, log_odds, examples), best.pull)

    return learn


def calibrator(weights: Floats) -> Learner:
    """Leaves the weights as they are and learns what a score is worth (Platt 1999)."""

    def calibrate(examples: Examples) -> Learned:
        decisions = examples.decisions
        return Learned(weights, calibrated(decisions.values @ weights, decisions), np.inf)

    return calibrate


def calibrated(scores: Floats, examples: Examples) -> Calibration:
    """Platt's slope and intercept that turn scores, or log odds, into probabilities of endorsement."""
    fitted = CentredLogistic(centre=[1.0], pull=np.inf)
    fitted.fit(scores.reshape(-1, 1), examples.endorsed, sample_weight=examples.weights)
    return Calibration(slope=fitted.slope_, intercept=fitted.intercept_)


def _sobered(fitted: CentredLogistic, held_back: Floats, examples: Examples) -> Calibration:
    """The slope and intercept of a model, corrected by what its kind gets wrong on held-back decisions: what fits the
    past closely is too sure of itself. `held_back` are the log odds of the rows."""
    correction = calibrated(held_back[~examples.outcome], examples.decisions)
    intercept = correction.slope * fitted.intercept_ + correction.intercept
    return Calibration(slope=correction.slope * fitted.slope_, intercept=intercept)


def held_back_probabilities(examples: Examples, learn: Learner) -> Floats:
    """The probability of each row by what was learned without its part."""
    found = np.zeros(len(examples))
    for rest, part in rounds(deal(examples)):
        found[part] = learn(examples.only(rest)).probabilities(examples.values[part])
    return found
