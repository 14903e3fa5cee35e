"""From text to comparable words."""

from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
import snowballstemmer

from scoring.text.lexicon import concepts, find_concepts, term, with_broader
from scoring.text.words import LANGUAGES, content_stems, fold, reading_language, split_words, term_stems


def named(text: str, language: str) -> list[str]:
    """The concepts that a text names."""
    return find_concepts(term_stems(split_words(text, language)), language)


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
    lost = [slug for slug in concepts() if slug not in named(term(slug, language), language)]
    assert lost == []


def test_the_longest_term_wins() -> None:
    assert named("atención primaria de salud", "es") == ["primary-care"]


def test_plurals_and_capitals_name_the_same_concept() -> None:
    assert named("SISTEMAS DE SALUD", "es") == named("sistema de salud", "es") == ["health-system"]


def test_a_concept_brings_its_broader_one() -> None:
    assert with_broader(["primary-care"]) == ["primary-care", "health-system"]


def test_a_text_without_concepts_names_none() -> None:
    assert named("", "es") == named("lorem ipsum zzz", "fr") == []
