"""Practices, mechanisms and countries over HTTP."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import ValidationError
from sqlalchemy import Engine

from models.database import writing
from models.mechanism import MechanismCreate
from tests import builders
from tests.api.conftest import HIDDEN, service, talk_to
from tests.api.people import as_account
from tests.api.test_organizations import statements
from tests.api.test_posts import walk
from tests.conftest import NOW
from tests.matched import put, small_region

PROVIDER = "provider.bra@example.org"
WRITTEN = {"title": "Comitês de água", "problem": "Falta água", "solution": "Comitês", "language": "pt", "sdgs": [6]}


@pytest.fixture
def app(engine: Engine) -> Iterator[FastAPI]:
    yesterday = NOW.date() - timedelta(days=1)
    with writing(engine) as session:
        small_region(session)
        put(
            session,
            builders.organization("paho", None, kind="multilateral"),
            builders.practice("pra-1", sdgs=[1, 16]),
            builders.practice("pra-2", title="Saúde", organization="sabesp-bra", sectors=["health"], sdgs=[3]),
            builders.mechanism("mec-1", countries=["MEX"]),
            builders.mechanism("mec-2", kind="network", sectors=["health"], modalities=["training"]),
            builders.request("req-old", expires_on=yesterday, organization="amexcid-mex"),
            builders.request("req-draft", state="draft", title=HIDDEN, organization="amexcid-mex"),
            builders.exchange("exc-1", start_year=2020),
            *builders.sides("exc-1"),
            builders.exchange("exc-2", start_year=2022),
            *builders.sides("exc-2"),
            builders.exchange("exc-3"),
            *builders.sides("exc-3", requester="BRA", provider="COL"),
        )
    app = service(engine.url.render_as_string(hide_password=False))
    yield app
    app.state.settings.engine.dispose()


def keys(client: TestClient, noun: str, **query: Any) -> list[str]:
    return [one["id"] for one in walk(client, f"/api/v1/{noun}", **query, limit=1)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["pra-1", "pra-2"]),
        ({"sector": "health"}, ["pra-2"]),
        ({"sdg": 1}, ["pra-1"]),
        ({"sdg": 6}, []),
        ({"organization": "abc-bra"}, ["pra-1"]),
        ({"country": "BRA", "language": "pt", "sort": "-title"}, ["pra-1", "pra-2"]),
        ({"text": "comunidades"}, ["pra-1", "pra-2"]),
        ({"text": "100%"}, []),
    ],
)
def test_practices_are_found_by_filter(app: FastAPI, query: dict[str, Any], found: list[str]) -> None:
    assert sorted(keys(talk_to(app), "practices", **query)) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["mec-1", "mec-2"]),
        ({"sector": "health"}, ["mec-2"]),
        ({"modality": "training"}, ["mec-2"]),
        ({"kind": "fund"}, ["mec-1"]),
        ({"country": "MEX"}, ["mec-1", "mec-2"]),
        ({"country": "COL"}, ["mec-2"]),
        ({"text": "FONDO", "sort": "-name"}, ["mec-2", "mec-1"]),
    ],
)
def test_mechanisms_are_found_by_filter(app: FastAPI, query: dict[str, Any], found: list[str]) -> None:
    assert keys(talk_to(app), "mechanisms", **query) == found


@pytest.mark.parametrize("path", ["practices", "mechanisms", "countries"])
def test_what_is_not_there_is_not_found(app: FastAPI, path: str) -> None:
    assert talk_to(app).get(f"/api/v1/{path}/nothing").status_code == 404


def test_a_currency_is_a_code_of_three_letters() -> None:
    words = {"id": "mec-9", "name": "Fund", "organization": "paho", "kind": "fund", "text": "A fund", "language": "en"}

    assert MechanismCreate(**words, ceiling_currency="USD").ceiling_currency == "USD"
    with pytest.raises(ValidationError, match="ceiling_currency"):
        MechanismCreate(**words, ceiling_currency="dollars")


def test_a_member_writes_a_practice_of_its_organization(app: FastAPI) -> None:
    provider = as_account(app, PROVIDER)
    answer = provider.post("/api/v1/practices", json=WRITTEN)

    assert answer.status_code == 201
    assert (answer.json()["organization"], answer.json()["country"]) == ("sabesp-bra", "BRA")
    read = provider.get(answer.headers["location"])
    assert (read.json()["title"], read.headers["etag"]) == ("Comitês de água", '"1"')
    (entry,) = provider.get(f"{answer.headers['location']}/history").json()
    assert entry["action"] == "practice.created"


@pytest.mark.parametrize(
    ("email", "more", "status"),
    [
        (None, {}, 401),
        (None, {"organization": "abc-bra"}, 401),
        ("analyst@example.org", {}, 403),
        ("focal@example.org", {}, 403),
        (PROVIDER, {"organization": "abc-bra"}, 403),
        (PROVIDER, {"organization": "nothing"}, 404),
        (PROVIDER, {"problem": ""}, 422),
        (PROVIDER, {"sectors": ["helth"]}, 422),
    ],
)
def test_others_write_none(app: FastAPI, email: str | None, more: dict[str, Any], status: int) -> None:
    client = as_account(app, email) if email else talk_to(app)

    assert client.post("/api/v1/practices", json=WRITTEN | more).status_code == status
    assert len(keys(talk_to(app), "practices")) == 2


def test_a_country_counts_what_everybody_may_see(app: FastAPI) -> None:
    lines = {one["code"]: one for one in walk(talk_to(app), "/api/v1/countries", active=True, lang="pt")}

    assert set(lines) == {"BRA", "COL", "MEX"}
    assert lines["BRA"]["name"] == "Brasil"
    assert lines["MEX"]["counts"] == {
        "requests": 1,
        "offers": 0,
        "learned": 2,
        "shared": 0,
        "organizations": 2,
        "practices": 0,
    }
    assert (lines["BRA"]["counts"]["learned"], lines["BRA"]["counts"]["shared"]) == (1, 2)


def test_a_country_shows_its_posts_exchanges_and_partners(app: FastAPI) -> None:
    client = talk_to(app)
    mexico, brazil = client.get("/api/v1/countries/mex").json(), client.get("/api/v1/countries/BRA").json()

    assert [one["id"] for one in mexico["requests"]] == ["req-agua"]
    assert [one["id"] for one in mexico["learned"]] == ["exc-2", "exc-1"]
    assert mexico["partners"] == [{"country": "BRA", "learned_from": 2, "shared_with": 0}]
    assert brazil["partners"] == [
        {"country": "MEX", "learned_from": 0, "shared_with": 2},
        {"country": "COL", "learned_from": 1, "shared_with": 0},
    ]
    assert HIDDEN not in str(mexico)


def test_countries_of_a_region_come_part_by_part(app: FastAPI) -> None:
    lines = walk(talk_to(app), "/api/v1/countries", region="caribbean", limit=7)

    assert len(lines) == len({one["code"] for one in lines}) > 10
    assert {one["subregion"] for one in lines} == {"caribbean"}
    assert talk_to(app).get("/api/v1/countries?region=carribean").status_code == 422


@pytest.mark.parametrize(
    ("path", "most"),
    [("practices", 3), ("mechanisms", 2), ("countries", 8), ("countries/BRA", 14)],
)
def test_more_of_it_asks_no_more_of_the_database(app: FastAPI, engine: Engine, path: str, most: int) -> None:
    client, asked = talk_to(app), statements(app.state.settings.engine)
    counts = []
    for number in (10, 20):
        with writing(engine) as session:
            for extra in range(number, number + 3):
                put(session, builders.practice(f"pra-{extra}"), builders.mechanism(f"mec-{extra}"))
                put(session, builders.exchange(f"exc-{extra}"), *builders.sides(f"exc-{extra}", "ARG", "BRA"))
        asked.clear()
        assert client.get(f"/api/v1/{path}").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= most
