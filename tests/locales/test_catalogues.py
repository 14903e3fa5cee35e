"""Every text that users read has its translation, with the same placeholders, in an up-to-date catalogue."""

import re
from collections import Counter

import pytest
from babel.messages.pofile import read_po

from api.messages import newest_catalogue, texts
from locales import LANGUAGES, speak, translate
from locales.french import set_in_french
from tests.conftest import ROOT

OTHERS = [language for language in LANGUAGES if language != "en"]


def placeholders(text: str) -> Counter[str]:
    return Counter(re.findall(r"\{[^{}]*\}", text))


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated(language: str) -> None:
    catalogue = newest_catalogue(language)

    assert len(catalogue) > 80
    assert [text for _, text in texts() if not (catalogue.get(text) and catalogue.get(text).string)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_translations_keep_the_placeholders(language: str) -> None:
    assert [text for _, text in texts() if placeholders(text) != placeholders(translate(text, language))] == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_file_holds_exactly_the_texts_of_the_code(language: str) -> None:
    with (ROOT / "locales" / f"{language}.po").open("rb") as file:
        kept = read_po(file, locale=language)

    assert {message.id for message in kept} == {message.id for message in newest_catalogue(language)}
    assert [message.id for message in kept if message.fuzzy and message.id] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_is_another_language(language: str) -> None:
    same = {text for _, text in texts() if translate(text, language) == text}

    assert len(same) < 50, same


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Qui répond ?", "Qui répond\u00a0?"),
        ("l'offre « Eau » : 95 % ; bien !", "l’offre «\u00a0Eau\u00a0»\u00a0: 95\u00a0%\u00a0; bien\u00a0!"),
        ("l'« eau » de {name}", "l’«\u00a0eau\u00a0» de {name}"),
        ("title: une réponse n'en a pas", "title: une réponse n’en a pas"),
        ("tapez 'sursur' à 10:30", "tapez 'sursur' à 10:30"),
    ],
)
def test_french_keeps_words_and_their_punctuation_on_one_line(written: str, shown: str) -> None:
    assert set_in_french(written) == shown
    assert set_in_french(shown) == shown


def test_all_french_texts_are_set_in_french() -> None:
    said = [translate(text, "fr") for _, text in texts()]

    assert [one for one in said if set_in_french(one) != one] == [], "`make messages` sets them"


def test_french_has_one_word_for_who_provides() -> None:
    others = re.compile("offreur|fournisseur(?! d’identité)", re.IGNORECASE)

    assert [text for _, text in texts() if others.search(translate(text, "fr"))] == []


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("es-MX", "es"), ("pt_BR", "pt"), ("FR", "fr"), ("ht", "en"), ("", "en"), (None, "en"), ("español", "en")],
)
def test_the_nearest_language_is_spoken(asked: str | None, spoken: str) -> None:
    assert speak(asked) == spoken


def test_a_text_without_translation_stays_as_it_is() -> None:
    assert translate("no such text", "es") == "no such text"
    assert translate("Score", "en") == "Score"
