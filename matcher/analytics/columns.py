"""Rows of the database as columns, and words as numbers: what large tables are read by."""

import operator
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import String, cast, func, literal
from sqlmodel import AutoString, Session, select

Places = NDArray[np.int32]
UNKNOWN = -1
"""The place of what is not told."""
LINE, PART = "\n", "\t"
"""What stands between values that are read together: identifiers, codes, numbers and lists of codes hold neither."""


class Vocabulary:
    """Words by the order in which they came."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.places = {word: place for place, word in enumerate(dict.fromkeys(words))}

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def places_of(self, words: Sequence[str | None]) -> Places:
        """The place of each word, UNKNOWN for one that is not known."""
        found: Iterable[int] = map(self.places.get, words, repeat(UNKNOWN))  # type: ignore[arg-type]
        return np.fromiter(found, dtype=np.int32, count=len(words))

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


def columns_of(session: Session, columns: Sequence[Any], *where: Any) -> list[list[str]]:  # noqa: ANN401
    """Columns of a table as text, in no order; nothing is an empty text. One query.

    The database joins all values to one text, which is parted here: row by row takes three times as long. No value may
    hold a LINE, and all of them together a gigabyte: twenty million sides of exchanges."""
    values = [literal(LINE)] * (2 * len(columns) - 1)
    values[::2] = [told(one) for one in columns]
    whole = session.execute(select(func.aggregate_strings(joined(values), LINE)).where(*where)).scalar()
    words = whole.split(LINE) if whole else []
    return [words[place :: len(columns)] for place in range(len(columns))]


def several(*columns: Any) -> Any:  # noqa: ANN401
    """Several columns as one, whose values `parted` parts again: for those of which few combinations come."""
    values = [literal(PART)] * (2 * len(columns) - 1)
    values[::2] = [told(one) for one in columns]
    return joined(values)


def parted(words: Sequence[str], width: int) -> tuple[list[list[str]], Places]:
    """The different values of so many columns that were made one, and the place of each word among them."""
    known = Vocabulary(words)
    different = LINE.join(known).replace(PART, LINE).split(LINE) if known.places else []
    return [different[place::width] for place in range(width)], known.places_of(words)


def told(column: Any) -> Any:  # noqa: ANN401
    """A column as text, empty where nothing is told. Databases take their time also for changing text to text."""
    text = column if isinstance(column.type, String | AutoString) else cast(column, String)
    return func.coalesce(text, "") if getattr(column, "nullable", True) else text


def joined(values: Sequence[Any]) -> Any:  # noqa: ANN401
    """Texts of a row one after the other."""
    return reduce(operator.add, values)
