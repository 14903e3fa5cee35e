"""Where administrators begin, the health of the service, the trail and the taxonomies."""

import re
from html import unescape

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from models.database import writing
from models.organization import Organization
from tests import builders
from tests.api.accounts.people import ADMINISTRATOR, AGENCY, FOCAL, browser, populate, signed_in
from tests.api.conftest import service
from tests.api.routes_of import ON_ONE_DATABASE
from tests.matched import put
from tests.statements import counted

pytestmark = ON_ONE_DATABASE
PAGES = ("", "/accounts", "/organizations", "/weights", "/taxonomies", "/catalogues", "/trail", "/health", "/digests")


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    populate(engine)
    return service(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def administrator(app: FastAPI) -> TestClient:
    return signed_in(app, ADMINISTRATOR)


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
def test_every_door_of_the_floor_opens_in_each_language(administrator: TestClient, language: str) -> None:
    first = administrator.get("/administration", params={"lang": language}).text
    doors = re.search(r'<nav class="doors floor".*?</nav>', first, re.S)
    assert doors is not None
    addresses = [unescape(one) for one in re.findall(r'href="([^"]+)"', doors[0])]

    assert len(addresses) == len(PAGES)
    for address in addresses:
        page = administrator.get(address)
        assert (page.status_code, page.text.count("<h1")) == (200, 1), address
        assert f'<html lang="{language}"' in page.text
        assert page.text.count('aria-current="page"') >= 2


@pytest.mark.parametrize("page", PAGES)
def test_nobody_else_sees_any_of_it(app: FastAPI, page: str) -> None:
    address = f"/administration{page}"
    for email in (AGENCY, FOCAL):
        assert signed_in(app, email).get(address).status_code == 403
    stranger = browser(app).get(address, follow_redirects=False)
    assert (stranger.status_code, stranger.headers["location"].startswith("/sign-in?to=")) == (303, True)


def test_what_waits_is_counted_and_leads_where_it_is_settled(administrator: TestClient, engine: Engine) -> None:
    with writing(engine) as session:
        put(session, builders.account("gone@example.org", "analyst", mail_stopped="bounced"))

    page = administrator.get("/administration", params={"lang": "en"}).text
    link = re.search(r'href="([^"]+)">Addresses from which mail comes back', page)
    assert link is not None
    found = administrator.get(unescape(link[1])).text
    assert "gone@example.org" in found
    assert AGENCY not in found


def test_health_is_told_in_words_with_what_to_do_and_no_secret(administrator: TestClient) -> None:
    page = administrator.get("/administration/health", params={"lang": "es"}).text

    assert "Nunca ha funcionado" in page or "It has never run" in page
    assert "sqlite:" not in page
    assert "development only" not in page


def test_the_trail_is_searched_downloaded_and_leads_on(app: FastAPI, administrator: TestClient) -> None:
    signed_in(app, AGENCY)
    administrator.post(f"/administration/accounts/{AGENCY}/sessions")
    page = administrator.get("/administration/trail", params={"kind": "account", "action": "account.sign-out"})
    assert f"/administration/accounts/{AGENCY}" in page.text

    link = re.search(r'href="([^"]*trail\.csv[^"]*)"', page.text)
    assert link is not None
    file = administrator.get(unescape(link[1]))
    assert file.headers["content-disposition"].startswith("attachment")
    assert AGENCY not in administrator.get("/administration/trail", params={"kind": "offer"}).text.partition("<main")[2]
    assert file.text.count("account.sign-out") == file.text.count("\n") - 1


def test_a_day_that_is_none_is_said_at_its_field(administrator: TestClient) -> None:
    page = administrator.get("/administration/trail", params={"since": "yesterday", "key": "abc"})

    assert page.status_code == 422
    assert 'id="wrong-sought-since"' in page.text
    assert 'value="abc"' in page.text
    assert administrator.get("/administration/trail.csv", params={"since": "yesterday"}).status_code == 422


def test_taxonomies_show_facts_and_uses(administrator: TestClient) -> None:
    sectors = administrator.get("/administration/taxonomies", params={"lang": "en"}).text
    row = re.search(r"<tr><th scope=\"row\">[^<]*</th><td><code>water-sanitation</code>.*?</tr>", sectors)
    assert row is not None
    assert row[0].count('<td class="figure">1</td>') == 2
    countries = administrator.get("/administration/taxonomies", params={"which": "countries", "lang": "fr"}).text
    assert "Amérique du Sud" in countries
    assert administrator.get("/administration/taxonomies", params={"which": "nothing"}).status_code == 422


def test_the_number_of_queries_does_not_grow(administrator: TestClient, engine: Engine) -> None:
    asked: dict[str, list[int]] = {page: [] for page in PAGES}
    for many in (1, 12):
        with writing(engine) as session:
            for number in range(many):
                key = f"org-{many}-{number}"
                put(
                    session,
                    Organization(id=key, name=f"Instituto Nacional de Aguas {many}{number}", kind="ngo", country="MEX"),
                    builders.account(f"{key}@example.org", organization=key),
                )
        for page in PAGES:
            administrator.get(f"/administration{page}")
            with counted(engine_of(administrator)) as statements:
                administrator.get(f"/administration{page}")
            asked[page].append(len(statements))
    assert {page: counts for page, counts in asked.items() if counts[0] != counts[1]} == {}


def engine_of(client: TestClient) -> Engine:
    """The engine of the service that a client talks to."""
    app: FastAPI = client.app  # type: ignore[assignment]
    engine: Engine = app.state.settings.engine
    return engine
