"""Each hint comes for what it names, in every language, and seldom for what is well written."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from matcher.posting.hints import CHECKS, hints_on
from matcher.posting.written import Written
from tests.conftest import FIXTURES, NOW

TODAY = NOW.date()
TEXTS = {
    "es": "Quince comités de agua de Oaxaca necesitan aprender a dosificar el cloro y a leer análisis de arsénico. El "
    "laboratorio estatal los acompaña desde 2019, sin que hayan podido corregir solos las fallas de sus bombas.",
    "pt": "Quinze comités de água de Minas precisam aprender a dosear o cloro e a ler análises de arsénio. O "
    "laboratório estadual os acompanha desde 2019, sem que tenham conseguido corrigir sozinhos as falhas das bombas.",
    "en": "Fifteen water committees in Nickerie need to learn how to dose chlorine and to read arsenic tests. The "
    "state laboratory has visited them since 2019, yet they cannot repair the failures of their pumps on their own.",
    "fr": "Quinze comités d'eau du Zou doivent apprendre à doser le chlore et à lire les analyses d'arsenic. Le "
    "laboratoire les accompagne depuis 2019, sans qu'ils puissent réparer seuls les pannes de leurs pompes.",
}
VAGUE = {
    "es": "En Oaxaca queremos fortalecer capacidades y compartir buenas prácticas de gestión con personas. ",
    "en": "In Oaxaca we want to strengthen capacities and share good practices of management with people. ",
}


def written(language: str = "es", **fields: Any) -> Written:
    """A good request, but for what is given."""
    good: dict[str, Any] = {
        "asks": True,
        "title": "Agua",
        "text": TEXTS[language],
        "language": language,
        "sectors": ("water-sanitation",),
        "modalities": ("training",),
        "expected_outcome": "Quince comités que dosifican solos",
        "needed_by": TODAY + timedelta(days=300),
    }
    return Written(**good | fields)


def codes(text: Written) -> list[str]:
    """The hints on a text."""
    return [one.code for one in hints_on(text, on=TODAY, language="en")]


@pytest.mark.parametrize("language", TEXTS)
def test_a_good_text_has_no_hints(language: str) -> None:
    assert codes(written(language)) == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": " "}, "no-title"),
        ({"text": TEXTS["es"].split(". ")[0]}, "too-short"),
        ({"text": TEXTS["es"] * 40}, "too-long"),
        ({"text": VAGUE["es"] * 5}, "only-general-words"),
        ({"text": VAGUE["en"] * 5, "language": "en"}, "only-general-words"),
        ({"title": "AGUA SEGURA EN QUINCE COMITÉS"}, "all-capitals"),
        ({"sectors": ()}, "no-sector"),
        ({"sectors": ("health", "energy", "trade", "gender", "culture", "tourism")}, "many-sectors"),
        ({"text": TEXTS["fr"]}, "another-language"),
        ({"needed_by": None, "text": TEXTS["es"].replace("desde 2019", "")}, "no-date"),
        ({"needed_by": TODAY - timedelta(days=1)}, "past-date"),
        ({"starts_by": TODAY + timedelta(days=20)}, "soon"),
        ({"expected_outcome": ""}, "no-outcome"),
        ({"modalities": ()}, "no-modality"),
        ({"text": f"{TEXTS['es']} Escriba a agua@oaxaca.gob.mx."}, "contact-in-text"),
        ({"text": f"{TEXTS['es']} Teléfono +52 951 555 12 34."}, "contact-in-text"),
    ],
)
def test_a_hint_comes_alone_for_what_it_names(fields: dict[str, Any], code: str) -> None:
    assert codes(written(**fields)) == [code]


def test_a_text_that_could_be_anywhere_is_asked_for_place_and_people() -> None:
    text = (
        "queremos saber cómo se dosifica cloro en tanques y cómo se limpian filtros de arena gruesa sin desmontarlos, "
        "porque suelen taparse con lodo y con algas tras lluvias fuertes, y luego cuesta mucho volver a llenarlos"
    )

    assert codes(written(text=text, expected_outcome="limpieza")) == ["no-people", "no-scale"]


def test_an_offer_is_not_asked_when_it_needs_something() -> None:
    assert codes(written(asks=False, needed_by=None, expected_outcome=None)) == []


def test_every_hint_has_a_code_and_a_reason_of_its_own() -> None:
    assert len({one.code for one in CHECKS}) == len({one.reason for one in CHECKS}) == len(CHECKS)


def test_the_region_s_own_posts_get_few_hints() -> None:
    found: list[list[str]] = []
    for name, asks in (("requests", True), ("offers", False)):
        for line in (FIXTURES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            fields = {key: tuple(row[key]) for key in ("sectors", "modalities")}
            given = {key: row.get(key) for key in ("title", "text", "language", "expected_outcome")}
            text = Written(asks=asks, **given, **fields, needed_by=date(2027, 6, 30))
            found.append(codes(text))

    assert sum(len(one) for one in found) / len(found) < 0.2
    assert [one for one in found if set(one) & {"only-general-words", "another-language", "contact-in-text"}] == []
