"""The plain path: every feature measured on every offer, nothing shared between offers that are alike."""

import numpy as np

from scoring import EXPERT_MODEL, Index, Request
from scoring.features import FEATURES
from scoring.gates import GATES
from scoring.measuring import in_millionths
from scoring.query import ask


def best_by_brute_force(request: Request, index: Index, depth: int) -> list[str]:
    """The best offers for a request, best first; equal scores by identifier."""
    query = ask(request, index)
    totals = np.sum([in_millionths(row, FEATURES[row.feature].measure(query)) for row in EXPERT_MODEL.rows], axis=0)
    closed = np.any([gate.closes(query) for gate in GATES.values()], axis=0)
    places = np.flatnonzero(~closed).tolist()
    return [index.offers[place].id for place in sorted(places, key=lambda one: (-totals[one], index.offers[one].id))][
        :depth
    ]
