"""Countries, their people and languages are recognised and are not what a text is about."""

import pytest

from scoring.text.names import names_in
from scoring.text.reading import read
from scoring.text.words import split_words
from tests.scoring.compiled.decoding import read_one


@pytest.mark.parametrize(
    ("language", "text", "countries"),
    [
        ("es", "El Perú y las escuelas brasileñas", {"PER", "BRA"}),
        ("pt", "Técnicos moçambicanos foram a Cabo Verde", {"MOZ", "CPV"}),
        ("fr", "Les agents sénégalais et la Guinée-Bissau", {"SEN", "GNB"}),
        ("en", "Kenyan nurses learn from Costa Rica", {"KEN", "CRI"}),
        ("en", "The turkey farm sells china", set()),
        ("en", "Papua New Guinea", {"PNG"}),
    ],
)
def test_countries_and_their_people_are_recognised(language: str, text: str, countries: set[str]) -> None:
    assert names_in(split_words(text, language), language).countries == countries


def test_languages_are_recognised() -> None:
    assert "fr" in names_in(split_words("curso en francés", "es"), "es").languages
    assert "qu" in names_in(split_words("Quechua speakers", "en"), "en").languages


def test_names_are_not_topics() -> None:
    about = read(["", "El Perú pide vacunas peruanas para el Perú"], "es")
    assert {word.written for word in about.words} == {"pide", "vacunas"}
    assert about.countries == {"PER"}
    assert not [run for run in read_one("El Perú pide vacunas peruanas para el Perú", "es").runs if "peru" in run]
