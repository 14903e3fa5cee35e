"""From countries, institutions, exchanges and open data to the exchange network, and what is drawn there."""

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from models.database import writing
from tests import builders
from tests.api.accounts.people import browser, populate
from tests.api.conftest import service
from tests.matched import put
from tests.matcher.analytics.exchanged import exchanged

SHOWN = "NHC Institute of Water"


@pytest.fixture
def visitor(engine: Engine) -> TestClient:
    populate(engine)
    with writing(engine) as session:
        put(session, builders.organization("nhc-chl", "CHL", name=SHOWN))
        exchanged(session, "net-1", "R:HTI P:CHL:nhc-chl", start_year=2012, sectors=["health"], modality="training")
    return browser(service(engine.url.render_as_string(hide_password=False)))


@pytest.mark.parametrize("path", ["/exchanges", "/data", "/countries"])
def test_lists_lead_to_the_network(visitor: TestClient, path: str) -> None:
    assert re.search(r'href="/network["?]', visitor.get(path).text)


@pytest.mark.parametrize(
    ("path", "focus", "partner"),
    [("/countries/HTI", "HTI", "1 · Chile"), ("/organizations/nhc-chl", "nhc-chl", "1 · Haiti")],
)
def test_a_country_and_an_institution_lead_to_their_partners(
    visitor: TestClient, path: str, focus: str, partner: str
) -> None:
    address = unescape(re.findall(r'href="(/network/ego[^"]*)"', visitor.get(path).text)[0])

    html = visitor.get(address).text

    assert f"focus={focus}" in address
    assert f">{partner}</text>" in html


def test_whoever_is_not_on_record_is_not_found(visitor: TestClient) -> None:
    assert visitor.get("/network/ego?focus=nobody-at-all").status_code == 404


def test_one_who_has_no_exchange_is_told_so(visitor: TestClient) -> None:
    answer = visitor.get("/network/ego?focus=ISL")

    assert (answer.status_code, "Nothing is on record for these filters" in answer.text) == (200, True)


def test_a_heavy_chart_is_drawn_alone_when_asked_for(visitor: TestClient) -> None:
    both = visitor.get("/network/flows?lang=en&level=country").text
    address = unescape(re.findall(r'href="([^"]+)">Bands from those who taught', both)[0])
    alone = visitor.get(address).text
    back = unescape(re.findall(r'href="([^"]+)">The other charts', alone)[0])

    assert [one.count("<figure") for one in (both, alone, visitor.get(back).text)] == [2, 1, 2]
    assert "Chile → Haiti: 1" in alone
    assert "level=country" in address
