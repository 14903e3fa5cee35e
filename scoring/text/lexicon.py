"""The multilingual lexicon of development cooperation: finds concepts in texts of four languages."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from scoring.text.words import LANGUAGES, split_words, term_stems


@dataclass(frozen=True)
class Concept:
    """A thing that people ask for or offer, with its terms by language, best term first.

    `addresses` names the problems that this concept, as a solution, helps with.
    """

    slug: str
    sector: str
    broader: str | None
    sdg: int | None
    addresses: tuple[str, ...]
    terms: dict[str, tuple[str, ...]]


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
            )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def term(slug: str, language: str) -> str:
    """The best term for a concept in a language."""
    return concepts()[slug].terms[language][0]


@cache
def _phrases(language: str) -> dict[tuple[str, ...], str]:
    """Every term of a language as a sequence of stems, with its concept."""
    return {
        key: concept.slug
        for concept in concepts().values()
        for words in concept.terms[language]
        if (key := term_stems(split_words(words, language)))
    }


@cache
def _longest(language: str) -> int:
    return max((len(phrase) for phrase in _phrases(language)), default=0)


def find_concepts(text_stems: Sequence[str], language: str) -> list[str]:
    """The concepts that a text, given as its term stems, names: the longest phrase at each place, repeats included."""
    phrases, longest = _phrases(language), _longest(language)
    found: list[str] = []
    start = 0
    while start < len(text_stems):
        for length in range(min(longest, len(text_stems) - start), 0, -1):
            concept = phrases.get(tuple(text_stems[start : start + length]))
            if concept is not None:
                found.append(concept)
                start += length - 1
                break
        start += 1
    return found


def with_broader(found: Sequence[str]) -> list[str]:
    """The concepts and what they are kinds of, so that neighbours in the lexicon meet in their parent."""
    parents = (concepts()[slug].broader for slug in found)
    return [*found, *(parent for parent in parents if parent is not None)]
