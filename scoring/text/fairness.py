"""Makes similarities comparable across the offers' languages.

A text shares more words with texts of its own language than with any other, so a plain ranking favours them. Here each
similarity is set against the level that the best offers of its language reach for the same request.
"""

from collections.abc import Sequence

import numpy as np

from scoring.arrays import Floats

BEST = 10
"""How many of the best offers of a language make its level."""
TRUST = 10.0
"""A language with this many offers is trusted half: the level of few offers says little."""
EVENNESS = 0.8
"""1 would put the languages fully level, 0 would leave them as they are."""


def level_languages(similarities: Floats, languages: Sequence[str]) -> Floats:
    """The similarities (0..1, NaN unknown) lifted by language towards the language that reaches highest."""
    spoken = np.array(languages)
    known = np.isfinite(similarities)
    levels = {one: _level(similarities[known & (spoken == one)]) for one in set(spoken[known].tolist())}
    highest = max((level for level, _ in levels.values()), default=0.0)
    lifted = similarities.copy()
    for language, (level, count) in levels.items():
        believed = (count * level + TRUST * highest) / (count + TRUST)
        if believed > 0:
            lifted[spoken == language] *= (highest / believed) ** EVENNESS
    return np.asarray(np.clip(lifted, 0.0, 1.0))


def _level(similarities: Floats) -> tuple[float, int]:
    return float(np.sort(similarities)[-BEST:].mean()), len(similarities)
