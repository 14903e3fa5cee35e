"""What a feature is."""

import hashlib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from scoring.arrays import Floats
from scoring.features.bent import Bent
from scoring.query import Query

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

    `looks_at` names all that the value depends on beside the request and the past: a key of `scoring.index.ALIKE`,
    "text", or "offer" for what stands the same for every request. The docstring of `find` is the text that users
    read. `phrase` is the clause that the explanation uses, filled from what `evidence` finds for one offer;
    `otherwise` is the clause for evidence of another kind, if there is one. All are translated.
    """

    find: Callable[[Query], Floats | Bent]
    family: Family
    looks_at: str
    phrase: str
    evidence: Callable[[Query, int], Evidence] = no_evidence
    otherwise: str = ""

    @property
    def name(self) -> str:
        """The name of the finding, as weight tables and ablations use it."""
        return self.find.__name__

    def measure(self, query: Query) -> Floats:
        """The finding as one number an offer."""
        found = self.find(query)
        return found.values if isinstance(found, Bent) else found

    @property
    def phrases(self) -> tuple[str, ...]:
        """The clauses, the preferred one first."""
        return (self.phrase, self.otherwise) if self.otherwise else (self.phrase,)

    @property
    def meaning(self) -> str:
        """What the finding means, for users."""
        return " ".join((self.find.__doc__ or "").split())

    @cached_property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that change with the finding's docstring or code, though not with its line breaks.

        A change in a function that the code calls does not show.
        """
        source = "".join(inspect.getsource(self.find).split())
        return hashlib.sha256(source.encode()).hexdigest()[:16]
