"""The report as it is read: everything told in one language, ready to be set as a page or as a PDF."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ToldHeading:
    """A column of a table: its heading, what it means, and whether its cells are numbers."""

    title: str
    meaning: str
    numeric: bool


@dataclass(frozen=True)
class ToldTable:
    """A numbered table: its first rows, how many there are, and the file that holds them all; `cut` says that these
    are not all, empty where they are."""

    number: int
    title: str
    file: str
    headings: list[ToldHeading]
    rows: list[list[str]]
    rows_in_all: str
    counted: str
    cut: str


@dataclass(frozen=True)
class ToldChart:
    """A numbered chart as SVG on white; `share` is how much of the width it takes, so that it fits on a page."""

    number: int
    title: str
    alt: str
    svg: str
    share: float


@dataclass(frozen=True)
class ToldPart:
    """One table with what is said of it; `nothing` says that it has no rows, empty where it has."""

    title: str
    caption: str
    sentences: list[str]
    notes: list[str]
    charts: list[ToldChart]
    table: ToldTable
    nothing: str


@dataclass(frozen=True)
class ToldChapter:
    """A heading with its parts."""

    title: str
    parts: list[ToldPart]


@dataclass(frozen=True)
class Term:
    """A word and what it means here."""

    word: str
    meaning: str


@dataclass(frozen=True)
class Words:
    """The words around the content."""

    contents: str
    table: str
    figure: str
    source: str
    method: str
    definitions: str
    tables: str
    columns: str
    file: str
    rows: str
    cases: str
    citing: str


@dataclass(frozen=True)
class Document:
    """A report: `today` is the day of its figures (ISO), `state` says so; `held_back` says which chapters this copy
    lacks, empty where it has all."""

    language: str
    title: str
    subtitle: str
    year: str
    today: str
    state: str
    held_back: str
    citation: str
    licence: str
    words: Words
    chapters: list[ToldChapter]
    terms: list[Term]
    annex: ToldPart

    @property
    def tables(self) -> list[ToldTable]:
        """All tables, in the order of their numbers."""
        return [*(part.table for chapter in self.chapters for part in chapter.parts), self.annex.table]
