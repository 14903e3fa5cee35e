"""Makes similarities comparable across the offers' languages.

A text shares more words with texts of its own language than with any other, so a plain ranking favours them. Here each
similarity is set against the level that the best offers of its language reach for the same request.
"""

import numpy as np
from numpy.typing import NDArray

from scoring.arrays import Floats
from scoring.compiled.comparing_kernel import best_by_group

BEST = 10
"""How many of the best offers of a language make its level."""
TRUST = 10.0
"""A language with this many offers is trusted half: the level of few offers says little."""
EVENNESS = 0.8
"""1 would put the languages fully level, 0 would leave them as they are."""


def level_languages(similarities: Floats, tongues: NDArray[np.int8]) -> Floats:
    """By what the similarities (0..1, NaN unknown) of each language are lifted towards the language that reaches
    highest; languages are numbers from 0."""
    count = int(tongues.max(initial=0)) + 1
    best, known = best_by_group(similarities, tongues, count, BEST)
    levels = np.where(best < 0, 0.0, best).sum(axis=1) / np.maximum(np.minimum(known, BEST), 1)
    highest = levels.max(initial=0.0)
    believed = (known * levels + TRUST * highest) / (known + TRUST)
    factors = np.ones(count)
    np.divide(highest, believed, out=factors, where=believed > 0)
    return np.asarray(factors**EVENNESS)
