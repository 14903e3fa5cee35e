"""The table of a view as the page shows it."""

from dataclasses import dataclass, replace

from matcher.analytics.tables import NUMERIC, Cell, Column, Table
from matcher.analytics.telling import POSTS, Telling


@dataclass(frozen=True)
class Heading:
    """A column of the table in the page."""

    title: str
    meaning: str
    numeric: bool


@dataclass(frozen=True)
class Told:
    """A cell as people read it; a post leads to its page at `path`, and is told in its own `language`."""

    text: str
    path: str = ""
    language: str = ""


def headings_of(table: Table, language: str) -> list[Heading]:
    """The headings of the columns that the page shows."""
    shown = [one for one in table.columns if one.in_page]
    return [Heading(one.title.told(language), one.meaning.told(language), one.kind in NUMERIC) for one in shown]


def told(telling: Telling, table: Table, row: tuple[Cell, ...], lead: str = "") -> list[Told]:
    """The cells of a row that the page shows, the first one with the link to where the row leads."""
    cells = [_cell(telling, one, value) for one, value in zip(table.columns, row, strict=True) if one.in_page]
    return [replace(cells[0], path=lead), *cells[1:]] if lead else cells


def _cell(telling: Telling, column: Column, value: Cell) -> Told:
    text = telling.cell(column, value)
    post = telling.posts.get(str(value)) if column.kind in POSTS else None
    return Told(text, f"/{column.kind}s/{value}", post.language) if post else Told(text)
