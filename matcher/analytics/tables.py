"""What a view answers: a table whose columns say what they mean, and on how much it rests."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from locales.messages import Message

Cell = str | int | float | None


class Kind(StrEnum):
    """What the cells of a column are; codes are told by their names, numbers as the reader's language writes them."""

    COUNTRY = "country"
    REGION = "region"
    INCOME = "income"
    ORGANIZATION = "organization"
    REQUEST = "request"
    """Its identifier, told by its title."""
    OFFER = "offer"
    SECTOR = "sector"
    SECTORS = "sectors"
    """Several, parted by bars."""
    AREA = "area"
    """One of the six areas of the sectors."""
    MODALITY = "modality"
    LANGUAGE = "language"
    LANGUAGES = "languages"
    """Several, parted by bars."""
    WORD = "word"
    """A word of the service, translated; a code where the column has words for it."""
    TEXT = "text"
    """As it stands."""
    YEAR = "year"
    COUNT = "count"
    SHARE = "share"
    """0..1, shown as a percentage."""
    NUMBER = "number"


NUMERIC = frozenset({Kind.COUNT, Kind.SHARE, Kind.NUMBER})


@dataclass(frozen=True)
class Column:
    """A column: its field name in files, what its cells are, its heading, and one sentence on what it means.

    `words` tell the codes of a column of words, `empty` how a cell without a value is told; one that is not `in_page`
    only stands in files and answers.
    """

    name: str
    kind: Kind
    title: Message
    meaning: Message
    words: Mapping[str, Message] | None = None
    in_page: bool = True
    empty: Message | None = None


@dataclass(frozen=True)
class Table:
    """Rows in the order in which they are read, the most telling first.

    `counted` is the number of things (exchanges, requests) that the figures rest on; `notes` say what is missing or
    must not be over-read; `also` are tables that only charts need.
    """

    columns: Sequence[Column]
    rows: Sequence[tuple[Cell, ...]]
    counted: int
    notes: Sequence[Message] = field(default=())
    also: Mapping[str, "Table"] = field(default_factory=dict)

    def first(self, rows: int) -> "Table":
        """The same with its first rows only, for charts that show no more."""
        return replace(self, rows=self.rows[:rows])

    @property
    def cells(self) -> int:
        """How many cells it has, with those of further tables."""
        return len(self.rows) * len(self.columns) + sum(one.cells for one in self.also.values()) + 1

    def records(self) -> Iterator[dict[str, Cell]]:
        """Each row by the names of the columns."""
        names = [one.name for one in self.columns]
        return (dict(zip(names, row, strict=True)) for row in self.rows)
