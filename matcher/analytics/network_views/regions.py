"""Which exchanges cross regions."""

import numpy as np
from numpy.typing import NDArray

from matcher.analytics.edges import UNKNOWN, Edges
from matcher.analytics.network import ends_of
from matcher.analytics.wanted import Level


def crossing(edges: Edges) -> NDArray[np.bool_]:
    """Of each edge whether its sides lie in two regions; not so where one of them is not told."""
    _, teacher, learner = ends_of(edges, Level.REGION)
    return np.asarray((teacher != learner) & (teacher != UNKNOWN) & (learner != UNKNOWN))
