"""Practices, institutions, countries, exchanges, mechanisms and open data, as everybody reads them."""

import re
from html import unescape
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.organizations.merging import merge_organizations
from matcher.policy import TERMINAL
from models.database import writing
from models.document import Document, DocumentText, DocumentUse
from models.organization import Organization
from tests import builders
from tests.api.accounts.people import AGENCY, FOCAL, browser, populate, signed_in
from tests.api.conftest import service
from tests.api.routes_of import ON_ONE_DATABASE
from tests.conftest import NOW
from tests.exchanging import running
from tests.matched import put
from tests.statements import counted

ADDRESSES = ("/practices", "/exchanges", "/organizations", "/countries", "/mechanisms", "/data", "/library")
CONTACT = "Calle 1, cooperation@amexcid.example"


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    populate(engine)
    return service(engine.url.render_as_string(hide_password=False))


def links(html: str, to: str) -> list[str]:
    """The things of a kind that the content of a page leads to, each once."""
    content = html.split("<main")[1]
    found = re.findall(rf'href="/{to}/([^"?#/]+)', content)
    return [one for one in dict.fromkeys(found) if one != "new"]


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
@pytest.mark.parametrize("path", [*ADDRESSES, "/countries/BRA", "/organizations/abc-bra"])
def test_the_pages_are_whole_in_each_language(client: TestClient, path: str, language: str) -> None:
    answer = client.get(path, params={"lang": language})

    assert (answer.status_code, f'<html lang="{language}"' in answer.text) == (200, True)
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_empty_service_says_what_to_do_or_what_will_come(empty: TestClient, path: str) -> None:
    html = empty.get(path, params={"lang": "en"}).text

    assert re.search("No practice|No exchange|No institution|No country|No mechanism|Open data|no document", html)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/practices?sector=health", "practices"),
        ("/exchanges?country=BRA", "exchanges"),
        ("/organizations?kind=university", "organizations"),
        ("/mechanisms?country=HTI", "mechanisms"),
    ],
)
def test_the_lists_find_what_the_api_finds_and_lead_there(client: TestClient, path: str, kind: str) -> None:
    shown = links(client.get(path).text, kind)

    listed = [one["id"] for one in client.get(f"/api/v1{path}&limit=200").json()["items"]]
    assert shown != []
    assert set(shown) <= set(listed)
    assert len(shown) == min(len(listed), 30 if kind == "organizations" else 20)
    assert client.get(f"/{kind}/{shown[0]}").status_code == 200


def test_a_practice_tells_what_was_wrong_done_and_came_of_it(client: TestClient) -> None:
    one = client.get("/api/v1/practices").json()["items"][0]
    html = unescape(client.get(f"/practices/{one['id']}").text)

    assert one["problem"] in html
    assert one["solution"] in html
    assert f'href="/organizations/{one["organization"]}"' in html


def test_drafts_of_practices_are_for_those_who_write_them(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        put(session, builders.practice("pra-1", organization="amexcid-mex", state="draft", title="Borrador"))

    assert browser(app).get("/practices/pra-1").status_code == 404
    assert links(browser(app).get("/practices").text, "practices") == []
    writer = signed_in(app, AGENCY)
    assert "Borrador" in writer.get("/practices/pra-1").text
    assert links(writer.get("/practices").text, "practices") == ["pra-1"]


def test_an_institution_is_found_by_a_misspelt_name(client: TestClient) -> None:
    html = client.get("/organizations", params={"text": "Agencia Brasileira de Coperacao", "lang": "en"}).text

    assert "Did you mean one of these?" in html
    assert "abc-bra" in links(html, "organizations")


def test_an_institution_shows_what_it_asks_and_offers_and_its_contact_to_its_own(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        session.get_one(Organization, "amexcid-mex").contact = CONTACT
        put(session, builders.request("req-draft", organization="amexcid-mex", state="draft"))
        put(session, builders.practice("pra-1", organization="amexcid-mex"), builders.mechanism("mec-1", "amexcid-mex"))

    public = browser(app).get("/organizations/amexcid-mex").text
    assert CONTACT not in public
    assert (links(public, "requests"), links(public, "practices"), links(public, "mechanisms")) == (
        ["req-agua"],
        ["pra-1"],
        ["mec-1"],
    )
    own = signed_in(app, AGENCY).get("/organizations/amexcid-mex").text
    assert CONTACT in own
    assert CONTACT not in signed_in(app, "provider.bra@example.org").get("/organizations/amexcid-mex").text
    every = re.search(r'href="(/requests\?organization=amexcid-mex)"', public)
    assert every is not None
    assert "Institution: amexcid-mex" in browser(app).get(f"{every[1]}&lang=en").text


def test_an_institution_that_was_merged_leads_to_the_one_that_stays(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        merge_organizations(session, TERMINAL, kept="amexcid-mex", other="conagua-mex", now=NOW)

    answer = browser(app).get("/organizations/conagua-mex?lang=pt")
    assert (answer.status_code, answer.url.path, answer.url.query) == (200, "/organizations/amexcid-mex", b"lang=pt")


def test_exchanges_of_others_are_seen_without_what_the_parties_keep(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        known = running(session)
        known.shown_in_full = False
        key = known.id

    public = browser(app).get("/exchanges").text
    assert links(public, "exchanges") == [key]
    assert "sabesp" not in public
    assert links(browser(app).get("/exchanges?organization=sabesp-bra").text, "exchanges") == []
    assert links(browser(app).get("/organizations/sabesp-bra").text, "exchanges") == []
    mine = signed_in(app, AGENCY).get("/exchanges?mine=1").text
    assert links(mine, "exchanges") == [key]


def test_a_country_shows_what_it_asks_offers_and_has_done_and_its_window(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        session.get_one(Organization, "abc-bra").kind = "cooperation-agency"
        put(session, builders.exchange("exc-1"), *builders.sides("exc-1"))
        put(session, builders.offer("off-members", organization="abc-bra", visibility="members"))
        put(session, builders.exchange("exc-hidden", state="accepted"), *builders.sides("exc-hidden"))

    listed = browser(app).get("/countries?lang=en").text
    assert links(listed, "countries")[:2] == ["BRA", "MEX"]
    brazil, mexico = (browser(app).get(f"/countries/{code}?lang=en").text for code in ("bra", "MEX"))
    assert (links(brazil, "offers"), links(brazil, "requests"), links(brazil, "exchanges")) == (
        ["off-agua"],
        [],
        ["exc-1"],
    )
    assert links(mexico, "requests") == ["req-agua"]
    assert "It asks for nothing at present" in brazil
    assert "abc-bra" in brazil.split("Window for cooperation")[1].split("</dd>")[0]
    assert re.search(r"Mexico</a></th><td class=\"figure\">0</td><td class=\"figure\">1</td>", brazil)


def test_a_country_or_institution_that_is_not_there_has_a_page_that_says_so(app: FastAPI) -> None:
    for path in ("/countries/XXX", "/organizations/none", "/practices/none", "/mechanisms/none"):
        answer = browser(app).get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")


def test_the_countries_of_a_region_are_shown_alone(client: TestClient) -> None:
    html = client.get("/countries?region=caribbean&lang=en").text

    assert "JAM" in links(html, "countries")
    assert "BRA" not in links(html, "countries")
    assert client.get("/countries?region=atlantis").status_code == 422


@pytest.mark.long
def test_every_file_of_the_open_data_can_be_taken_away(empty: TestClient) -> None:
    html = empty.get("/data").text

    files = re.findall(r'href="(/api/v1/exports/[^"]+)"', html)
    assert len(files) >= 20
    quick = [one for one in files if "lexicon" not in one]  # takes ten seconds, and has a test of its own
    assert {empty.get(one).status_code for one in quick} == {200}
    for told in ("/api/docs", "/api/openapi.json", "/feed.atom?lang=en"):
        assert f'href="{told}"' in html


def test_figures_are_counted_anew_after_a_minute(app: FastAPI, engine: Engine) -> None:
    def requests() -> str:
        figures = browser(app).get("/").text.split('class="figures"')[1]
        return re.findall(r"<strong>(\d+)</strong>", figures)[0]

    assert requests() == "1"
    with writing(engine) as session:
        put(session, builders.request("req-2", organization="amexcid-mex"))
    app.state.clock = lambda: NOW.replace(minute=NOW.minute + 2)
    assert requests() == "2"


@pytest.mark.long
@ON_ONE_DATABASE
def test_the_number_of_queries_does_not_grow(app: FastAPI, engine: Engine) -> None:
    def asked(path: str) -> int:
        client = signed_in(app, FOCAL)
        client.get(path)
        with counted(app.state.settings.engine) as statements:
            client.get(path)
        return len(statements)

    searches = (
        "/library?text=manual",
        "/practices?like=ARG",
        "/practices/pra-a",
        "/library/doc-a",
        "/review/practices",
    )
    paths = (*ADDRESSES, *searches, "/countries/BRA", "/countries/MEX", "/organizations/abc-bra")
    with writing(engine) as session:
        _more(session, "a")
    few = [asked(path) for path in paths]
    with writing(engine) as session:
        for name in "bcdefghijk":
            _more(session, name)
    assert [asked(path) for path in paths] == few


def _more(session: Session, name: str) -> None:
    put(
        session,
        builders.organization(f"org-{name}", "BRA"),
        builders.practice(f"pra-{name}", organization=f"org-{name}"),
        builders.practice(f"own-{name}", organization="abc-bra"),
        builders.mechanism(f"mec-{name}", f"org-{name}"),
        builders.exchange(f"exc-{name}"),
        *builders.sides(f"exc-{name}"),
        builders.offer(f"off-{name}", organization="abc-bra"),
        builders.request(f"req-{name}", organization="abc-bra", country="BRA"),
        builders.practice(f"sub-{name}", organization=f"org-{name}", state="submitted"),
    )
    fields: dict[str, Any] = {"kind": "guide", "language": "es", "organization": f"org-{name}", "added_at": NOW}
    put(session, Document(id=f"doc-{name}", title="Manual", **fields))
    put(session, DocumentText(id=f"doc-{name}", text="Un manual de agua", read_at=NOW))
    for document, practice in {("doc-a", f"pra-{name}"), (f"doc-{name}", "pra-a")}:
        put(session, DocumentUse(id=f"use-{document}-{practice}", document=document, practice=practice, added_at=NOW))
