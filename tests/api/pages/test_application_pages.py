"""An application on its pages: begun from a call, confirmed by its partner, handed in and decided, without scripts."""

import re
from datetime import timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from models.database import writing
from tests import builders
from tests.api.accounts.people import populate, signed_in
from tests.api.conftest import service, talk_to
from tests.api.routes_of import ON_ONE_DATABASE
from tests.conftest import NOW
from tests.matched import put

pytestmark = ON_ONE_DATABASE
FOCAL, AGENCY = "focal@example.org", "agency.mex@example.org"
WORDS = {
    "call": "cal-1",
    "request": "req-agua",
    "title": "Agua en dos países",
    "amount_asked": "5000",
    "currency": "USD",
}


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    """A fund of SEGIB, whose focal point therefore decides, with an open call for Mexico and Brazil."""
    populate(engine)
    with writing(engine) as session:
        closes = NOW.date() + timedelta(days=300)
        put(session, builders.mechanism(organization="segib", minimum_countries=2, countries=["MEX", "BRA"]))
        put(session, builders.proposal_call(title="Fondo del agua", rolling=False, closes_on=closes))
    return service(engine.url.render_as_string(hide_password=False))


def step(client: TestClient, page: str, path: str, **words: str) -> str:
    """Sends a form of a page with the version that it holds; the text of what follows."""
    version = re.findall(r'name="version" value="(\d+)"', client.get(page).text)[0]
    return client.post(f"{page}{path}?lang=en", data={"version": version} | words).text


def begun(agency: TestClient) -> str:
    """The path of a new draft with Brazil as the one who teaches."""
    answer = agency.post("/calls/cal-1/apply?lang=en", data=WORDS | {"teaching": "BRA", "once": "k1"})
    assert "The draft is there" in answer.text, answer.text
    return answer.url.path


def test_the_finder_leads_to_a_form_that_names_the_countries(app: FastAPI) -> None:
    agency = signed_in(app, AGENCY)

    found = agency.get("/calls/cal-1?about=req-agua").text
    link = re.findall(r'href="(/calls/cal-1/apply\?[^"]*)"', found)[0].replace("&amp;", "&")
    form = agency.get(link).text

    assert 'value="BRA" checked' in form
    assert '<option value="req-agua" selected>' in form
    assert "/calls/cal-1/apply" not in talk_to(app).get("/calls/cal-1").text


def test_from_a_draft_to_an_exchange(app: FastAPI) -> None:
    agency, focal = signed_in(app, AGENCY), signed_in(app, FOCAL)
    here = begun(agency)
    refused = step(agency, here, "/submit")
    assert "These partners have not confirmed their part: Brazil" in refused
    assert "takes part already" in step(agency, here, "/partners", organization="sabesp-bra", role="provider")
    assert "no organization is called" in step(agency, here, "/partners", organization="Nobody", role="provider")

    window = signed_in(app, "agency.bra@example.org")
    partner = re.findall(r'/partners/(par-\w+)/answer"', window.get(here).text)[0]
    window.post(f"{here}/partners/{partner}/answer", data={"accept": "true", "part": "Dois cursos"})
    told = agency.get(here).text
    assert "Dois cursos" in told
    assert re.search(r'<a href="/requests/req-agua">(?!req-)\w', told)
    step(agency, here, "/submit")

    decided = step(focal, here, "/outcome", approved="true", reason="criteria-met", amount_granted="4000")
    assert "It meets the criteria of the call" in decided
    public = talk_to(app).get(here).text
    assert "4,000 USD" in public
    assert "Dois cursos" not in public
    assert here in talk_to(app).get("/calls/cal-1").text


def test_a_form_that_does_not_fit_comes_back_with_what_was_typed(app: FastAPI) -> None:
    agency = signed_in(app, AGENCY)

    answer = agency.post("/calls/cal-1/apply", data=WORDS | {"title": "", "learning": "BRA", "once": "k2"})

    assert answer.status_code == 422
    assert 'value="5000"' in answer.text
    assert 'value="BRA" checked' in answer.text
    here = begun(agency)
    other = agency.post(f"{here}/outcome", data={"version": "1", "approved": "false", "reason": "criteria-met"})
    assert other.status_code == 422


def test_who_runs_the_mechanism_announces_changes_and_archives_a_call(app: FastAPI) -> None:
    focal, new = signed_in(app, FOCAL), "/mechanisms/mec-1/calls/new"
    words = {"mechanism": "mec-1", "title": "Segunda convocatoria", "criteria": "Impacto, 60 %\nAlcance", "once": "k3"}
    assert new in focal.get("/mechanisms/mec-1").text
    wrong = focal.post(new, data=words | {"opens_on": "2027-05-01", "closes_on": "2027-04-01"})
    assert (wrong.status_code, "lies before" in wrong.text) == (422, True)
    here = focal.post(new, data=words | {"closes_on": "2099-04-01", "papers": "Carta"}).url.path

    assert all(one in talk_to(app).get(here).text for one in ("Impacto", "60%", "Alcance", "Carta"))
    version = re.findall(r'name="version" value="(\d+)"', focal.get(f"{here}/edit").text)[0]
    focal.post(f"{here}/edit", data={"mechanism": "mec-1", "title": "Tercera", "version": version})
    assert "2099" not in talk_to(app).get(here).text
    version = re.findall(r'name="version" value="(\d+)"', focal.get(f"{here}/edit").text)[0]
    focal.post(f"{here}/archive", data={"version": version, "archived": "true"})

    assert "Archived" in talk_to(app).get(here).text
    assert here not in talk_to(app).get("/calls").text
    assert signed_in(app, AGENCY).get(new).status_code == 403
