"""Logistic regression that starts from the experts' weights and leaves them only as far as decisions demand."""

from functools import cache
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data
from threadpoolctl import ThreadpoolController

from scoring.arrays import Floats
from scoring.learning.pulled_loss import PulledLoss, smoothed


@cache
def _threads() -> Any:  # noqa: ANN401
    return ThreadpoolController()


class CentredLogistic(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """P(endorsed) = 1 / (1 + exp(-(slope * score + intercept))), with score = values @ weights.

    The weights are at least 0 and sum to 1. What is minimised is the log loss plus half of `pull` times the squared
    distance between `centre` (the experts' weights; even ones for None) and the nearest multiple of the weights. With
    an infinite pull the weights are the centre exactly, and what is left is Platt's calibration. Targets are smoothed
    as by Platt (1999), so that few decisions give no certainty. The slope is at least 0: a higher score never means a
    lower probability.

    Keeps scikit-learn's estimator contract. Raises ValueError for labels of one kind, or of more than two.
    """

    def __init__(self, centre: ArrayLike | None = None, pull: float = 100.0) -> None:
        self.centre = centre
        self.pull = pull

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:  # noqa: N803
        """Learns `weights_`, `slope_` and `intercept_`."""
        checked, labels = validate_data(self, X, y, dtype=np.float64)
        values: Floats = np.asarray(checked)
        importance: Floats = _check_sample_weight(sample_weight, values, dtype=np.float64, ensure_non_negative=True)
        kinds = self._kinds(labels)
        centre = self._checked_centre(values.shape[1])
        middle = np.asarray(np.average(values, axis=0, weights=importance), dtype=np.float64)
        loss = PulledLoss(values - middle, smoothed(kinds, importance), importance, centre, self.pull)
        with _threads().limit(limits=1):  # the products are so small that threads only wait for each other
            self.weights_, self.slope_, level = loss.solved()
        self.intercept_ = level - self.slope_ * float(middle @ self.weights_)
        return self

    def scores(self, X: ArrayLike) -> Floats:  # noqa: N803
        """The weighted sum of the values, as the ranking makes it."""
        check_is_fitted(self)
        return np.asarray(validate_data(self, X, dtype=np.float64, reset=False) @ self.weights_)

    def decision_function(self, X: ArrayLike) -> Floats:  # noqa: N803
        """The log odds of the second class."""
        scores = self.scores(X)
        return np.asarray(self.slope_ * scores + self.intercept_)

    def predict_proba(self, X: ArrayLike) -> Floats:  # noqa: N803
        """The probabilities of the first and the second class."""
        log_odds = self.decision_function(X)
        return np.column_stack([expit(-log_odds), expit(log_odds)])

    def predict(self, X: ArrayLike) -> NDArray[Any]:  # noqa: N803
        """The likelier class."""
        second = (self.decision_function(X) > 0).astype(int)
        return np.asarray(self.classes_[second])

    def _kinds(self, labels: NDArray[Any]) -> NDArray[np.int64]:
        """0 or 1 for each label. Raises ValueError."""
        check_classification_targets(labels)
        self.classes_, kinds = np.unique(labels, return_inverse=True)
        if len(self.classes_) > 2:
            raise ValueError("Only binary classification is supported. The type of the target is multiclass.")
        if len(self.classes_) < 2:
            raise ValueError(f"nothing to tell apart: the labels hold one class only, {self.classes_[0]!r}")
        return np.asarray(kinds, dtype=np.int64)

    def _checked_centre(self, size: int) -> Floats:
        if not self.pull >= 0:
            raise ValueError(f"the pull must not be negative, and is {self.pull}")
        centre = np.full(size, 1 / size) if self.centre is None else np.array(self.centre, dtype=np.float64)
        if centre.shape != (size,) or (centre < 0).any() or not np.isclose(centre.sum(), 1):
            raise ValueError(f"the centre must be {size} weights of at least 0 that sum to 1")
        return centre

    def __sklearn_tags__(self) -> Any:  # noqa: ANN401
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        tags.classifier_tags.poor_score = True  # every finding speaks for an offer: none may get a negative weight
        return tags
