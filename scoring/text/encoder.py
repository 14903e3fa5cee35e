"""An optional sentence encoder: texts become vectors that lie close together where texts mean the same.

See Reimers & Gurevych 2019. The encoder itself is passed in; nothing here knows where it comes from.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from scoring.arrays import Floats, unknown


class Encoder(Protocol):
    """Turns texts into vectors, the same text always into the same one."""

    @property
    def name(self) -> str:
        """What stored suggestions call the encoder that they were made with."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row of length 1 a text."""


@dataclass(frozen=True)
class KnownTexts:
    """The vectors of texts that are known beforehand: serves in place of their encoder where that cannot go."""

    name: str
    rows: Mapping[str, Floats]

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row of length 1 a text. Raises KeyError for a text that is not known."""
        return np.stack([self.rows[text] for text in texts])


def by_heart(encoder: Encoder, texts: Iterable[str]) -> KnownTexts:
    """What an encoder makes of some texts."""
    distinct = list(dict.fromkeys(text for text in texts if text.strip()))
    rows = encoder.encode(distinct) if distinct else ()
    return KnownTexts(encoder.name, dict(zip(distinct, rows, strict=True)))


def similarity(one: Floats, others: Floats) -> Floats:
    """Cosine of a row with each of the others, 0..1; what points away from it counts as 0."""
    return np.asarray(np.clip(others @ one, 0.0, 1.0), dtype=float)


class EncodedTexts:
    """Target texts, encoded once."""

    def __init__(self, encoder: Encoder, targets: Sequence[str]) -> None:
        self._encoder = encoder
        self._count = len(targets)
        self._told = np.array([place for place, text in enumerate(targets) if text.strip()], dtype=np.intp)
        self._rows = encoder.encode([targets[place] for place in self._told]) if self._told.size else None

    def compare(self, text: str) -> Floats:
        """Cosine with each target, NaN where either text is empty."""
        found = unknown(self._count)
        if self._rows is not None and text.strip():
            found[self._told] = similarity(self._encoder.encode([text])[0], self._rows)
        return found
