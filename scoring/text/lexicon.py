"""The multilingual lexicon of development cooperation: what concepts there are, and how they hang together."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from scoring.text.words import LANGUAGES


@dataclass(frozen=True)
class Concept:
    """A thing that people ask for or offer, with its terms by language, best term first.

    `addresses` names the problems that this concept, as a solution, helps with. `lay` and `jargon` are English words
    that go with it: those of people who tell of it without knowing its name, and those of offices.
    """

    slug: str
    sector: str
    broader: str | None
    sdg: int | None
    addresses: tuple[str, ...]
    terms: dict[str, tuple[str, ...]]
    lay: tuple[str, ...] = ()
    jargon: tuple[str, ...] = ()


@cache
def concepts() -> dict[str, Concept]:
    """All concepts by slug, read from the CSV files of `scoring/lexicon/` (one file a sector)."""
    folder = files("scoring") / "lexicon"
    found = [concept for file in folder.iterdir() if file.name.endswith(".csv") for concept in _read(file.name)]
    return {concept.slug: concept for concept in sorted(found, key=lambda concept: concept.slug)}


def _read(name: str) -> Iterator[Concept]:
    with (files("scoring") / "lexicon" / name).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield Concept(
                slug=row["concept"],
                sector=name.removesuffix(".csv"),
                broader=row["broader"] or None,
                sdg=int(row["sdg"]) if row["sdg"] else None,
                addresses=_parts(row["addresses"]),
                terms={language: _parts(row[language]) for language in LANGUAGES},
                lay=tuple(row["lay"].split()),
                jargon=tuple(row["jargon"].split()),
            )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def term(slug: str, language: str) -> str:
    """The best term for a concept in a language."""
    return concepts()[slug].terms[language][0]
