"""The lexicon's files, read as they are."""

import csv
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from models import taxonomy
from scoring.text.words import fold

FOLDER = Path(__file__).parents[3] / "scoring" / "lexicon"
LANGUAGES = ("en", "es", "pt", "fr")


@cache
def rows() -> list[dict[str, str]]:
    """Every row with the sector of its file."""
    found = []
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += [{**row, "sector": path.stem} for row in csv.DictReader(file)]
    return found


def terms(row: dict[str, str], language: str) -> list[str]:
    """The terms of a cell."""
    return [one.strip() for one in row[language].split("|")]


def test_there_are_at_least_400_concepts() -> None:
    assert len(rows()) >= 400


def test_every_sector_has_a_file_with_at_least_eight_concepts() -> None:
    counts = Counter(row["sector"] for row in rows())
    assert set(counts) <= set(taxonomy.sectors())
    assert {slug: counts[slug] for slug in taxonomy.sectors() if counts[slug] < 8} == {}


def test_no_slug_stands_twice() -> None:
    assert [slug for slug, count in Counter(row["concept"] for row in rows()).items() if count > 1] == []


def test_every_row_has_the_columns_of_its_header() -> None:
    assert [row["concept"] for row in rows() if None in row or None in row.values()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_concept_has_a_term(language: str) -> None:
    assert [row["concept"] for row in rows() if not all(terms(row, language))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_term_stands_twice_in_a_language(language: str) -> None:
    where = defaultdict(list)
    for row in rows():
        for term in terms(row, language):
            where[fold(term)].append(row["concept"])
    assert {term: slugs for term, slugs in where.items() if len(slugs) > 1} == {}


def test_every_broader_concept_and_every_problem_addressed_exists() -> None:
    slugs = {row["concept"] for row in rows()}
    named = {(row["concept"], one) for row in rows() for one in (row["broader"], *row["addresses"].split("|")) if one}
    assert sorted((slug, one) for slug, one in named if one.strip() not in slugs) == []


def test_no_concept_is_broader_than_itself_by_any_way_around() -> None:
    above = {row["concept"]: row["broader"] for row in rows()}
    for start, first in above.items():
        seen, at = {start}, first
        while at:
            assert at not in seen, f"{start} runs in a circle through {at}"
            seen.add(at)
            at = above.get(at, "")


def test_no_solution_addresses_itself() -> None:
    assert [row["concept"] for row in rows() if row["concept"] in row["addresses"].split("|")] == []


def test_goals_are_sustainable_development_goals() -> None:
    goals = {str(number) for number in taxonomy.goals()} | {""}
    assert [row["concept"] for row in rows() if row["sdg"] not in goals] == []
