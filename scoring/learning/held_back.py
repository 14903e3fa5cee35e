"""Learning with decisions held back: for the strength of the pull, for calibration and for an honest comparison."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import log_loss, make_scorer
from sklearn.model_selection import GridSearchCV, PredefinedSplit

from scoring.arrays import Flags, Floats
from scoring.learning.centred_logistic import CentredLogistic
from scoring.learning.examples import Examples
from scoring.model import Calibration

PULLS = (np.inf, 10_000.0, 1_000.0, 100.0, 10.0, 1.0)
"""The strengths that are tried, the strongest first: it wins where others do no better. With a pull of 100 about a
hundred decisions weigh as much as the experts."""
MOST_PARTS = 5
FEWEST_REQUESTS = 3
"""From how many requests decisions of each kind must come: to judge, to choose the pull by and to learn from."""
LOG_LOSS = make_scorer(log_loss, greater_is_better=False, response_method="predict_proba", labels=[0, 1])


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


def learn(examples: Examples, centre: Floats) -> CentredLogistic:
    """The fitted model with the pull that predicts held-back decisions best. Raises ValueError as `deal` does."""
    search = GridSearchCV(
        CentredLogistic(centre=centre), {"pull": PULLS}, scoring=LOG_LOSS, cv=PredefinedSplit(deal(examples))
    )
    search.fit(examples.values, examples.endorsed, sample_weight=examples.weights)
    best: CentredLogistic = search.best_estimator_
    return best


def rounds(parts: NDArray[np.int64]) -> Iterator[tuple[Flags, Flags]]:
    """What to learn from and what to judge, part by part."""
    for part in np.unique(parts):
        yield parts != part, parts == part


def held_back_scores(examples: Examples, centre: Floats) -> Floats:
    """The score of each row by weights learned without its part, the pull chosen anew each time."""
    scores = np.zeros(len(examples))
    for learned_from, judged in rounds(deal(examples)):
        scores[judged] = learn(examples.only(learned_from), centre).scores(examples.values[judged])
    return scores


def calibrate(scores: Floats, examples: Examples) -> Calibration:
    """Platt's (1999) slope and intercept that turn scores of the rows into probabilities of endorsement."""
    fitted = CentredLogistic(centre=[1.0], pull=np.inf)
    fitted.fit(scores.reshape(-1, 1), examples.endorsed, sample_weight=examples.weights)
    return Calibration(slope=fitted.slope_, intercept=fitted.intercept_)


def held_back_probabilities(scores: Floats, examples: Examples) -> Floats:
    """The probability of each row, calibrated without its part."""
    found = np.zeros(len(examples))
    for learned_from, judged in rounds(deal(examples)):
        calibration = calibrate(scores[learned_from], examples.only(learned_from))
        found[judged] = [calibration.probability(score) for score in scores[judged].tolist()]
    return found
