"""Learned tables as JSON with a manifest; one whose features are not the code's is refused."""

import platform
from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import version as installed
from typing import Any

from locales.messages import Message
from matcher.errors import UnfitTableError
from models.weight_table import WeightTable
from scoring import EXPERT_MODEL, Calibration, Model, Row
from scoring.features import FEATURES

LIBRARIES = ("numpy", "scipy", "scikit-learn", "sursur")
WEIGHED = {row.feature: FEATURES[row.feature] for row in EXPERT_MODEL.rows}
"""The features that are learned: all but that of the sentence encoder, which not every installation has."""


def manifest(training: Mapping[str, Any], *, now: datetime) -> dict[str, Any]:
    """What a table was made from and with: the features of the code by fingerprint, the training data, libraries."""
    return {
        "made_at": now.isoformat(),
        "features": {name: feature.fingerprint for name, feature in WEIGHED.items()},
        "training": dict(training),
        "libraries": {"python": platform.python_version()} | {name: installed(name) for name in LIBRARIES},
    }


def misfits(table: WeightTable) -> list[Message]:
    """How the features of a table differ from those of the code, in words; empty where they do not."""
    learned: dict[str, str] = table.manifest["features"]
    weighed = {row["feature"] for row in table.rows}
    found = (
        (Message("gone from the code"), (set(learned) | weighed) - set(WEIGHED)),
        (Message("new in the code"), set(WEIGHED) - set(learned)),
        (Message("changed in the code"), {name for name in set(learned) & set(WEIGHED) if learned[name] != _now(name)}),
        (Message("without a weight"), set(learned) & set(WEIGHED) - weighed),
    )
    return [Message("{what}: {names}", what=what, names=", ".join(sorted(names))) for what, names in found if names]


def _now(feature: str) -> str:
    return FEATURES[feature].fingerprint


def as_model(table: WeightTable) -> Model:
    """The table as the ranking uses it. Raises UnfitTableError, which names the differences."""
    differences = misfits(table)
    if differences:
        raise UnfitTableError(
            "weight table {version} does not fit this version of Sursur: {differences}. "
            "Go back with `sursur learn --roll-back --by NAME`, then learn anew",
            version=table.version,
            differences=tuple(differences),
        )
    calibration = None if table.calibration is None else Calibration(**table.calibration)
    return Model(table.version, tuple(Row(**row) for row in table.rows), calibration)
