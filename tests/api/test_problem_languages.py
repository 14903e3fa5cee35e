"""Problems are told in the language of the reader: title, detail and every field."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from pydantic import ValidationError
from sqlalchemy import Engine

from api.problem_details import FieldProblem, field_problems
from locales import LANGUAGES
from models.database import writing
from models.exchange_schemas import Cancellation
from models.request import RequestDraft
from tests.api.conftest import own_service, service, talk_to
from tests.api.people import as_account
from tests.matcher.review.people import AGENCY, FOCAL, PROVIDER, further, people

MATCH = "/api/v1/matches/1"
SPANISH = {"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"}


@pytest.fixture
def app(engine: Engine) -> Iterator[FastAPI]:
    with writing(engine) as session:
        people(session)
        further(session, 1)
    app = service(engine.url.render_as_string(hide_password=False))
    yield app
    app.state.settings.engine.dispose()


def spanish(app: FastAPI, email: str) -> TestClient:
    """A client of an account whose browser asks for Spanish."""
    client = as_account(app, email)
    client.headers.update(SPANISH)
    return client


def told(answer: Response, status: int) -> tuple[str, str]:
    """Title and detail of a problem in Spanish."""
    assert answer.status_code == status, answer.text
    assert (answer.headers["content-language"], answer.headers["vary"]) == ("es", "Accept-Language")
    found = answer.json()
    return found["title"], found["detail"]


def test_each_kind_of_problem_is_told_in_spanish(app: FastAPI) -> None:
    focal, provider = spanish(app, FOCAL), spanish(app, PROVIDER)
    anybody = TestClient(app, raise_server_exceptions=False, headers=SPANISH)

    missing = told(focal.get("/api/v1/matches/99"), 404)
    assert missing == ("Esto no existe aquí", "no existe aquí: vinculación '99'")
    assert told(provider.get(MATCH), 404)[1] == "no existe aquí: vinculación '1'"
    assert told(anybody.get(MATCH), 404)[1] == "no existe aquí: vinculación '1'"
    assert told(anybody.get("/api/v1/nothing"), 404)[1] == "no existe /api/v1/nothing"
    assert told(anybody.get("/api/v1/organizations", headers={"Authorization": "Bearer x"}), 401)[1].startswith(
        "este token es desconocido"
    )
    assert told(provider.post("/api/v1/matches/review", json={"reviews": [{"match": 1, "version": 1}]}), 403)[1] == (
        "su cuenta no está autorizada para esta acción (match.review)"
    )
    assert told(focal.post(f"{MATCH}/endorse"), 428)[1].startswith("envíe como `If-Match` el ETag")
    assert told(focal.post(f"{MATCH}/endorse", headers={"If-Match": '"9"'}), 412) == (
        "Otra persona ha modificado esto",
        "vinculación '1': la versión actual es 1; vuelva a leerla y repita su cambio",
    )
    assert told(focal.post(f"{MATCH}/introduce", headers={"If-Match": '"1"'}), 409)[1] == (
        "la vinculación 1 está en el estado «propuesto»; para esto debe estar en el estado: avalado"
    )
    assert told(anybody.delete("/api/v1/requests"), 405) == (
        "Esta dirección no admite ese método",
        "DELETE no figura entre los métodos de esta dirección",
    )
    large = b"x" * 300_000
    assert told(anybody.post("/api/v1/rank", content=large), 413)[1] == "el cuerpo puede tener hasta 262.144 bytes"


def test_what_stands_in_the_way_of_many_is_told_by_thing(app: FastAPI) -> None:
    reviews = [{"match": 1, "version": 1}, {"match": 2, "version": 7}]
    answer = spanish(app, FOCAL).post("/api/v1/matches/review", json={"reviews": reviews})

    said = "vinculación '2': la versión actual es 1; vuelva a leerla y repita su cambio"
    assert told(answer, 409)[1] == (f"1 de 2 no se pueden realizar, por lo que no se hizo nada: vinculación 2: {said}")
    assert answer.json()["errors"] == [{"field": "vinculación 2", "detail": said}]


def test_too_many_attempts_are_told_in_spanish(app: FastAPI) -> None:
    anybody = TestClient(app, raise_server_exceptions=False, headers=SPANISH)
    wrong = {"email": FOCAL, "password": "not this one"}
    answers = [anybody.post("/api/v1/sign-in", json=wrong) for _ in range(6)]

    assert told(answers[0], 401)[1] == "la dirección o la contraseña no es correcta"
    assert told(answers[-1], 429) == (
        "Demasiados intentos",
        "demasiados intentos de inicio de sesión en esta cuenta; inténtelo de nuevo en 900 segundos",
    )


def test_fields_are_told_in_spanish(app: FastAPI) -> None:
    body = {"text": "corto", "sectors": ["helth"], "starts_by": "mañana", "nonsense": 1}
    answer = spanish(app, AGENCY).post("/api/v1/requests", json=body)
    fields = {one["field"]: one["detail"] for one in answer.json()["errors"]}

    assert told(answer, 422)[0] == "Los datos introducidos no son válidos"
    assert fields == {
        "sectors.0": "no se conoce el sector 'helth'; ¿quiso decir 'health'?",
        "starts_by": "Indique un día, por ejemplo 2026-11-21.",
        "nonsense": "Este campo no existe aquí.",
    }


def test_what_goes_against_a_rule_of_posts_is_told_behind_its_field(app: FastAPI) -> None:
    agency = spanish(app, AGENCY)
    text = "Necesitamos medir la calidad del agua en quince municipios rurales."

    answer = agency.post("/api/v1/requests", json={"text": text, "expires_on": "2020-01-01"})
    assert told(answer, 422)[1] == "expires_on: 2020-01-01 no está en el futuro"
    answer = agency.post("/api/v1/requests", json={"text": text, "preferred_provider": "xyz"})
    assert told(answer, 422)[1].startswith("preferred_provider: no existe la organización 'xyz'")
    days = {"starts_by": "2027-05-01", "needed_by": "2027-03-01"}
    answer = agency.post("/api/v1/requests", json={"text": text, **days})
    assert "needed_by 2027-03-01 es anterior a starts_by 2027-05-01" in told(answer, 422)[1]


def test_what_is_wrong_with_a_file_is_told_by_row_and_column(app: FastAPI) -> None:
    text = "Necesitamos medir la calidad del agua en quince municipios rurales."
    content = f"text,sectors,expires_on\n{text},helth,\n{text} Dos.,health,2020-01-01\n"
    agency = spanish(app, AGENCY)

    answer = agency.post("/api/v1/imports/requests", files={"file": ("posts.csv", content.encode())})
    detail = "no se conoce el sector 'helth'; ¿quiso decir 'health'?"
    assert told(answer, 422)[1] == f"fila 2, columna sectors: {detail}"
    assert answer.json()["errors"] == [{"field": "sectors", "detail": detail, "row": 2}]

    content = f"text,expires_on\n{text},2020-01-01\n"
    answer = agency.post("/api/v1/imports/requests", files={"file": ("posts.csv", content.encode())})
    assert answer.json()["errors"] == [{"field": "expires_on", "detail": "2020-01-01 no está en el futuro", "row": 2}]


def test_what_is_no_fault_of_the_reader_is_told_in_spanish() -> None:
    def fail() -> None:
        raise RuntimeError("SECRET inside")

    app = own_service("sqlite://")
    app.add_api_route("/api/v1/fail", fail)
    lost = talk_to(service("postgresql://nobody:secret@127.0.0.1:1/none")).get("/api/v1/requests", headers=SPANISH)

    assert told(talk_to(app).get("/api/v1/fail", headers=SPANISH), 500) == (
        "Error interno del servidor",
        "se produjo un error de nuestro lado; ha quedado registrado",
    )
    assert told(lost, 503)[0] == "Servicio no disponible"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_the_address_goes_before_that_of_the_browser(client: TestClient, language: str) -> None:
    answer = client.get("/api/v1/requests/req-none", params={"lang": language}, headers=SPANISH)

    assert answer.headers["content-language"] == language
    assert (
        answer.json()["detail"]
        == {
            "en": "there is no request 'req-none'",
            "es": "no existe aquí: solicitud 'req-none'",
            "pt": "não existe aqui: solicitação 'req-none'",
            "fr": "n’existe pas ici\u00a0: demande 'req-none'",
        }[language]
    )


def problems_of(schema: type[Any], fields: dict[str, Any], language: str) -> list[FieldProblem]:
    with pytest.raises(ValidationError) as refused:
        schema.model_validate(fields)
    return field_problems(refused.value, language)


def test_pages_ask_for_the_problems_of_a_form() -> None:
    found = problems_of(RequestDraft, {"text": "x" * 50, "country": "XXX"}, "pt")

    assert [(one.field, one.row) for one in found] == [("country", None)]
    assert found[0].detail.startswith("não se conhece o país (ISO 3166-1 alfa-3) 'XXX'")
    assert problems_of(Cancellation, {"reason": "other"}, "fr") == [
        FieldProblem(
            field="", detail="la raison 'other' (autre) nécessite une note\u00a0: expliquez le motif en une phrase"
        )
    ]
