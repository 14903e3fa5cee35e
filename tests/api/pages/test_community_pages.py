"""The pages of networks: found and read by everybody, used by members, kept by those who run them."""

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from models.database import reading, writing
from tests import builders
from tests.api.accounts.people import ADMINISTRATOR, populate, signed_in
from tests.api.conftest import service, talk_to
from tests.api.routes_of import ON_ONE_DATABASE
from tests.matched import put
from tests.statements import counted

pytestmark = ON_ONE_DATABASE
FOCAL, AGENCY = "focal@example.org", "agency.mex@example.org"
QUESTION = {"title": "¿Cómo se mide la anemia?", "text": "Sin <b>laboratorio</b>.", "language": "es", "once": "k1"}


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    populate(engine)
    with writing(engine) as session:
        put(
            session, builders.community(name="Red del agua"), builders.member(organization="amexcid-mex", country="MEX")
        )
    return service(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def member(app: FastAPI) -> TestClient:
    return signed_in(app, AGENCY)


def version(client: TestClient, page: str) -> str:
    return re.findall(r'name="version" value="(\d+)"', client.get(page).text)[0]


def test_a_newcomer_finds_a_network_from_the_front_page_and_reads_who_belongs_to_it(app: FastAPI) -> None:
    everybody = talk_to(app)

    assert 'href="/communities"' in everybody.get("/").text
    assert 'href="/communities/com-agua"' in everybody.get("/communities?country=MEX").text
    assert "com-agua" not in everybody.get("/communities?country=CHL").text
    page = everybody.get("/communities/com-agua").text
    assert "/organizations/amexcid-mex" in page
    assert "Ask the community" not in page


def test_a_question_is_asked_once_however_often_it_is_sent_and_its_words_are_no_markup(member: TestClient) -> None:
    first = member.post("/communities/com-agua/questions", data=QUESTION)
    again = member.post("/communities/com-agua/questions", data=QUESTION)

    assert first.url.path == again.url.path
    assert "Sin &lt;b&gt;laboratorio&lt;/b&gt;." in first.text
    assert member.get("/communities/com-agua").text.count("¿Cómo se mide la anemia?") == 1


def test_a_question_that_is_too_short_comes_back_with_what_was_typed(member: TestClient) -> None:
    answer = member.post("/communities/com-agua/questions", data=QUESTION | {"title": "¿?", "once": "k2"})

    assert answer.status_code == 422
    assert "Sin &lt;b&gt;laboratorio&lt;/b&gt;." in answer.text
    assert 'id="wrong-title"' in answer.text


def test_a_focal_point_hides_closes_and_shows_again(app: FastAPI, member: TestClient) -> None:
    thread = member.post("/communities/com-agua/questions", data=QUESTION).url.path
    there, focal = f"/contributions/{thread.rpartition('/')[2]}", signed_in(app, FOCAL)

    hidden = focal.post(f"{there}/hide", data={"version": version(focal, thread), "cause": "off-topic"})
    assert "It does not belong to this community" in hidden.text
    assert "laboratorio" not in member.get(thread).text
    focal.post(f"{there}/show", data={"version": version(focal, thread)})
    focal.post(f"{there}/close", data={"version": version(focal, thread)})

    page = member.get(thread).text
    assert "laboratorio" in page
    assert "Your answer" not in page


def test_those_who_run_it_keep_its_words_programme_and_members(app: FastAPI) -> None:
    focal, here = signed_in(app, FOCAL), "/communities/com-agua"
    words = {"name": "Red del agua", "aim": "Agua y saneamiento", "readers": "public", "sectors": "health"}
    focal.post(f"{here}/keeping", data=words | {"version": version(focal, f"{here}/keeping")})
    line = {"title": "Taller de tarifas", "begins": "2027"}
    focal.post(f"{here}/programme", data=line | {"version": version(focal, f"{here}/keeping")})
    state = {"version": version(focal, f"{here}/keeping"), "state": "done"}
    focal.post(f"{here}/programme/0", data=state)
    focal.post(f"{here}/members", data={"country": "CHL", "role": "chair"})

    page = talk_to(app).get(here).text
    assert all(one in page for one in ("Agua y saneamiento", "Taller de tarifas", "2027", "Done", "Chile", "Chair"))
    assert signed_in(app, AGENCY).get(f"{here}/keeping").status_code == 403


def test_an_administrator_names_its_secretariat_which_then_keeps_it_until_it_is_taken_out(app: FastAPI) -> None:
    admin, agency, here = signed_in(app, ADMINISTRATOR), signed_in(app, AGENCY), "/communities/com-agua"
    page, named = f"{here}/stewards", {"office": "secretariat", "organization": "amexcid-mex"}

    assert f'href="{page}"' in admin.get(here).text
    assert 'value="amexcid-mex" checked' in admin.get(f"{page}?q=amexcid").text
    assert agency.get(page).status_code == agency.post(page, data=named | {"version": "1"}).status_code == 403
    admin.post(page, data=named | {"version": version(admin, f"{page}?q=amexcid")})
    assert agency.get(f"{here}/keeping").status_code == 200
    assert "Say who runs it" not in agency.get(here).text

    admin.post(f"{page}/secretariat/end", data={"version": version(admin, page)})
    assert agency.get(f"{here}/keeping").status_code == 403
    assert "Nobody coordinates it" in admin.get(page).text
    story = admin.get(here).text.partition('id="history"')[2]
    assert story.count('<p class="hint">Secretariat</p>') == 2
    assert [one["action"] for one in admin.get(f"/api/v1{here}/history").json()] == ["community.edited"] * 2
    assert 'id="history"' not in agency.get(here).text


def test_the_page_costs_the_same_however_much_was_asked(app: FastAPI, member: TestClient, engine: Engine) -> None:
    def cost() -> int:
        with counted(app.state.settings.engine) as statements:
            assert member.get("/communities/com-agua").status_code == 200
        return len(statements)

    member.post("/communities/com-agua/questions", data=QUESTION)
    before = cost()
    with writing(engine) as session:
        for number in range(8):
            put(session, builders.question(f"con-{number}", AGENCY, organization="amexcid-mex"))
    with reading(engine):
        assert cost() == before
