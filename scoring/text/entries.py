"""The rows of the vocabulary: words that mean the same in the four languages."""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from scoring.text.words import LANGUAGES

Entry = dict[str, tuple[str, ...]]
"""The words of one meaning by language, the best first."""


@cache
def entries() -> tuple[Entry, ...]:
    """All meanings, read from the CSV files of `scoring/vocabulary/`, one file a letter."""
    folder = files("scoring") / "vocabulary"
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".csv"))
    return tuple(entry for name in names for entry in _read(name))


def _read(name: str) -> Iterator[Entry]:
    with (files("scoring") / "vocabulary" / name).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield {language: tuple(row[language].split("|")) for language in LANGUAGES}
