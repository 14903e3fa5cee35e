"""The pages of the support finder, and the support matrix as it is printed."""

import csv
import re
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import html
from sqlalchemy import Engine

from models.database import writing
from models.exchange import ExchangeParticipant
from tests.api.conftest import service, talk_to
from tests.api.routes_of import ON_ONE_DATABASE
from tests.builders import exchange, mechanism, organization, sides
from tests.conftest import FIXTURES
from tests.matched import put, small_region
from tests.statements import counted

REQUEST = "/requests/req-gtm-pequenos-agricultores"
ROLES = {
    "the place provides": "provider",
    "the place receives": "receiver",
    "its role is not specified": "unspecified",
}


def told(element: Any) -> str:
    """The words of an element, in one line."""
    return " ".join(element.text_content().split())


def chosen(element: Any, path: str) -> list[Any]:
    """The elements below one that a path of tags and classes leads to."""
    steps = []
    for step in path.split():
        tag, *classes = step.split(".")
        having = "".join(f"[contains(concat(' ', @class, ' '), ' {one} ')]" for one in classes)
        steps.append(f"{tag or '*'}{having}")
    found: list[Any] = element.xpath(".//" + "//".join(steps))
    return found


def cells(page: str) -> list[dict[str, str]]:
    """What stands in the matrix, cell by cell, under the column names of the document's file."""
    (table,) = chosen(html.fromstring(page), "table.matrix")
    columns = [told(one) for one in chosen(table, "thead th")][1:]
    found = []
    for row in chosen(table, "tbody tr"):
        (place,) = chosen(row, "th")
        for sector, cell in zip(columns, chosen(row, "td"), strict=True):
            for one in chosen(cell, "li"):
                role = told(chosen(one, ".visually-hidden")[0]).lstrip(", ")
                note = "".join(told(part).strip("()") for part in chosen(one, ".note"))
                name = told(chosen(one, ".who")[0])
                entry = {"organization": name, "role": ROLES[role], "note": note}
                found.append({"place": told(place), "sector": sector, **entry})
    return found


def test_with_the_document_alone_the_page_holds_its_cells_and_no_other(client: TestClient) -> None:
    with (FIXTURES / "support_matrix.csv").open(encoding="utf-8", newline="") as file:
        printed = list(csv.DictReader(file))

    shown = cells(client.get("/support-matrix?lang=en").text)

    assert shown == printed
    assert cells(client.get("/support-matrix?lang=en&source=document").text) == printed


def test_signs_stand_for_roles_and_the_legend_says_so(client: TestClient) -> None:
    page = html.fromstring(client.get("/support-matrix?lang=en&place=BRA&organization=undp-lac").text)

    marks = [told(chosen(one, ".mark")[0]) if chosen(one, ".mark") else "" for one in chosen(page, "td li")]
    assert marks == ["p", "", ""]
    assert "the place provides" in told(chosen(page, ".legend")[0])


def test_a_filter_leaves_what_is_wanted_and_the_files_follow_it(client: TestClient) -> None:
    page = client.get("/support-matrix?lang=en&sector=health&role=provider").text
    shown = cells(page)
    addresses = chosen(html.fromstring(page), ".files a")

    assert {(one["sector"], one["role"]) for one in shown} == {("Health", "provider")}
    files = {told(one): one.get("href") for one in addresses}
    assert set(files) == {"CSV", "JSON", "JSONL", "XLSX"}
    listed = list(csv.DictReader(client.get(files["CSV"]).text.splitlines()))
    assert [one["organization"] for one in listed] == [one["organization"] for one in shown]


@pytest.mark.parametrize("language", ["es", "pt", "fr"])
def test_the_matrix_speaks_every_language(client: TestClient, language: str) -> None:
    page = html.fromstring(client.get("/support-matrix", params={"lang": language}).text)

    assert len(chosen(page, "tbody td li")) == 289
    assert told(chosen(page, "thead th")[5]) in ("Salud", "Saúde", "Santé")


def test_a_filter_that_cannot_be_used_is_named_and_the_rest_is_shown(client: TestClient) -> None:
    answer = client.get("/support-matrix?lang=en&sector=helth")

    assert answer.status_code == 422
    assert "did you mean" in unescape(answer.text)
    assert len(cells(answer.text)) == 289


def test_an_empty_matrix_says_why(empty: TestClient) -> None:
    assert "The document is not loaded yet" in empty.get("/support-matrix?lang=en").text


def test_an_exchange_of_the_service_is_marked_and_leads_to_where_it_stands(engine: Engine) -> None:
    with writing(engine) as session:
        put(session, organization("paho", None, acronym="PAHO"), exchange(sectors=["health"]), *sides())
        put(session, ExchangeParticipant(exchange="exc-1", position=2, role="funder", organization="paho"))
    client = talk_to(service(engine.url.render_as_string(hide_password=False)))

    page = html.fromstring(client.get("/support-matrix?lang=en").text)

    assert [told(one) for one in chosen(page, "td li.own .who")] == ["PAHO*", "PAHO*"]
    (link, _) = chosen(page, "td li.own a")
    assert "/exchanges/exc-1" in client.get(link.get("href")).text


@ON_ONE_DATABASE
def test_the_matrix_asks_the_database_the_same_however_much_there_is(engine: Engine) -> None:
    def asked(client: TestClient) -> int:
        with counted(client.app.state.settings.engine) as statements:  # type: ignore[attr-defined]
            client.get("/support-matrix")
        return len(statements)

    with writing(engine) as session:
        put(session, organization("paho", None))
    client = talk_to(service(engine.url.render_as_string(hide_password=False)))
    before = asked(client)
    with writing(engine) as session:
        for number in range(5):
            key = f"exc-{number}"
            put(session, exchange(key, sectors=["health"]), *sides(key))
            put(session, ExchangeParticipant(exchange=key, position=2, role="funder", organization="paho"))

    assert asked(client) <= before + 2


def test_the_finder_shows_each_rule_with_its_reason(client: TestClient) -> None:
    page = html.fromstring(client.get(f"{REQUEST}/support?lang=en").text)
    first = chosen(page, "article.post")[0]

    assert "/mechanisms/mec-spfs-ssc" in chosen(first, "h3 a")[0].get("href")
    rows = [[told(part) for part in row] for row in chosen(first, "tbody tr")]
    assert rows[0] == ["Countries", "Yes", "Members of its organization: Guatemala."]
    assert rows[5] == ["Ceiling", "Ask", "Its document names no ceiling."]
    assert "6 of 7 rules hold · to ask: Ceiling" in told(first)


def test_what_it_will_cost_is_asked_and_held_against_the_ceilings(client: TestClient) -> None:
    plain = client.get(f"{REQUEST}/support?lang=en").text
    dear = client.get(f"{REQUEST}/support?lang=en&amount=25000").text

    assert '<option value="USD" selected>' in plain
    assert "It pays up to 20,000 USD; what this costs is not known here." in plain
    assert "5,000 USD would have to come from elsewhere" in dear
    assert client.get(f"{REQUEST}/support?amount=much").status_code == 422


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
def test_the_pages_are_linked_from_what_they_are_about(client: TestClient, language: str) -> None:
    offer = client.get(f"/api/v1{REQUEST}/support").json()["with_offer"]
    exchange_id = client.get("/api/v1/exchanges?limit=1").json()["items"][0]["id"]

    for path in (REQUEST, f"{REQUEST}/offers/{offer}", f"/exchanges/{exchange_id}"):
        page = client.get(path, params={"lang": language}).text
        (link,) = re.findall(rf'href="({path}/support[^"]*)"', page)
        answer = client.get(link)
        assert (answer.status_code, answer.text.count("<h1")) == (200, 1)
        assert f'<html lang="{language}"' in answer.text
    for path in ("/mechanisms", "/data", f"{REQUEST}/support"):
        assert 'href="/support-matrix' in client.get(path).text


def test_where_nothing_is_registered_the_page_says_so(engine: Engine) -> None:
    with writing(engine) as session:
        small_region(session)
    client = talk_to(service(engine.url.render_as_string(hide_password=False)))

    page = client.get("/requests/req-agua/support?lang=en").text

    assert "No mechanism is registered yet." in page
    assert "No third partner is known for this exchange." in page


def test_where_nothing_fits_the_page_says_what_stands_against_it(engine: Engine) -> None:
    with writing(engine) as session:
        small_region(session)
        put(session, organization("paho", None), mechanism(sectors=["gender"]))
    client = talk_to(service(engine.url.render_as_string(hide_password=False)))

    page = html.fromstring(client.get("/requests/req-agua/support?lang=en").text)

    assert "No mechanism fits, and none is worth asking." in told(page)
    assert "this is about Water supply and sanitation." in told(chosen(page, ".against")[0])
