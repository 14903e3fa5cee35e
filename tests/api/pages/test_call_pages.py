"""The pages of calls: found by everybody, with what the rules say of one's requests, and who could join."""

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from models.database import writing
from tests import builders
from tests.api.accounts.people import populate, signed_in
from tests.api.conftest import service, talk_to
from tests.api.routes_of import ON_ONE_DATABASE
from tests.matched import put

pytestmark = ON_ONE_DATABASE


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    populate(engine)
    with writing(engine) as session:
        put(session, builders.mechanism(organization="segib", minimum_countries=2, countries=["MEX", "BRA"]))
        put(session, builders.proposal_call(title="Fondo del agua", criteria=[{"text": "Impacto", "weight": 40}]))
    return service(engine.url.render_as_string(hide_password=False))


def test_a_newcomer_finds_a_call_and_its_rules(app: FastAPI) -> None:
    everybody = talk_to(app)

    assert 'href="/calls/cal-1"' in everybody.get("/calls").text
    page = everybody.get("/calls/cal-1").text
    assert all(one in page for one in ("Fondo del agua", "Impacto", "40", "At any time"))
    assert "your open requests" not in page


def test_an_agency_sees_each_rule_and_who_completes_the_group(app: FastAPI) -> None:
    agency = signed_in(app, "agency.mex@example.org")

    assert "/calls/cal-1?about=req-agua" in agency.get("/calls/cal-1").text
    page = agency.get("/calls/cal-1?about=req-agua").text
    assert 'href="/offers/off-agua"' in page
    assert "0,350000" in page


def test_the_api_answers_the_same(app: FastAPI) -> None:
    everybody = talk_to(app)

    rules = everybody.get("/api/v1/calls/cal-1/eligibility/req-agua").json()
    first = everybody.get("/api/v1/calls/cal-1/consortia?request=req-agua").json()["proposals"][0]

    assert {one["rule"]: one["answer"] for one in rules["rules"]}["call"] == "yes"
    assert first["countries"] == ["MEX", "BRA"]
    assert first["score"] == round(sum(one["contribution"] for one in first["terms"]), 6)
    assert everybody.get("/api/v1/calls?open=false").json()["items"] == []
    assert everybody.get("/calls/nothing").status_code == 404


def test_those_who_run_the_mechanism_read_what_became_of_a_call(app: FastAPI) -> None:
    keeper = signed_in(app, "administrator@example.org")
    form = {"mechanism": "mec-1", "title": "Fondo del agua", "papers": "Carta", "version": "1"}
    keeper.post("/calls/cal-1/edit", data=form)
    keeper.post("/calls/cal-1/archive", data={"archived": "true", "version": "2"})

    page = keeper.get("/calls/cal-1").text.partition('id="history"')[2]
    assert page.index("Archived") < page.index("Changed") < page.index("What is to be handed in")
    assert "segib" in page
    visitor = talk_to(app).get("/calls/cal-1?lang=en").text
    assert 'id="history"' not in visitor
    assert "it takes no more applications" in visitor
    assert 'id="finder"' not in visitor  # nobody is asked to look for partners in vain
