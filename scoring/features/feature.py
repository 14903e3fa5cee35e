"""What a feature is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from scoring.arrays import Floats
from scoring.index import Query

Evidence = Mapping[str, Any]


class Family(StrEnum):
    """The kinds of evidence."""

    TEXT = "text"
    TAGS = "tags"
    CONTEXT = "context"
    RECORD = "track record"
    NETWORK = "network"
    PRACTICE = "practice"


def no_evidence(query: Query, place: int) -> Evidence:  # noqa: ARG001
    """For features whose value says all."""
    return {}


@dataclass(frozen=True)
class Feature:
    """One finding about a request and every offer: 0..1, or NaN for unknown.

    The docstring of `measure` is the text that users read. `phrase` is the clause that the explanation uses, filled
    from what `evidence` finds for one offer; both are translated.
    """

    measure: Callable[[Query], Floats]
    family: Family
    phrase: str
    evidence: Callable[[Query, int], Evidence] = no_evidence

    @property
    def name(self) -> str:
        """The name of the finding, as weight tables and ablations use it."""
        return self.measure.__name__

    @property
    def meaning(self) -> str:
        """What the finding means, for users."""
        return " ".join((self.measure.__doc__ or "").split())
