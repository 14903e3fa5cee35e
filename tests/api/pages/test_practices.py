"""A practice by its pages alone: written, given back, published, translated, taken back; nothing typed is lost."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import col, select

from models.database import reading, writing
from models.practice import Practice
from tests import builders
from tests.api.accounts.people import AGENCY, FOCAL, browser, populate, signed_in
from tests.api.conftest import service
from tests.api.pages.posts_forms import form_of, send
from tests.api.routes_of import ON_ONE_DATABASE
from tests.matched import put

pytestmark = ON_ONE_DATABASE
PROVIDER = "provider.bra@example.org"
TYPED = {
    "title": "Juntas de agua",
    "problem": "Los sistemas se abandonaban.",
    "solution": "Juntas elegidas cobran una tarifa.",
    "results": "Siguen funcionando.",
    "figures": "37 de 40 sistemas funcionan\n12 municipios",
    "links": "https://example.org/evaluation",
    "cost": "20 USD por familia",
    "transfer": "Una ley de tarifas",
    "contact": "Dirección de agua rural",
    "contact_visibility": "members",
    "language": "es",
    "sectors": ["water-sanitation"],
    "sdgs": ["6"],
}
ENGLISH = {"title": "Water boards", "problem": "Systems were abandoned.", "solution": "Elected boards charge a fee."}


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    populate(engine)
    return service(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def agency(app: FastAPI) -> TestClient:
    return signed_in(app, AGENCY)


def written(engine: Engine) -> list[Practice]:
    with reading(engine) as session:
        return list(session.exec(select(Practice).order_by(col(Practice.translation_of).is_not(None))))


def submit(agency: TestClient, engine: Engine) -> str:
    """The address of a practice that was written and submitted."""
    send(agency, agency.get("/practices/new").text, "/practices/new", **TYPED, then="submit")
    return f"/practices/{written(engine)[0].id}"


def publish(app: FastAPI, here: str) -> None:
    focal = signed_in(app, FOCAL)
    send(focal, focal.get(here).text, "/publish")


def test_a_practice_is_written_with_all_its_parts_and_shown_with_them(agency: TestClient, engine: Engine) -> None:
    answer = send(agency, agency.get("/practices/new").text, "/practices/new", **TYPED, then="save")
    (row,) = written(engine)

    assert (answer.status_code, answer.url.path) == (200, f"/practices/{row.id}")
    assert (row.state, row.organization, row.country, row.sdgs) == ("draft", "amexcid-mex", "MEX", [6])
    assert row.figures == ["37 de 40 sistemas funcionan", "12 municipios"]
    for words in ("37 de 40 sistemas funcionan</li>", "20 USD por familia", "Una ley de tarifas", TYPED["contact"]):
        assert words in answer.text
    shown = form_of(agency.get(f"/practices/{row.id}/edit").text, "/edit").fields
    assert {name: shown[name] for name in TYPED} == {
        name: [value] if isinstance(value, str) else value for name, value in TYPED.items()
    }


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"title": ""}, "title"), ({"figures": "mucho"}, "figures"), ({"links": "no address"}, "links")],
)
def test_a_form_that_fails_keeps_what_was_typed(
    agency: TestClient, engine: Engine, typed: dict[str, str], field: str
) -> None:
    answer = send(agency, agency.get("/practices/new").text, "/practices/new", **{**TYPED, **typed})

    assert answer.status_code == 422
    assert f'id="wrong-{field}"' in answer.text
    shown = form_of(answer.text, "/practices/new").fields
    assert all(shown[name] == [value] for name, value in {**TYPED, **typed}.items() if isinstance(value, str))
    assert written(engine) == []


def test_a_focal_point_finds_it_gives_it_back_with_a_reason_and_publishes_it(
    app: FastAPI, agency: TestClient, engine: Engine
) -> None:
    here = submit(agency, engine)
    focal = signed_in(app, FOCAL)
    assert f'href="{here}"' in focal.get("/review/practices").text
    page = focal.get(here).text
    assert send(focal, page, "/return", note="").status_code == 422
    send(focal, page, "/return", note="Faltan las cifras de 2025")

    assert "Faltan las cifras de 2025" in agency.get(here).text
    send(agency, agency.get(f"{here}/edit").text, "/edit", figures="38 de 40", then="submit")
    publish(app, here)
    assert f'href="{here}"' in browser(app).get("/practices").text
    assert "38 de 40" in browser(app).get(here).text
    assert f'href="{here}"' not in focal.get("/review/practices").text


def test_whom_to_ask_is_shown_as_its_writers_wish(app: FastAPI, agency: TestClient, engine: Engine) -> None:
    here = submit(agency, engine)
    publish(app, here)

    assert TYPED["contact"] not in browser(app).get(here).text
    assert TYPED["contact"] in signed_in(app, PROVIDER).get(here).text
    assert browser(app).get(f"/api/v1{here}").json()["contact"] is None
    assert signed_in(app, PROVIDER).get(f"/api/v1{here}").json()["contact"] == TYPED["contact"]


def test_missing_languages_are_offered_and_read_by_those_who_speak_them(
    app: FastAPI, agency: TestClient, engine: Engine
) -> None:
    here = submit(agency, engine)
    publish(app, here)
    into = f"{here}/translate/en"
    assert f'href="{into}?lang=en"' in browser(app).get(f"{here}?lang=en").text
    provider = signed_in(app, PROVIDER)
    page = provider.get(into).text
    assert "Juntas elegidas cobran una tarifa." in page
    send(provider, page, "/translate/en", **ENGLISH, then="submit")
    publish(app, f"/practices/{written(engine)[1].id}")

    english = browser(app).get("/practices?lang=en").text
    assert ("Water boards" in english, "Juntas de agua" in english) == (True, False)
    assert "Juntas de agua" in browser(app).get("/practices?lang=es").text
    assert f'href="{into}' not in browser(app).get(here).text
    assert provider.get(f"{here}/translate/xx").status_code == 404


def test_it_leads_to_an_offer_and_the_offer_to_it(app: FastAPI, agency: TestClient, engine: Engine) -> None:
    here = submit(agency, engine)
    publish(app, here)
    key = here.rpartition("/")[2]
    new = agency.get(f"/offers/new?practice={key}").text
    assert form_of(new, "/offers/new").fields["practices"] == [key]
    with writing(engine) as session:
        put(session, builders.offer("off-agua-mx", organization="amexcid-mex", practices=[key], title="Enseñamos"))

    assert 'href="/offers/off-agua-mx"' in browser(app).get(here).text
    assert f'href="{here}"' in browser(app).get("/offers/off-agua-mx").text


def test_what_is_taken_back_is_not_read_and_a_draft_is_deleted(
    app: FastAPI, agency: TestClient, engine: Engine
) -> None:
    here = submit(agency, engine)
    publish(app, here)
    send(agency, agency.get(here).text, "/take-back")
    assert browser(app).get(here).status_code == 404
    answer = send(agency, agency.get(here).text, "/delete")

    assert (answer.url.path, written(engine)) == ("/practices", [])


def test_places_like_mine_are_one_click_away(app: FastAPI, agency: TestClient, engine: Engine) -> None:
    with writing(engine) as session:
        put(session, builders.practice("pra-gtm", country="GTM", title="Agua en Petén"))
        put(session, builders.practice("pra-jpn", country="JPN", title="Agua en Kioto"))
    assert 'href="/practices?like=MEX"' in agency.get("/practices").text
    near = agency.get("/practices?like=MEX&lang=en").text

    assert ("Agua en Petén" in near, "Agua en Kioto" in near) == (True, False)
    assert "Alike: same subregion, shared language" in near
    assert "are alike: same subregion, shared language" in agency.get("/practices/pra-gtm?lang=en").text


def test_who_may_not_write_is_told_so(app: FastAPI, agency: TestClient, engine: Engine) -> None:
    here = submit(agency, engine)

    assert browser(app).get("/practices/new").url.path == "/sign-in"
    assert signed_in(app, "analyst@example.org").get("/practices/new").status_code in (403, 422)
    assert signed_in(app, PROVIDER).get(f"{here}/edit").status_code == 404
    assert agency.post(f"{here}/publish", data={"version": "2"}).status_code == 403
