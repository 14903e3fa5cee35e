"""Reads the CSV files of the taxonomies."""

import csv
from collections.abc import Iterator
from importlib.resources import files

LANGUAGE_COLUMNS = ("en", "es", "pt", "fr")


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of `data/<name>.csv` by column name."""
    with (files("models.taxonomy") / "data" / f"{name}.csv").open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def many(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, parted by a bar."""
    return tuple(part for part in cell.split("|") if part)


def names(row: dict[str, str]) -> dict[str, str]:
    """The names of a row by language."""
    return {language: row[language] for language in LANGUAGE_COLUMNS}
