"""Rows of the database as columns, and words as numbers: what large tables are read by."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Select
from sqlmodel import Session

Places = NDArray[np.int32]
UNKNOWN = -1
"""The place of what is not told."""
AT_ONCE = 2_000
"""Rows taken over together: so few that the garbage collector need not look at them."""


class Vocabulary:
    """Words by the order in which they came."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.places = {word: place for place, word in enumerate(dict.fromkeys(words))}

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def places_of(self, words: Sequence[str | None]) -> Places:
        """The place of each word, UNKNOWN for one that is not known."""
        places: dict[str | None, int] = dict(self.places.items())
        return np.fromiter(map(places.get, words, repeat(UNKNOWN)), dtype=np.int32, count=len(words))

    def learn(self, words: Sequence[str | None]) -> Places:
        """The same; words that are not known yet are taken in."""
        for word in dict.fromkeys(words):
            if word is not None:
                self.places.setdefault(word, len(self.places))
        return self.places_of(words)


def distinct(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """The different keys in order; much faster than numpy.unique where there are many."""
    ordered = np.sort(keys)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def columns_of(session: Session, query: "Select[Any]", width: int) -> list[list[Any]]:
    """What a query of so many columns answers, by column, as the driver tells it; what the session holds back is
    written before. Without rows of SQLAlchemy, which take as long as the database does."""
    session.flush()
    columns: list[list[Any]] = [[] for _ in range(width)]
    with session.connection().execute(query) as result:
        while rows := result.cursor.fetchmany(AT_ONCE):
            for column, values in zip(columns, zip(*rows, strict=True), strict=True):
                column.extend(values)
    return columns
