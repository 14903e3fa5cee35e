"""What a person reads before promoting a table: the weights, the comparison on held-back decisions, and warnings."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from sqlmodel import Session, select

from matcher.learning.comparing import Metric, Sums, compare, summed
from matcher.learning.examples import filled_values
from matcher.matching.choosing import MINIMUM_SCORE
from models.match import Match, MatchState
from scoring import EXPERT_MODEL, Model
from scoring.arrays import Floats
from scoring.learning import Examples, Learner, calibrator, held_back_probabilities, learner

FEW = 30
"""With fewer decisions a table says more of chance than of the ranking."""


@dataclass(frozen=True)
class Suggestions:
    """How many suggestions wait for a decision, and how many of them reach the least score by the proposed weights."""

    waiting: int
    kept: int


def weights_of(model: Model) -> Floats:
    """The weights in the order of the experts' rows."""
    weights = {row.feature: row.weight for row in model.rows}
    return np.array([weights[row.feature] for row in EXPERT_MODEL.rows])


def report(session: Session, examples: Examples, in_use: Model, proposed: Model) -> dict[str, Any]:
    """The report as data."""
    old = weights_of(in_use)
    metrics = compare(*(_judged(examples, learn) for learn in (calibrator(old), learner(weights_of(EXPERT_MODEL)))))
    suggestions = _suggestions(session, weights_of(proposed))
    return {
        "in_use": in_use.version,
        "weights": [
            {"feature": row.feature, "in_use": float(was), "proposed": row.weight, "reason": row.reason}
            for row, was in zip(proposed.rows, old, strict=True)
        ],
        "metrics": {name: metric.as_data() for name, metric in metrics.items()},
        "suggestions": asdict(suggestions),
        "warnings": _warnings(len(examples.decisions), in_use, metrics, suggestions),
    }


def _judged(examples: Examples, learn: Learner) -> Sums:
    return summed(examples.decisions, held_back_probabilities(examples, learn)[~examples.outcome])


def _suggestions(session: Session, weights: Floats) -> Suggestions:
    waiting = session.exec(select(Match).where(Match.state == MatchState.PROPOSED)).all()
    scores = [float(np.array(filled_values(match)) @ weights) for match in waiting]
    return Suggestions(len(scores), sum(score >= MINIMUM_SCORE for score in scores))


def _warnings(count: int, in_use: Model, metrics: Mapping[str, Metric], suggestions: Suggestions) -> list[str]:
    """What speaks against promoting."""
    found = []
    lost = suggestions.waiting - suggestions.kept
    if count < FEW:
        found.append(f"only {count} decisions: fewer than {FEW} say more of chance than of the ranking")
    if metrics["log_loss"].may_be_chance:
        found.append("the difference in log loss may be chance: its interval includes 0")
    elif (metrics["log_loss"].difference or 0.0) > 0:
        found.append("the proposed table predicts held-back decisions worse than the one in use")
    if in_use.version != EXPERT_MODEL.version:
        found.append(f"{in_use.version} was learned from some of these decisions, which flatters it")
    if lost:
        found.append(f"{lost} of {suggestions.waiting} waiting suggestions would fall below the least score")
    return found
