"""The support finder and the support matrix over HTTP."""

import csv
import io
import json

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from models.database import writing
from tests.api.conftest import service, talk_to
from tests.api.people import as_account
from tests.builders import mechanism, organization
from tests.conftest import FIXTURES
from tests.exchanging import ADMINISTRATOR, PROVIDER, RECIPIENT, STRANGER, more_people, opened
from tests.matched import put, small_region

API = "/api/v1"
REQUEST = "req-gtm-pequenos-agricultores"
RULES = ["countries", "number-of-countries", "sector", "modality", "who-may-ask", "ceiling", "call"]


def test_a_request_of_the_region_finds_the_agreements_of_fao_and_why(client: TestClient) -> None:
    found = client.get(f"{API}/requests/{REQUEST}/support", params={"lang": "en"}).json()

    first = found["mechanisms"][0]
    assert (first["id"], first["verdict"], first["means"]) == ("mec-spfs-ssc", "ask", "facilitate")
    assert {one["rule"]: one["answer"] for one in first["rules"]} == {
        **dict.fromkeys(RULES, "yes"),
        "ceiling": "ask",
    }
    assert found["case"]["learning"] == ["GTM"]
    assert sum(found["counts"].values()) == len(found["mechanisms"]) == 78
    assert found["third_partners"] != []
    assert all(one["reason"] for each in found["mechanisms"] for one in each["rules"])


def test_the_ceiling_of_a_fund_is_held_against_what_it_will_cost(client: TestClient) -> None:
    def ceiling(amount: int) -> str:
        query = {"amount": str(amount), "currency": "USD", "lang": "en"}
        found = client.get(f"{API}/requests/{REQUEST}/support", params=query).json()["mechanisms"]
        (fund,) = (one for one in found if one["id"] == "mec-ct-intra")
        return str(next(one["answer"] for one in fund["rules"] if one["rule"] == "ceiling"))

    assert (ceiling(20000), ceiling(20001)) == ("yes", "no")


def test_a_match_of_the_region_counts_both_countries(client: TestClient) -> None:
    one = client.get(f"{API}/requests/{REQUEST}/support").json()["with_offer"]
    found = client.get(f"{API}/requests/{REQUEST}/offers/{one}/support").json()

    assert found["case"]["seeking"] is False
    assert found["case"]["teaching"] == [client.get(f"{API}/offers/{one}").json()["country"]]


@pytest.mark.parametrize("query", ["amount=0", "amount=x", "amount=5&currency=XYZ", "amounts=5"])
def test_what_cannot_be_used_is_refused_by_name(client: TestClient, query: str) -> None:
    answer = client.get(f"{API}/requests/{REQUEST}/support?{query}")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] in query


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    """A small service with a hidden draft and an exchange that has only been opened."""
    with writing(engine) as session:
        small_region(session)
        more_people(session)
        put(session, organization("paho", None), mechanism("mec-1"))
        opened(session)
    return service(engine.url.render_as_string(hide_password=False))


@pytest.mark.parametrize(
    ("email", "status"), [(RECIPIENT, 200), (PROVIDER, 200), (ADMINISTRATOR, 200), (STRANGER, 404)]
)
def test_of_an_exchange_that_has_not_begun_only_those_hear_whom_it_concerns(
    app: FastAPI, engine: Engine, email: str, status: int
) -> None:
    key = as_account(app, ADMINISTRATOR).get(f"{API}/exchanges").json()["items"][0]["id"]
    path = f"{API}/exchanges/{key}/support"

    assert as_account(app, email).get(path).status_code == status
    assert talk_to(app).get(path).status_code == 404


def test_the_matrix_is_answered_by_filter(client: TestClient) -> None:
    found = client.get(f"{API}/support-matrix?place=ARG&role=provider").json()

    assert len(found["sectors"]) == 11
    assert {(one["place"], one["country"], one["role"]) for one in found["entries"]} == {
        ("Argentina", "ARG", "provider")
    }
    assert client.get(f"{API}/support-matrix?sector=helth").status_code == 422


def test_the_files_hold_the_cells_of_the_document(client: TestClient) -> None:
    printed = list(csv.DictReader((FIXTURES / "support_matrix.csv").read_text(encoding="utf-8").splitlines()))
    table = client.get(f"{API}/support-matrix.csv")
    lines = client.get(f"{API}/support-matrix.jsonl?source=document").text.splitlines()

    assert [{name: row[name] for name in printed[0]} for row in csv.DictReader(io.StringIO(table.text))] == printed
    assert [{name: json.loads(one).get(name, "") for name in printed[0]} for one in lines] == printed
    assert table.headers["content-disposition"] == 'attachment; filename="support-matrix.csv"'
    assert client.get(f"{API}/support-matrix.xlsx").content[:2] == b"PK"
    assert client.get(f"{API}/support-matrix.pdf").status_code == 422
