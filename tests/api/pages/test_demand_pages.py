"""Demand and supply in pages and over the interface for programs: for whom, and where it leads."""

import re
from html import unescape

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from tests.api.accounts.people import populate, signed_in
from tests.api.conftest import service
from tests.api.routes_of import ON_ONE_DATABASE

pytestmark = ON_ONE_DATABASE
FOCAL, ANALYST, AGENCY = "focal@example.org", "analyst@example.org", "agency.mex@example.org"
PROVIDER = "provider.bra@example.org"
LIST = "/demand/unmet-requests"


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    populate(engine)
    return service(engine.url.render_as_string(hide_password=False))


def test_unmet_requests_lead_to_their_pages(app: FastAPI) -> None:
    page = signed_in(app, FOCAL).get(LIST).text

    link = re.search(r'<a href="(/requests/req-agua[^"]*)" lang="es">Agua potable rural</a>', page)
    assert link
    assert signed_in(app, FOCAL).get(link[1]).status_code == 200
    assert "req-agua</td>" not in page


def test_the_review_leads_to_what_would_help(app: FastAPI) -> None:
    focal = signed_in(app, FOCAL)

    assert f'href="{LIST}' in focal.get("/review/unmet").text
    assert 'href="/demand/waiting' in focal.get("/review").text


def test_files_hold_codes_and_titles(app: FastAPI) -> None:
    head, row, *_ = signed_in(app, ANALYST).get("/api/v1/analytics/demand/unmet-requests.csv").text.splitlines()

    assert head == "request,title,country,sectors,languages,days,score,help"
    assert row.startswith("req-agua,Agua potable rural,MEX,water-sanitation,es,")


def test_only_those_who_analyse_or_review_see_it(app: FastAPI) -> None:
    for path in ("/demand", LIST, "/api/v1/analytics/demand/unmet-requests"):
        assert signed_in(app, ANALYST).get(path).status_code == 200
        assert signed_in(app, AGENCY).get(path).status_code == 403
    assert TestClient(app).get("/api/v1/analytics/demand/unmet").status_code == 401
    sent = TestClient(app).get(LIST, follow_redirects=False)
    assert (sent.status_code, sent.headers["location"].split("?")[0]) == (303, "/sign-in")


def test_a_new_offer_asks_for_its_sector_and_language(app: FastAPI) -> None:
    analyst = signed_in(app, ANALYST)

    assert "Choose the sector and the language of the new offer." in analyst.get("/demand/new-offer").text
    served = analyst.get("/demand/new-offer?sector=water-sanitation&language=pt").text
    assert "Agua potable rural" in served
    assert "in a near language" in served


def test_a_gap_leads_to_what_an_offer_would_serve_and_to_its_form(app: FastAPI) -> None:
    gaps = signed_in(app, FOCAL).get("/demand/gaps?lang=en").text
    served = re.search(r'<a href="(/demand/new-offer\?sector=[^"]*)">', gaps)
    assert served
    page = signed_in(app, FOCAL).get(unescape(served[1])).text
    form = re.search(r"<code>https?://[^/]+(/offers/new\?[^<]*)</code>", page)
    assert form

    provider = signed_in(app, PROVIDER).get(unescape(form[1])).text

    assert re.search(r'name="sectors" value="water-sanitation" checked', provider)
    assert re.search(r'name="working_languages" value="[a-z]{2}" checked', provider)


def test_a_view_with_few_filters_shows_them_at_once(app: FastAPI) -> None:
    page = signed_in(app, FOCAL).get("/demand/waiting?lang=en").text

    assert 'name="since"' in page
    assert "More filters" not in page
