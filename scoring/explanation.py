"""Why an offer stands where it stands: contributions that sum to the score, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from scoring.features import FEATURES, Family

DECISIVE = 3
"""How many contributions are called decisive, and how many clauses a sentence has at most."""


class Contribution(NamedTuple):
    """What one feature adds to a score. `value` is None where unknown, and the neutral value was used;
    `average` is what the feature adds to the average candidate of this request, of a thousand where there are more."""

    feature: str
    value: float | None
    weight: float
    contribution: float
    average: float
    evidence: Mapping[str, Any]

    @property
    def family(self) -> Family:
        """The kind of evidence."""
        return FEATURES[self.feature].family

    @property
    def lift(self) -> float:
        """How far this feature lifts the offer above the average candidate."""
        return self.contribution - self.average


@dataclass(frozen=True)
class Explanation:
    """A score opened into its parts, or the gate that kept the offer out (`score` is then what it would have been).

    `model` is the version of the weight table. `probability` is that of endorsement; None while the table is
    uncalibrated and where a gate keeps the offer out.
    """

    request: str
    offer: str
    model: str
    score: float
    gate: str | None
    contributions: tuple[Contribution, ...]
    probability: float | None = None

    @property
    def lifting(self) -> tuple[Contribution, ...]:
        """The contributions that lift the offer above the average candidate, strongest first."""
        found = [one for one in self.contributions if one.lift > 0 and one.value is not None]
        return tuple(sorted(found, key=lambda one: (-one.lift, one.feature)))

    @property
    def decisive(self) -> tuple[Contribution, ...]:
        """The strongest of the lifting contributions."""
        return self.lifting[:DECISIVE]

    @property
    def judged_without_history(self) -> bool:
        """True where no past exchange of the provider is known."""
        history = (Family.RECORD, Family.NETWORK)
        return all(one.value is None for one in self.contributions if one.family in history)

    def as_data(self) -> dict[str, Any]:
        """The explanation as JSON-ready data, numbers to six decimals."""
        decisive = {one.feature for one in self.decisive}
        return {
            "request": self.request,
            "offer": self.offer,
            "model": self.model,
            "score": self.score,
            "probability": self.probability,
            "gate": self.gate,
            "judged_without_history": self.judged_without_history,
            "contributions": [
                {
                    "feature": one.feature,
                    "family": str(one.family),
                    "value": None if one.value is None else round(one.value, 6),
                    "weight": one.weight,
                    "contribution": one.contribution,
                    "average": one.average,
                    "decisive": one.feature in decisive,
                    "evidence": dict(one.evidence),
                }
                for one in self.contributions
            ],
        }


def from_data(data: Mapping[str, Any]) -> Explanation:
    """Reads back what `as_data` wrote."""
    parts = tuple(
        Contribution(
            feature=one["feature"],
            value=one["value"],
            weight=one["weight"],
            contribution=one["contribution"],
            average=one["average"],
            evidence=one["evidence"],
        )
        for one in data["contributions"]
    )
    return Explanation(
        data["request"], data["offer"], data["model"], data["score"], data["gate"], parts, data.get("probability")
    )
