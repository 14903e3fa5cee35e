"""Texts that tell a situation meet texts that name what addresses it, though they share no word."""

import pytest

from scoring.compiled.reading import read_texts
from scoring.text.associations import KEPT
from scoring.text.lexicon import concepts
from scoring.text.similarity import TextIndex
from tests.scoring.compiled.decoding import read_one

TOLD = {
    "es": "Los niños llegan sin desayunar, se duermen en el pupitre y a media mañana ya no entienden nada.",
    "fr": "Enceintes, elles accouchent la nuit sans sage-femme ; l'hôpital est loin, et la mère meurt avant le bébé.",
    "pt": "A torneira seca todo verão e as meninas buscam água no rio com baldes, e depois vem a diarreia.",
}
OFFERED = {
    "meals": ("en", "School feeding programme with decentralised procurement and menu planning"),
    "births": ("es", "Redes integradas de atención obstétrica de emergencia y hogares maternos"),
    "water": ("fr", "Adduction d'eau potable et gestion communautaire des points d'eau"),
    "taxes": ("pt", "Nota fiscal eletrônica e administração tributária"),
}


@pytest.mark.parametrize(("language", "wanted"), [("es", "meals"), ("fr", "births"), ("pt", "water")])
def test_a_situation_finds_what_addresses_it(language: str, wanted: str) -> None:
    offers = TextIndex.of([(("", text), tongue) for tongue, text in OFFERED.values()])
    likeness = offers.like("situations", read_texts([(("", TOLD[language]), language)]))
    assert list(OFFERED)[int(likeness.argmax())] == wanted


def test_a_text_keeps_few_concepts_and_its_nearest_is_apt() -> None:
    found = read_one(TOLD["es"], "es")
    assert 0 < len(found.around) <= KEPT + len(found.named)
    best = max(found.around, key=lambda slug: found.around[slug])
    assert concepts()[best].sector in {"education", "social-policy", "health", "agriculture"}


def test_an_empty_text_surrounds_nothing() -> None:
    assert read_one("", "es").around == {}
    assert TextIndex.of([]).like("situations", read_texts([(("", "agua"), "es")])).shape == (0,)
