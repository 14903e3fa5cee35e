"""A model is a table: which feature counts how much, what stands in for an unknown, and why.

The weights sum to 1, so a score lies between 0 and 1. They are the expert table from which learning starts; they were
set on the development data named in `docs/quality.md`.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from scoring.features import FEATURES

ENCODED = "alike_meaning"
"""The feature of the sentence encoder, which a table has only where there is one."""
ENCODER_WEIGHT = 0.05
"""Where an English encoder costs the other languages nothing yet, see `docs/quality.md`."""
ENCODERS_REASON = "an encoder hears what no dictionary lists, and what it was not trained on it mishears"
DIGITS = 6
"""To how many places a widened table rounds its weights; the encoder's takes what that leaves of 1."""


@dataclass(frozen=True)
class Row:
    """One feature's weight; `neutral` is the value that stands in for an unknown one."""

    feature: str
    weight: float
    neutral: float
    reason: str


@dataclass(frozen=True)
class Calibration:
    """Turns a score into a probability of endorsement (Platt 1999)."""

    slope: float
    intercept: float

    def probability(self, score: float) -> float:
        """0..1; 1 / (1 + exp(-(slope * score + intercept))), written so that nothing overflows."""
        return (1 + math.tanh((self.slope * score + self.intercept) / 2)) / 2


@dataclass(frozen=True)
class Model:
    """A versioned weight table. Raises ValueError for a feature that the code does not have, or has twice.

    `calibration` is None as long as no decisions say what a score is worth.
    """

    version: str
    rows: tuple[Row, ...]
    calibration: Calibration | None = None

    def __post_init__(self) -> None:
        names = [row.feature for row in self.rows]
        if not names:
            raise ValueError(f"model {self.version} has no feature left")
        strange = set(names) - set(FEATURES)
        if strange or len(set(names)) < len(names):
            raise ValueError(f"model {self.version} does not fit the code: {sorted(strange) or 'a feature twice'}")

    def without(self, features: Iterable[str]) -> "Model":
        """The same table less some features and uncalibrated, for ablations. Raises ValueError for one it lacks."""
        left_out = set(features)
        missing = left_out - {row.feature for row in self.rows}
        if missing:
            known = ", ".join(row.feature for row in self.rows)
            raise ValueError(f"no feature {', '.join(sorted(missing))}; there are: {known}")
        if not left_out:
            return self
        rows = tuple(row for row in self.rows if row.feature not in left_out)
        return Model(f"{self.version}-{'-'.join(sorted(left_out))}", rows)

    def with_encoder(self, weight: float) -> "Model":
        """The same table, uncalibrated, with `alike_meaning` at a weight between 0 and 1; the other rows keep their
        proportions, and all sum to 1. Raises ValueError for another weight, or where the feature is there already."""
        if not 0 < weight < 1:
            raise ValueError(f"the encoder's weight must lie between 0 and 1, and {weight:g} does not")
        share = (1 - weight) / sum(row.weight for row in self.rows)
        rows = tuple(replace(row, weight=round(row.weight * share, DIGITS)) for row in self.rows)
        left = round(1 - sum(row.weight for row in rows), DIGITS)
        return Model(f"{self.version}+encoder", (*rows, Row(ENCODED, left, 0.0, ENCODERS_REASON)))


EXPERT_MODEL = Model(
    version="expert-4",
    rows=(
        Row("shared_words", 0.02, 0.0, "the surest sign within one language, and blind across languages"),
        Row("similar_spelling", 0.09, 0.0, "the best single sign on health segments in four languages"),
        Row(
            "shared_meanings",
            0.27,
            0.0,
            "a dictionary of daily life and offices: the best single sign across languages",
        ),
        Row("shared_concepts", 0.1, 0.05, "crosses languages whole, yet two texts often share a concept by chance"),
        Row(
            "kindred_situations",
            0.2,
            0.0,
            "requests tell of daily life, offers speak as offices do: the concepts around both meet",
        ),
        Row("addressed_problems", 0.03, 0.0, "requests tell symptoms, offers name programmes; the lexicon links them"),
        Row("same_sector", 0.115, 0.3, "agencies tag with care, yet a sector holds a hundred kinds of know-how"),
        Row("common_goals", 0.012, 0.3, "goals are broad: many offers serve the same one"),
        Row("fitting_modality", 0.013, 0.6, "most know-how can travel another way than the one asked for"),
        Row("understood_language", 0.004, 0.6, "interpreters exist: never a gate, only a cost"),
        Row("named_provider", 0.03, 0.0, "GFCE: the requester picks the provider; a name is a reason by itself"),
        Row("similar_country", 0.007, 0.5, "ECLAC: success repeats where conditions are alike"),
        Row("resembling_exchanges", 0.024, 0.05, "who has taught it before can teach it again"),
        Row("taught_in_sector", 0.014, 0.15, "a country's specialities show in what it was asked for again and again"),
        Row("rated_outcomes", 0.005, 0.7, "few exchanges are rated, so a rating may lift but not decide"),
        Row("worked_together", 0.012, 0.0, "an existing tie shortens the way to an agreement"),
        Row("can_give_back", 0.001, 0.0, "reciprocity is a principle of South-South cooperation, and predicts little"),
        Row("common_partners", 0.001, 0.05, "common partners can introduce the two sides; peers say it better"),
        Row("close_in_network", 0.004, 0.05, "many short ways between two countries are ways to an agreement"),
        Row("chosen_by_similar", 0.02, 0.05, "peers' choices: the best single sign between countries that never met"),
        Row("like_earlier_choices", 0.011, 0.1, "who learned well from one neighbour soon asks the next"),
        Row("wide_experience", 0.005, 0.1, "experience counts, but popularity must not rule"),
        Row("documented_practice", 0.005, 0.0, "a written practice transfers more easily than a memory"),
        Row("fresh_offer", 0.0035, 0.5, "stale listings killed earlier portals"),
        Row("free_capacity", 0.0035, 0.5, "a provider with room answers sooner"),
    ),
)
