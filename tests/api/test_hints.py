"""Hints over HTTP: in the reader's language, of posts that the writer may see, and nothing is kept."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from sqlmodel import col, func, select

from models.database import reading, writing
from models.request import Request
from tests import builders
from tests.api.conftest import service, talk_to
from tests.api.people import as_account
from tests.matched import put, small_region

GENERAL = "Queremos fortalecer las capacidades institucionales mediante el intercambio de buenas prácticas."
GOOD = {
    "title": "Calidad del agua en quince municipios rurales",
    "text": "El laboratorio estatal de Oaxaca mide desde 2019 el cloro y el arsénico del agua potable, pero los "
    "comités de quince municipios rurales no saben leer los resultados ni corregir la dosificación. Buscamos a un "
    "organismo operador que haya formado a comités comunitarios y que pueda recibir a dos de nuestros técnicos.",
    "sectors": ["water-sanitation"],
    "modalities": ["training"],
    "expected_outcome": "Quince comités que corrigen la dosificación por sí mismos.",
    "needed_by": "2027-10-31",
}


@pytest.fixture
def app(engine: Engine) -> Iterator[FastAPI]:
    """The service over the small region."""
    with writing(engine) as session:
        small_region(session)
        name = {"name": "Companhia de Saneamento Básico do Estado de São Paulo", "acronym": "SABESP"}
        put(session, builders.organization("sabesp", "BRA", **name))
    app = service(engine.url.render_as_string(hide_password=False))
    yield app
    app.state.settings.engine.dispose()


def advice(app: FastAPI, who: str | None = "agency.mex@example.org", lang: str = "en", **draft: Any) -> dict[str, Any]:
    """What is said to a draft."""
    client = as_account(app, who) if who else talk_to(app)
    found: dict[str, Any] = client.post(f"/api/v1/requests/hints?lang={lang}", json=draft).json()
    return found


def codes(found: dict[str, Any]) -> set[str]:
    return {one["code"] for one in found["hints"]}


def test_a_vague_text_is_told_what_lacks_and_a_good_one_is_left_alone(app: FastAPI) -> None:
    vague = advice(app, text=GENERAL)

    assert codes(vague) >= {"only-general-words", "too-short", "no-sector", "no-date", "no-outcome", "no-modality"}
    assert codes(advice(app, **GOOD)) == set()
    assert {one["aim"] for one in vague["hints"]} == {"specific", "timely", "concrete"}


@pytest.mark.parametrize(
    ("lang", "reason"),
    [
        ("en", "Say by when you need it, or when the exchange should begin."),
        ("es", "Diga para cuándo lo necesita o cuándo debería comenzar el intercambio."),
        ("pt", "Diga para quando precisa ou quando o intercâmbio deveria começar."),
        ("fr", "Dites pour quand vous en avez besoin, ou quand l’échange devrait commencer."),
    ],
)
def test_reasons_are_in_the_reader_s_language(app: FastAPI, lang: str, reason: str) -> None:
    assert reason in [one["reason"] for one in advice(app, lang=lang, text=GENERAL)["hints"]]


def test_tags_language_and_names_are_suggested(app: FastAPI) -> None:
    found = advice(app, text=f"{GOOD['text']} Conocemos a la SABESP, y a la companhia de saneamento basico.", lang="es")

    assert found["language"]["code"] == "es"
    assert found["language"]["confidence"] > 0.9
    assert found["sectors"][0]["tag"] == "water-sanitation"
    assert found["sectors"][0]["name"] == "Abastecimiento y saneamiento de agua"
    assert "6" in [one["tag"] for one in found["sdgs"]]
    assert [(one["id"], one["written"]) for one in found["organizations"]] == [("sabesp", "SABESP")]


def test_a_duplicate_is_shown_to_who_may_see_it(app: FastAPI, engine: Engine) -> None:
    text = "Gestión comunitaria del agua potable en zonas rurales de la sierra."
    with writing(engine) as session:
        put(session, builders.request("req-own", text=text, organization="conagua-mex", visibility="parties"))
    again = text.replace("sierra", "sierras")

    assert "req-own" in {one["id"] for one in advice(app, text=again)["duplicates"]}
    for who in (None, "agency.bra@example.org", "provider.bra@example.org"):
        assert "req-own" not in str(advice(app, who, text=again, country="MEX"))


def test_a_stored_draft_has_hints_and_is_no_duplicate_of_itself(app: FastAPI, engine: Engine) -> None:
    agency = as_account(app, "agency.mex@example.org")
    found = agency.get("/api/v1/requests/req-agua/hints").json()

    assert "too-short" in codes(found)
    assert found["duplicates"] == []
    assert as_account(app, "agency.bra@example.org").get("/api/v1/requests/req-agua/hints").status_code == 403


def test_nothing_of_an_unsaved_text_is_kept(app: FastAPI, engine: Engine) -> None:
    advice(app, **GOOD)

    with reading(engine) as session:
        assert session.exec(select(func.count(col(Request.id)))).one() == 1
