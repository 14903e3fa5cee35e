"""Many posts at once over HTTP: files with every problem by row and column, and exports of what one may see."""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from models.database import reading, writing
from models.letter import Letter
from models.offer import Offer
from models.request import Request
from tests import builders
from tests.api.conftest import service, talk_to
from tests.api.people import as_account
from tests.matched import put, small_region

TEXT = "Necesitamos medir la calidad del agua en quince municipios rurales."


@pytest.fixture
def app(engine: Engine) -> Iterator[FastAPI]:
    """The service over the small region."""
    with writing(engine) as session:
        small_region(session)
    app = service(engine.url.render_as_string(hide_password=False))
    yield app
    app.state.settings.engine.dispose()


@pytest.fixture
def agency(app: FastAPI) -> TestClient:
    """The agency of Mexico."""
    return as_account(app, "agency.mex@example.org")


def bring(
    client: TestClient, content: bytes | str, name: str = "posts.csv", kind: str = "requests", **ask: Any
) -> Response:
    """Sends a file of posts."""
    data = content.encode() if isinstance(content, str) else content
    return client.post(f"/api/v1/imports/{kind}", files={"file": (name, data)}, params=ask)


def count(session: Session, table: type[Request] | type[Offer]) -> int:
    return session.exec(select(func.count(col(table.id)))).one()


def workbook(*rows: tuple[str, ...]) -> bytes:
    """A workbook of rows."""
    book, content = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", f"text,sectors,organization\n{TEXT},water-sanitation|health,\n{TEXT} Dos.,,conagua-mex\n".encode()),
        ("a.jsonl", (json.dumps({"text": TEXT, "sectors": ["water-sanitation", "health"]}) + "\n"
                     + json.dumps({"text": f"{TEXT} Dos.", "organization": "conagua-mex"})).encode()),
        ("a.XLSX", workbook(("text", "sectors", "organization"), (TEXT, "water-sanitation;health", ""),
                            (f"{TEXT} Dos.", "", "conagua-mex"))),
    ],
)  # fmt: skip
def test_a_file_becomes_drafts_of_who_brought_it(app: FastAPI, agency: TestClient, name: str, content: bytes) -> None:
    answer = bring(agency, content, name)

    assert (answer.status_code, answer.json()["imported"]) == (201, 2)
    first, second = (agency.get(f"/api/v1/requests/{one}").json() for one in answer.json()["ids"])
    assert (first["state"], first["organization"], first["language"]) == ("draft", "amexcid-mex", "es")
    assert first["sectors"] == ["water-sanitation", "health"]
    assert (second["organization"], second["posted_by"]) == ("conagua-mex", "amexcid-mex")
    assert as_account(app, "agency.bra@example.org").get(f"/api/v1/requests/{first['id']}").status_code == 404


def test_posts_are_submitted_where_that_is_asked_for(engine: Engine, agency: TestClient) -> None:
    answer = bring(agency, f"text\n{TEXT}\n", submit=True)

    assert agency.get(f"/api/v1/requests/{answer.json()['ids'][0]}").json()["state"] == "submitted"
    with reading(engine) as session:
        assert [one.account for one in session.exec(select(Letter))] == ["focal@example.org"]


@pytest.mark.parametrize("submit", [True, False])
def test_a_trial_says_the_same_and_keeps_nothing(engine: Engine, agency: TestClient, submit: bool) -> None:
    answer = bring(agency, f"text\n{TEXT}\n{TEXT} Dos.\n", dry_run=True, submit=submit)

    assert answer.json() == {"imported": 2, "dry_run": True, "ids": []}
    with reading(engine) as session:
        assert (count(session, Request), session.exec(select(Letter)).first()) == (1, None)


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        (f"text,sectors\n{TEXT},helth\n{TEXT},\n,health\n", [(2, "sectors"), (4, "text")]),
        (f"text,organization\n{TEXT},sabesp-bra\n{TEXT},conagua-mex\n", [(2, "")]),
        (f"text,organization\n{TEXT},nowhere\n", [(2, "organization")]),
        (
            f"text,expires_on\n{TEXT},2020-01-01\n{TEXT},2027-01-01\n{TEXT},2099-01-01\n",
            [(2, "expires_on"), (4, "expires_on")],
        ),
        (f"text,territory\n{TEXT},BR-SP\n", [(2, "territory")]),
        (f"text,id\n{TEXT},req-agua\n", [(2, "id")]),
        (f"text,id\n{TEXT},one\n{TEXT},one\n", [(3, "id")]),
        (f"text,state\n{TEXT},published\n", [(2, "state")]),
        (f"text\n=cmd|{TEXT}\n", [(2, "text")]),
        ("title\nsolo título\n", [(None, "text")]),
        (b"text\n\xff\xfe\n", [(2, "")]),
        ("", [(None, "")]),
    ],
)
def test_every_problem_is_told_by_row_and_column_and_nothing_is_kept(
    engine: Engine, agency: TestClient, content: bytes | str, problems: list[tuple[int | None, str]]
) -> None:
    answer = bring(agency, content)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    found = [(one.get("row"), one["field"]) for one in answer.json()["errors"]]
    assert found[: len(problems)] == problems or content == ""
    with reading(engine) as session:
        assert count(session, Request) == 1


def test_a_file_of_another_kind_is_refused_by_its_ending(agency: TestClient) -> None:
    assert bring(agency, b"MZ", "posts.exe").status_code == 422
    assert bring(agency, "x", "posts").status_code == 422
    assert bring(agency, "text\nx\n", kind="accounts").status_code == 422
    assert bring(agency, "text\n" + f"{TEXT}\n" * 501).status_code == 422


def test_who_may_not_post_may_not_import(app: FastAPI) -> None:
    assert bring(talk_to(app), f"text\n{TEXT}\n").status_code == 401
    for who in ("analyst@example.org", "focal@example.org"):
        assert bring(as_account(app, who), f"text\n{TEXT}\n").status_code == 403
    provider = as_account(app, "provider.bra@example.org")
    assert bring(provider, f"text\n{TEXT}\n").status_code == 422
    assert bring(provider, "text\nOferecemos visitas.\n", kind="offers").json()["imported"] == 1


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx"])
def test_an_export_can_be_brought_back(app: FastAPI, engine: Engine, agency: TestClient, form: str) -> None:
    answer = agency.get(f"/api/v1/exports/requests.{form}")
    assert answer.headers["content-disposition"] == f'attachment; filename="requests.{form}"'
    with writing(engine) as session:
        session.delete(session.get_one(Request, "req-agua"))
    back = bring(agency, answer.content, f"back.{form}")

    assert back.json()["ids"] == ["req-agua"]


def test_an_export_holds_what_its_reader_may_see(app: FastAPI, engine: Engine, agency: TestClient) -> None:
    with writing(engine) as session:
        put(
            session, builders.request("req-draft", state="draft"), builders.request("req-members", visibility="members")
        )
        put(session, builders.offer("off-parties", visibility="parties", capacity=7))
    every = {"state": "any"}

    def keys(client: TestClient, kind: str) -> set[str]:
        return {one["id"] for one in client.get(f"/api/v1/exports/{kind}.json", params=every).json()}

    assert keys(agency, "requests") == {"req-agua", "req-draft", "req-members"}
    assert keys(as_account(app, "analyst@example.org"), "requests") == {"req-agua", "req-members"}
    assert keys(talk_to(app), "requests") == {"req-agua"}
    assert keys(talk_to(app), "offers") == {"off-agua"}
    assert "capacity" not in as_account(app, "agency.bra@example.org").get("/api/v1/exports/offers.csv").text


@pytest.mark.parametrize(
    "name", ["sectors.csv", "network.graphml", "iati.xml", "support-matrix.json", "exchanges.jsonl"]
)
def test_public_data_is_exported_to_everybody(app: FastAPI, name: str) -> None:
    assert talk_to(app).get(f"/api/v1/exports/{name}").status_code == 200


@pytest.mark.parametrize("name", ["requests.exe", "network.csv", "accounts.csv", "requests.", "requests"])
def test_other_files_there_are_none(app: FastAPI, name: str) -> None:
    assert talk_to(app).get(f"/api/v1/exports/{name}").status_code in (404, 422)
