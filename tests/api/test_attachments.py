"""Attachments over HTTP: seen by whoever sees the post, saved and never shown, and harmless."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine

from api.limits import MOST_BYTES
from api.settings import Settings
from matcher.posting.documents import DOCX
from models.database import writing
from tests import builders
from tests.api.conftest import talk_to
from tests.api.people import as_account, at
from tests.conftest import NOW
from tests.matched import put, small_region
from tests.matcher.posting import files
from tests.serving import lend


@pytest.fixture
def app(engine: Engine, tmp_path: Path) -> Iterator[FastAPI]:
    """The service over the small region with a draft of Mexico's agency, and a folder for files."""
    with writing(engine) as session:
        small_region(session)
        put(session, builders.request("req-draft", state="draft", published_at=None))
    url = engine.url.render_as_string(hide_password=False)
    app = lend(Settings(database_url=url, clock=False, files=tmp_path / "files"))
    at(app, NOW)
    yield app
    app.state.settings.engine.dispose()


@pytest.fixture
def agency(app: FastAPI) -> TestClient:
    """The agency of Mexico."""
    return as_account(app, "agency.mex@example.org")


def attach(client: TestClient, content: bytes, name: str = "plan.pdf", post: str = "requests/req-agua") -> Response:
    """Sends a document."""
    return client.post(f"/api/v1/{post}/attachments", files={"file": (name, content, "text/html")})


def stored(app: FastAPI) -> list[Path]:
    """The contents that are kept."""
    return [one for one in app.state.settings.files.rglob("*") if one.is_file()]


def test_a_document_comes_back_as_it_was_to_be_saved_and_never_shown(app: FastAPI, agency: TestClient) -> None:
    content = files.docx()
    sent = attach(agency, content, "Plan «agua» 2027.html")
    found = talk_to(app).get(f"/api/v1/attachments/{sent.json()['id']}")
    listed = talk_to(app).get("/api/v1/requests/req-agua/attachments").json()
    saved_as = "attachment; filename*=utf-8''Plan%20%C2%ABagua%C2%BB%202027"

    assert (sent.status_code, sent.json()["media_type"], sent.json()["size"]) == (201, DOCX, len(content))
    assert sent.json()["name"] == "Plan «agua» 2027.html.docx"
    assert found.content == content
    assert found.headers["content-type"] == DOCX
    assert found.headers["content-disposition"].startswith(saved_as)
    assert found.headers["x-content-type-options"] == "nosniff"
    assert [one["id"] for one in listed] == [sent.json()["id"]]


def test_an_attachment_is_seen_exactly_like_its_post(app: FastAPI, agency: TestClient) -> None:
    key = attach(agency, files.pdf(), post="requests/req-draft").json()["id"]
    for other in (talk_to(app), as_account(app, "agency.bra@example.org"), as_account(app, "focal@example.org")):
        hidden, missing = other.get(f"/api/v1/attachments/{key}"), other.get("/api/v1/attachments/att-missing")
        assert (hidden.status_code, hidden.text.replace(key, "att-missing")) == (404, missing.text)
        assert other.delete(f"/api/v1/attachments/{key}").status_code == 404
        assert other.get("/api/v1/requests/req-draft/attachments").status_code == 404
        assert attach(other, files.pdf(), post="requests/req-draft").status_code == 404

    assert agency.get(f"/api/v1/attachments/{key}").status_code == 200


def test_only_the_owners_add_and_remove(app: FastAPI, agency: TestClient) -> None:
    key = attach(agency, files.pdf()).json()["id"]
    other = as_account(app, "provider.bra@example.org")

    assert attach(talk_to(app), files.pdf()).status_code == 401
    assert attach(other, files.pdf()).status_code == 403
    assert other.delete(f"/api/v1/attachments/{key}").status_code == 403
    assert agency.delete(f"/api/v1/attachments/{key}").status_code == 204
    assert agency.get(f"/api/v1/attachments/{key}").status_code == 404
    actions = [one["action"] for one in agency.get("/api/v1/requests/req-agua/history").json()]
    assert actions == ["request.attached", "request.detached"]


@pytest.mark.parametrize("content", [b"MZ" + bytes(100), b"<script>alert(1)</script>", files.locked(), b""])
def test_a_document_that_is_not_taken_leaves_nothing_behind(app: FastAPI, agency: TestClient, content: bytes) -> None:
    answer = attach(agency, content)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert stored(app) == []


def test_large_bodies_are_taken_where_files_are_and_nowhere_else(app: FastAPI, agency: TestClient) -> None:
    image = files.png()
    large = image[:-12] + bytes(2 * MOST_BYTES) + image[-12:]
    huge = image[:-12] + bytes(11_000_000) + image[-12:]

    assert attach(agency, large, "mapa.png").status_code == 201
    assert attach(agency, huge, "mapa.png").status_code == 413
    assert agency.post("/api/v1/requests", content=large).status_code == 413
    assert agency.patch("/api/v1/requests/req-agua", content=large).status_code == 413
    assert agency.post("/api/v1/attachments", content=large).status_code == 413


def test_a_post_takes_ten_documents_and_equal_ones_are_stored_once(app: FastAPI, agency: TestClient) -> None:
    answers = [attach(agency, files.pdf()).status_code for _ in range(11)]

    assert answers == [201] * 10 + [409]
    assert len(stored(app)) == 1


def test_a_deleted_draft_takes_its_attachments_with_it(agency: TestClient) -> None:
    key = attach(agency, files.pdf(), post="requests/req-draft").json()["id"]

    assert agency.delete("/api/v1/requests/req-draft", headers={"If-Match": '"1"'}).status_code == 204
    assert agency.get(f"/api/v1/attachments/{key}").status_code == 404


def test_what_is_closed_takes_no_more_documents(agency: TestClient) -> None:
    agency.post("/api/v1/requests/req-agua/close", json={"need_met": "no"}, headers={"If-Match": '"1"'})

    assert attach(agency, files.pdf()).status_code == 409


def test_a_content_that_was_not_restored_is_said_so(app: FastAPI, agency: TestClient) -> None:
    key = attach(agency, files.pdf()).json()["id"]
    for one in stored(app):
        one.unlink()
    answer = agency.get(f"/api/v1/attachments/{key}")

    assert answer.status_code == 404
    assert "not restored" in answer.json()["detail"]
