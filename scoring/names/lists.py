"""Many short lists in two arrays: a million of them take few bytes and can be mapped into memory from a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Numbers = NDArray[np.int32]
Arrays = tuple[Array, Array]
"""The starts and items of lists, as compiled loops take them."""


@dataclass(frozen=True, eq=False)
class Lists:
    """List i is `items[starts[i]:starts[i + 1]]`. What lists hold does not change."""

    starts: NDArray[np.int64]
    items: Array

    def __post_init__(self) -> None:
        self.starts.setflags(write=False)
        self.items.setflags(write=False)

    @classmethod
    def empty(cls, count: int = 0, kind: type[np.generic] = np.int32) -> "Lists":
        """So many lists without items."""
        return cls(np.zeros(count + 1, np.int64), np.empty(0, kind))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, place: int) -> Array:
        return self.items[self.starts[place] : self.starts[place + 1]]

    @property
    def arrays(self) -> Arrays:
        """Both arrays."""
        return self.starts, self.items

    def with_more(self, lengths: Sequence[int], items: Array) -> "Lists":
        """These lists and new ones of the given lengths after them."""
        starts = self.starts[-1] + np.cumsum(lengths, dtype=np.int64)
        return Lists(np.concatenate((self.starts, starts)), np.concatenate((self.items, items)))

    def with_longer(self, lists: Numbers, items: Numbers, count: int) -> "Lists":
        """These lists and empty ones after them, `count` in all, with `items[i]` put at the end of list `lists[i]`."""
        starts = np.concatenate((self.starts, np.full(count - len(self), self.starts[-1])))
        order = np.argsort(lists, kind="stable")
        grown = np.insert(self.items, starts[lists[order] + 1], items[order])
        starts[1:] += np.cumsum(np.bincount(lists, minlength=count))
        return Lists(starts, grown)


@dataclass(frozen=True, eq=False)
class Texts:
    """Texts in UTF-8."""

    letters: Lists

    @classmethod
    def empty(cls) -> "Texts":
        """No texts."""
        return cls(Lists.empty(kind=np.uint8))

    def __len__(self) -> int:
        return len(self.letters)

    def __getitem__(self, place: int) -> str:
        return self.letters[place].tobytes().decode()

    def __iter__(self) -> Iterator[str]:
        letters, starts = self.letters.items.tobytes(), self.letters.starts.tolist()
        return (letters[start:end].decode() for start, end in pairwise(starts))

    def with_more(self, texts: Sequence[str]) -> "Texts":
        """These texts and new ones after them."""
        written = [text.encode() for text in texts]
        return Texts(self.letters.with_more([len(one) for one in written], np.frombuffer(b"".join(written), np.uint8)))
