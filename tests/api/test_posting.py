"""A post over HTTP: from a draft saved as it is written to its history, with the rights and versions of each step."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine

from matcher.posting.submitting import publish_after_silence
from models.api_token import Scope
from models.database import writing
from tests import builders
from tests.api.conftest import service, talk_to
from tests.api.people import as_account, at
from tests.matched import put, small_region

DRAFT = {
    "title": "Calidad del agua en municipios rurales",
    "text": "Necesitamos medir la calidad del agua en quince municipios rurales antes de junio de 2027.",
    "sectors": ["water-sanitation"],
    "modalities": ["training"],
}
DUE = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def app(engine: Engine) -> Iterator[FastAPI]:
    """The service over the small region."""
    with writing(engine) as session:
        small_region(session)
        put(session, builders.account("admin@example.org", "administrator", organization="segib"))
    app = service(engine.url.render_as_string(hide_password=False))
    yield app
    app.state.settings.engine.dispose()


@pytest.fixture
def agency(app: FastAPI) -> TestClient:
    """The agency of Mexico."""
    return as_account(app, "agency.mex@example.org")


@pytest.fixture
def focal(app: FastAPI) -> TestClient:
    """The focal point."""
    return as_account(app, "focal@example.org")


def draft(client: TestClient, kind: str = "requests", **fields: Any) -> Response:
    """A new draft."""
    return client.post(f"/api/v1/{kind}", json={**DRAFT, **fields})


def move(client: TestClient, response: Response, step: str, body: dict[str, Any] | None = None) -> Response:
    """The next step of a post that was answered."""
    found, headers = response.json(), {"If-Match": response.headers["etag"]}
    kind = "requests" if "expected_outcome" in found else "offers"
    path = f"/api/v1/{kind}/{found['id']}"
    if step == "patch":
        return client.patch(path, json=body, headers=headers)
    return client.post(f"{path}/{step}", json=body, headers=headers)


def test_a_draft_is_answered_with_its_place_its_version_and_what_can_be_done(agency: TestClient) -> None:
    answer = draft(agency)

    found = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/api/v1/requests/{found['id']}"
    assert answer.headers["etag"] == '"1"'
    assert (found["organization"], found["country"], found["language"], found["state"]) == (
        "amexcid-mex",
        "MEX",
        "es",
        "draft",
    )
    assert found["actions"] == ["post.edit", "post.delete", "post.submit", "post.withdraw"]


def test_a_draft_is_nobody_else_s(app: FastAPI, agency: TestClient, focal: TestClient) -> None:
    path = draft(agency).headers["location"]
    others = [talk_to(app), focal, *(as_account(app, f"{one}@example.org") for one in ("agency.bra", "analyst"))]

    for other in others:
        missing = path.rpartition("/")[0] + "/req-missing"
        assert other.get(path).text.replace(path.rpartition("/")[2], "req-missing") == other.get(missing).text
        for tail in ("/history", "/attachments", "/hints"):
            assert other.get(path + tail).status_code == 404
        assert other.get("/api/v1/requests?state=draft").json()["items"] == []
        assert other.patch(path, json={"title": "x"}, headers={"If-Match": '"1"'}).status_code == 404
    assert agency.get(path).status_code == 200
    assert [one["id"] for one in agency.get("/api/v1/requests?state=draft&own=true").json()["items"]] != []


def test_a_draft_is_saved_as_it_is_written_and_no_edit_is_lost(agency: TestClient) -> None:
    first = draft(agency)
    second = move(agency, first, "patch", {"expected_outcome": "Un plan", "with_countries": ["COL"]})
    third = move(agency, second, "patch", {"expected_outcome": None})
    lost = move(agency, first, "patch", {"title": "Otro"})
    blind = agency.patch(first.headers["location"], json={"title": "Otro"})

    assert (second.json()["expected_outcome"], third.json()["expected_outcome"]) == ("Un plan", None)
    assert third.json()["with_countries"] == ["COL"]
    assert (lost.status_code, blind.status_code) == (412, 428)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": None}, "text"),
        ({"colour": "red"}, "colour"),
        ({"organization": "abc-bra"}, "organization"),
        ({"state": "published"}, "state"),
        ({"territory": "MX-XX"}, "territory"),
        ({"sdgs": [18]}, "sdgs"),
        ({"visibility": "secret"}, "visibility"),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused_by_its_field(
    agency: TestClient, fields: dict[str, Any], field: str
) -> None:
    answer = move(agency, draft(agency), "patch", fields)

    assert answer.status_code == 422
    assert [one["field"].partition(".")[0] for one in answer.json()["errors"]] == [field]


def test_the_way_from_draft_to_closed(app: FastAPI, engine: Engine, agency: TestClient, focal: TestClient) -> None:
    answer = move(agency, draft(agency, visibility="public"), "submit")
    assert (answer.json()["state"], answer.json()["silence_ends_at"]) == ("submitted", "2026-12-01T00:00:00Z")
    returned = move(focal, answer, "object", {"reason": "incomplete", "note": "¿Qué municipios?"})
    assert (returned.status_code, returned.json()["state"]) == (200, "draft")
    seen = agency.get(answer.url.path.rpartition("/")[0])
    assert (seen.json()["objection"], seen.json()["objection_note"]) == ("incomplete", "¿Qué municipios?")
    move(agency, seen, "submit")
    assert talk_to(app).get(seen.url.path).status_code == 404
    at(app, DUE + timedelta(minutes=1))
    with writing(engine) as session:
        assert publish_after_silence(session, DUE) == 1

    public = talk_to(app).get(seen.url.path)
    assert (public.status_code, public.json()["state"]) == (200, "published")
    assert {"objection", "submitted_at", "actions", "preferred_provider"}.isdisjoint(public.json())
    edited = move(agency, agency.get(seen.url.path), "patch", {"title": "Agua segura"})
    assert edited.json()["revised_at"] == "2026-12-01T00:01:00Z"
    renewed = move(agency, edited, "renew", {"expires_on": "2028-01-31"})
    assert renewed.json()["expires_on"] == "2028-01-31"
    assert move(agency, renewed, "close", {}).status_code == 422
    closed = move(agency, renewed, "close", {"need_met": "yes"})
    assert (closed.json()["state"], closed.json()["need_met"]) == ("closed", "yes")
    assert talk_to(app).get(seen.url.path).status_code == 404
    assert move(agency, closed, "withdraw").status_code == 409
    assert move(agency, closed, "reopen").json()["state"] == "published"


def test_the_history_says_who_changed_what_and_to_outsiders_only_since_the_publication(
    app: FastAPI, agency: TestClient, focal: TestClient
) -> None:
    answer = move(agency, draft(agency, visibility="public"), "patch", {"text": "Texto secreto del borrador. " * 3})
    answer = move(agency, answer, "patch", {"text": DRAFT["text"], "preferred_provider": "sabesp-bra"})
    published = move(focal, move(agency, answer, "submit"), "publish")
    move(agency, published, "patch", {"title": "Agua segura", "preferred_provider": None})
    path = f"/api/v1/requests/{published.json()['id']}/history"
    own, public, admin = agency.get(path), talk_to(app).get(path), as_account(app, "admin@example.org").get(path)

    assert [one["action"] for one in own.json()] == [
        f"request.{one}" for one in ("created", "edited", "edited", "submitted", "published", "edited")
    ]
    last = own.json()[-1]
    assert last["change"]["title"] == [DRAFT["title"], "Agua segura"]
    assert last["who"] == {"role": "agency", "organization": "amexcid-mex", "name": None, "address": None}
    assert admin.json()[-2]["who"]["address"] == "focal@example.org"
    assert [(one["action"], one["change"]) for one in public.json()] == [
        ("request.published", {"state": ["submitted", "published"]}),
        ("request.edited", {"title": [DRAFT["title"], "Agua segura"]}),
    ]
    assert "@" not in public.text
    assert "secreto" not in public.text


@pytest.mark.parametrize(
    ("visibility", "readers"),
    [
        ("public", {"public", "agency.mex", "agency.bra", "provider.bra", "focal", "analyst", "admin"}),
        ("members", {"agency.mex", "agency.bra", "provider.bra", "focal", "analyst", "admin"}),
        ("parties", {"agency.mex", "focal", "admin"}),
    ],
)
def test_visibility_holds_in_lists_single_reads_explanations_exports_and_pages(
    app: FastAPI, agency: TestClient, focal: TestClient, visibility: str, readers: set[str]
) -> None:
    post = move(focal, move(agency, draft(agency, visibility=visibility), "submit"), "publish").json()["id"]
    people = {
        one: as_account(app, f"{one}@example.org")
        for one in ("agency.mex", "agency.bra", "provider.bra", "focal", "analyst", "admin")
    }
    people["public"] = talk_to(app)
    seeing: dict[str, set[str]] = {}
    for name, client in people.items():
        shown = {
            "list": post in client.get("/api/v1/requests").text,
            "one": client.get(f"/api/v1/requests/{post}").status_code == 200,
            "history": client.get(f"/api/v1/requests/{post}/history").status_code == 200,
            "pair": client.get(f"/api/v1/requests/{post}/offers/off-agua").status_code == 200,
            "export": post in client.get("/api/v1/exports/requests.csv").text,
        }
        for way, seen in shown.items():
            seeing.setdefault(way, set())
            seeing[way] |= {name} if seen else set()

    assert seeing == dict.fromkeys(seeing, readers)
    for name, client in people.items():
        page = client.get(f"/requests/{post}").status_code
        assert (page, post in client.get("/").text) == ((200, True) if name in readers else (404, False))


def test_a_ranking_shows_no_offer_that_its_reader_may_not_see(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        put(
            session,
            builders.offer("off-members", visibility="members"),
            builders.offer("off-parties", visibility="parties"),
        )
    asked = {"text": "Gestión comunitaria del agua potable en zonas rurales", "country": "MEX", "k": 1}
    wide = {**asked, "k": 50}

    def places(client: TestClient, query: dict[str, Any]) -> list[tuple[int, str]]:
        found = client.post("/api/v1/rank", json=query).json()["places"]
        return [(one["rank"], one["offer"]["id"]) for one in found]

    public, member, owner = (
        talk_to(app),
        as_account(app, "agency.mex@example.org"),
        as_account(app, "agency.bra@example.org"),
    )
    assert places(public, wide) == [(1, "off-agua")]
    assert places(public, asked) == [(1, "off-agua")]
    assert {one for _, one in places(member, wide)} == {"off-agua", "off-members"}
    assert {one for _, one in places(owner, wide)} == {"off-agua", "off-members", "off-parties"}


def test_a_token_does_no_more_than_its_scopes(app: FastAPI) -> None:
    reader = as_account(app, "agency.mex@example.org", scopes=[Scope.READ])
    writer = as_account(app, "agency.mex@example.org", scopes=[Scope.WRITE])

    assert draft(reader).status_code == 403
    answer = draft(writer)
    assert answer.status_code == 201
    assert writer.get("/api/v1/requests?state=draft").json()["items"] == []


def test_the_public_is_asked_to_sign_in(app: FastAPI) -> None:
    assert draft(talk_to(app)).status_code == 401


def test_trust_is_given_by_administrators(app: FastAPI, agency: TestClient) -> None:
    path = "/api/v1/organizations/amexcid-mex/trust"
    assert agency.put(path, json={"trusted": True}).status_code == 403
    assert as_account(app, "admin@example.org").put(path, json={"trusted": True}).json() == {"trusted": True}
    answer = move(agency, draft(agency), "publish")

    assert (answer.status_code, answer.json()["state"]) == (200, "published")


def test_a_call_that_is_repeated_makes_one_draft(agency: TestClient) -> None:
    headers = {"Idempotency-Key": "one"}
    first = agency.post("/api/v1/requests", json=DRAFT, headers=headers)
    second = agency.post("/api/v1/requests", json=DRAFT, headers=headers)

    assert first.json() == second.json()
    assert len(agency.get("/api/v1/requests?state=draft").json()["items"]) == 1


def test_a_draft_is_deleted_with_its_version(agency: TestClient) -> None:
    answer = draft(agency)
    path = answer.headers["location"]

    assert agency.delete(path).status_code == 428
    assert agency.delete(path, headers={"If-Match": answer.headers["etag"]}).status_code == 204
    assert agency.get(path).status_code == 404


def test_of_many_who_edit_the_same_version_one_wins_and_nothing_is_lost(app: FastAPI, agency: TestClient) -> None:
    answer = draft(agency)
    path, headers = answer.headers["location"], {"If-Match": answer.headers["etag"]}
    clients = [as_account(app, "agency.mex@example.org") for _ in range(6)]

    def edit(number: int) -> int:
        return clients[number].patch(path, json={"title": f"Título {number}"}, headers=headers).status_code

    with ThreadPoolExecutor(6) as pool:
        statuses = list(pool.map(edit, range(6)))

    assert sorted(statuses) == [200, 412, 412, 412, 412, 412]
    found = agency.get(path)
    assert found.json()["title"] == f"Título {statuses.index(200)}"
    assert found.headers["etag"] == '"2"'
