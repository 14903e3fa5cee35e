"""The dictionary: it is complete, tidy, and leads words of all languages to their meanings."""

import csv
from collections import Counter
from functools import cache

import pytest

from scoring.text.entries import entries
from scoring.text.lexicon import concepts
from scoring.text.vocabulary import meanings_of, neighbours
from scoring.text.words import LANGUAGES, split_words
from tests.conftest import ROOT

FOLDER = ROOT / "scoring" / "vocabulary"


@cache
def rows() -> list[tuple[str, list[str]]]:
    """All rows of all files with the name of their file."""
    found = []
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8") as file:
            found += [(path.stem, row) for row in list(csv.reader(file))[1:]]
    return found


def meanings(text: str, language: str) -> set[str]:
    """What the topical words of a text mean."""
    return set(meanings_of([word for word in split_words(text, language) if word.content], language))


def test_every_row_has_words_in_every_language() -> None:
    assert len(rows()) == len(entries()) >= 6500
    assert not [row for _, row in rows() if len(row) != 4 or not all(cell.strip() for cell in row)]


def test_no_row_stands_twice_and_no_word_twice_in_a_cell() -> None:
    assert [row for row, count in Counter(tuple(row) for _, row in rows()).items() if count > 1] == []
    doubled = [cell for _, row in rows() for cell in row if len(set(cell.split("|"))) < len(cell.split("|"))]
    assert doubled == []


def test_files_are_by_letter_and_sorted() -> None:
    for letter in {letter for letter, _ in rows()}:
        heads = [row for file, row in rows() if file == letter]
        assert heads == sorted(heads)
        assert all(row[0][0] == letter for row in heads), letter


def test_words_are_in_lower_case_without_marks() -> None:
    odd = [cell for _, row in rows() for cell in row if cell != cell.lower() or set(cell) & set('",;()/0123456789')]
    assert odd == []


@pytest.mark.parametrize(
    ("english", "spanish", "portuguese", "french"),
    [
        ("child", "niña", "crianças", "enfants"),
        ("flooded", "inundaciones", "enchente", "crues"),
        ("school", "escuelas", "escola", "écoles"),
        ("teach", "enseñar", "ensino", "enseignement"),
    ],
)
def test_a_word_means_the_same_in_all_languages(english: str, spanish: str, portuguese: str, french: str) -> None:
    words = dict(zip(("en", "es", "pt", "fr"), (english, spanish, portuguese, french), strict=True))
    assert set.intersection(*(meanings(word, language) for language, word in words.items()))


def test_an_unknown_word_meets_its_cognates() -> None:
    assert meanings("glocalización", "es") == meanings("glocalização", "pt") == {"~glocalisasion"}


def test_a_word_of_several_meanings_counts_for_each_in_part() -> None:
    banks = meanings_of(split_words("bank", "en"), "en")
    assert len(banks) > 1
    assert sum(weight**2 for weight in banks.values()) == pytest.approx(1)


def test_close_meanings_are_neighbours() -> None:
    flood = meanings("flood", "en")
    overflow = meanings("overflow", "en")
    near = {other for meaning in flood for other, _ in neighbours()[meaning]}
    assert near & overflow


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_words_of_the_lexicon_are_known(language: str) -> None:
    words = [
        word
        for concept in concepts().values()
        for term in concept.terms[language]
        for word in split_words(term, language)
        if word.content
    ]
    known = [word for word in words if not all(one.startswith("~") for one in meanings_of([word], language))]
    assert len(known) / len(words) > 0.95
