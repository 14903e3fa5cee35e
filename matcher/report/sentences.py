"""Sentences whose figures are places in a table, so that none can tell what no table holds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from locales.messages import Message
from matcher.analytics.tables import NUMERIC, Cell, Column, Kind, Table
from matcher.analytics.telling import Telling


@dataclass(frozen=True)
class Place:
    """One cell of a table: its row, counted from 0, and its column."""

    row: int
    column: str

    def of(self, table: Table) -> tuple[Column, Cell]:
        """The column and what stands there."""
        place = [one.name for one in table.columns].index(self.column)
        return table.columns[place], table.rows[self.row][place]

    def told(self, table: Table, telling: Telling) -> str:
        """What stands there, for readers."""
        return telling.cell(*self.of(table))


@dataclass(frozen=True)
class Rows:
    """How many rows a table has."""

    def told(self, table: Table, telling: Telling) -> str:
        """The number, for readers."""
        return telling.whole(len(table.rows))


@dataclass(frozen=True)
class Counted:
    """On how much a table rests; the list of the tables holds it."""

    def told(self, table: Table, telling: Telling) -> str:
        """The number, for readers."""
        return telling.whole(table.counted)


@dataclass(frozen=True)
class Heading:
    """The heading of a column."""

    column: str

    def told(self, table: Table, telling: Telling) -> str:
        """The heading, for readers."""
        return next(one.title for one in table.columns if one.name == self.column).told(telling.language)


Figure = Place | Rows | Counted | Heading


class Pattern(Message):
    """A message whose values come when it is told."""


@dataclass(frozen=True)
class Sentence:
    """A text of the source whose `{fields}` are figures."""

    said: Pattern
    figures: Mapping[str, Figure] = field(default_factory=dict)

    def told(self, table: Table, telling: Telling) -> str:
        """The sentence in the language of the telling."""
        values = {name: one.told(table, telling) for name, one in self.figures.items()}
        return Message(self.said.template, **self.said.values, **values).told(telling.language)


Said = Callable[[Table], Sequence[Sentence]]
"""What is told of a table that has rows."""


def leading(table: Table) -> list[Sentence]:
    """What the first row leads in, by its name in the first column: the first figure in which no other row is as high;
    without one, how large the table is."""
    name = next((one for one in table.columns if one.kind not in (*NUMERIC, Kind.YEAR)), None)
    figure = next((one for one in table.columns if one.kind in NUMERIC and leads(table, one.name)), None)
    extent: Mapping[str, Figure] = {"rows": Rows(), "counted": Counted()}
    if name is None or figure is None or not Place(0, name.name).of(table)[1]:
        return [Sentence(Pattern("Rows: {rows}; cases they rest on: {counted}."), extent)]
    first: Mapping[str, Figure] = {
        "name": Place(0, name.name),
        "title": Heading(figure.name),
        "value": Place(0, figure.name),
    }
    said = Pattern("Highest in “{title}”: {name}, with {value}. Rows: {rows}; cases they rest on: {counted}.")
    return [Sentence(said, {**first, **extent})]


def leads(table: Table, column: str) -> bool:
    """Whether the first row holds the largest value of a column, and alone."""
    values = [Place(row, column).of(table)[1] for row in range(len(table.rows))]
    first, *others = [float(one) for one in values if isinstance(one, int | float)] or [0.0]
    return bool(values) and values[0] is not None and all(first > one for one in others)
