"""The explanation of a score in the API's words, so that the OpenAPI description says what every part means."""

from typing import Any

from pydantic import BaseModel
from sqlmodel import Field

from scoring import Explanation
from scoring.features import Family


class ContributionData(BaseModel):
    """What one feature adds to a score: its weight times its value, or its neutral value where that is unknown."""

    feature: str = Field(description="name of the feature, as in the weight table")
    family: Family
    value: float | None = Field(description="0 to 1; null where unknown, and the neutral value was used")
    weight: float
    contribution: float = Field(description="what it adds to the score, to six decimals")
    average: float = Field(
        description="what it adds to the average candidate of this request, of a thousand where there are more"
    )
    decisive: bool = Field(description="among the three that lift the offer most above the average candidate")
    evidence: dict[str, Any] = Field(description="what was found on both sides; keys by feature in docs/explanation.md")


class ExplanationData(BaseModel):
    """A score opened into contributions that sum to it, or the gate that keeps the offer out."""

    request: str
    offer: str
    model: str = Field(description="version of the weight table")
    score: float
    probability: float | None = Field(description="calibrated probability of endorsement; null while uncalibrated")
    gate: str | None = Field(description="why the offer is left out; the score is then what it would have been")
    judged_without_history: bool
    contributions: list[ContributionData]


def explanation_data(explanation: Explanation) -> ExplanationData:
    """An explanation as the API answers it."""
    return ExplanationData.model_validate(explanation.as_data())
