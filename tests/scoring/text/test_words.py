"""From text to comparable words."""

from concurrent.futures import ThreadPoolExecutor
from itertools import product

import numpy as np
import pytest
import snowballstemmer

from scoring.arrays import Sparse
from scoring.compiled.lexis import concept_numbers
from scoring.compiled.reading import read_texts
from scoring.text.lexicon import concepts, term
from scoring.text.weighing import addressed, with_broader
from scoring.text.words import LANGUAGES, content_stems, fold, reading_language, split_words
from tests.scoring.compiled.by_the_book import Row
from tests.scoring.compiled.decoding import decoded, read_one


def recognized(text: str, language: str) -> Row:
    """The concepts that a text speaks of, with how surely."""
    return read_one(text, language).named


def row_of(found: Row) -> Sparse:
    """Concepts with how surely they are named, as a row."""
    numbers = np.array([concept_numbers()[slug] for slug in found], dtype=np.int32)
    return Sparse(np.array(list(found.values())), numbers, np.array([0, len(found)]), (1, len(concepts())))


def told(row: Sparse) -> Row:
    """A row, as concepts again."""
    slugs = list(concepts())
    return {slugs[number]: amount for number, amount in zip(row.indices, row.data, strict=True)}


def test_folding_removes_case_and_accents() -> None:
    assert fold("COOPERAÇÃO") == fold("cooperaçao") == "cooperacao"
    assert fold("e\u0301nergie") == fold("ÉNERGIE") == "energie"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Necesitamos ampliar la vacunación de los niños en las zonas rurales del país"),
        ("pt", "Precisamos ampliar a vacinação das crianças nas zonas rurais do país"),
        ("fr", "Nous voulons étendre la vaccination des enfants dans les zones rurales du pays"),
        ("en", "We need to extend the vaccination of children in rural areas of the country"),
    ],
)
def test_the_language_of_a_text_is_detected_and_a_declared_one_is_believed(language: str, text: str) -> None:
    assert reading_language(text, None) == language
    assert reading_language(text, "de") == language
    assert reading_language(text, "es") == "es"


def test_forms_of_a_word_share_a_stem_and_function_words_carry_none() -> None:
    assert content_stems(split_words("las vacunas", "es")) == content_stems(split_words("Vacuna", "es"))
    assert content_stems(split_words("de la para los", "es")) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_threads_read_words_as_one_does(language: str) -> None:
    unseen = ["".join(parts) + "aciones" for parts in product(("ba", "ce", "di", "fo", "gu"), repeat=4)]
    truth = snowballstemmer.stemmer(LANGUAGES[language])
    expected = [fold(truth.stemWord(word)) for word in unseen]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda text: split_words(text, language), [" ".join(unseen)] * 4))
    assert all([word.stem for word in words] == expected for words in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_concepts_best_term_finds_that_concept(language: str) -> None:
    found = decoded(read_texts([(("", term(slug, language)), language) for slug in concepts()]))
    assert [slug for slug, text in zip(concepts(), found, strict=True) if slug not in text.named] == []


def test_the_whole_term_is_surer_than_a_part_of_it() -> None:
    whole = recognized("atención primaria de salud", "es")["primary-care"]
    assert whole == max(recognized("atención primaria de salud", "es").values())
    assert whole > recognized("servicios de salud", "es").get("primary-care", 0)


def test_words_of_a_term_may_stand_apart_and_in_any_order() -> None:
    apart = recognized("los huertos de la escuela dan comida escolar y alimentación a los niños", "es")
    assert apart["school-feeding"] > 0.5


def test_a_word_that_tells_terms_apart_counts_though_it_is_a_function_word() -> None:
    assert recognized("salud", "es").get("one-health", 0) < 0.5


def test_plurals_and_capitals_name_the_same_concept() -> None:
    assert recognized("SISTEMAS DE SALUD", "es") == recognized("sistema de salud", "es")


def test_a_concept_brings_its_broader_one_at_a_share() -> None:
    assert told(with_broader(row_of({"primary-care": 1.0}))) == {"primary-care": 1.0, "health-system": 0.25}
    assert told(with_broader(row_of({"primary-care": 1.0, "health-system": 0.9})))["health-system"] == 0.9


def test_a_solution_speaks_of_the_problems_that_it_addresses() -> None:
    problems = concepts()["school-feeding"].addresses
    assert problems
    assert told(addressed(row_of({"school-feeding": 0.8}))) == dict.fromkeys(problems, 0.8)


def test_a_text_without_concepts_names_none() -> None:
    assert recognized("", "es") == recognized("zzz qqq", "fr") == {}
