"""A match over HTTP, from the proposal to the contact data, and what stands in the way."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import select

from models.api_token import Scope
from models.database import reading, writing
from models.decision import Reason
from models.match import Match
from tests.api.conftest import service, talk_to
from tests.api.people import as_account, at
from tests.conftest import NOW
from tests.matcher.review.people import ADMINISTRATOR, AGENCY, ANALYST, EVERYBODY, FOCAL, PROVIDER, further, people

URL = "/api/v1/matches/1"


@pytest.fixture
def app(engine: Engine) -> Iterator[FastAPI]:
    with writing(engine) as session:
        people(session)
        further(session, 1)
    app = service(engine.url.render_as_string(hide_password=False))
    yield app
    app.state.settings.engine.dispose()


def act(client: TestClient, action: str, body: object | None = None, *, match: int = 1) -> Any:
    """Reads a match and acts upon it."""
    url = f"/api/v1/matches/{match}"
    tag = client.get(url).headers["etag"]
    return client.post(f"{url}/{action}", json=body, headers={"If-Match": tag})


def test_from_the_proposal_to_the_contact_data(app: FastAPI) -> None:
    focal, agency, provider = (as_account(app, email) for email in (FOCAL, AGENCY, PROVIDER))
    queue = focal.get("/api/v1/matches", params={"queue": "review"}).json()["items"]
    assert [(one["id"], one["request"]["title"]) for one in queue] == [(one, "Agua potable rural") for one in (1, 2)]
    assert provider.get(URL).status_code == 404

    answer = act(focal, "endorse", {"note": "Both work in dry regions"})
    assert (answer.status_code, answer.json()["state"], answer.headers["etag"]) == (200, "endorsed", '"2"')
    ready = agency.get("/api/v1/matches", params={"request": "req-agua", "state": "endorsed"}).json()["items"]
    choice = {"matches": [{"match": one["id"], "version": one["version"]} for one in ready]}
    answer = agency.post("/api/v1/requests/req-agua/choice", json=choice)
    assert [one["state"] for one in answer.json()["items"]] == ["introduced"]

    opened = provider.get(URL).json()
    assert (opened["side"], opened["requester_accepted"], opened["provider_accepted"]) == ("provider", True, False)
    assert opened["actions"] == ["match.accept", "match.turn-down", "match.note"]
    assert opened["request_post"]["text"].startswith("Gestión comunitaria")
    assert provider.get(f"{URL}/contacts").status_code == 409
    assert act(provider, "accept").json()["state"] == "accepted"

    for client in (agency, provider):
        found = client.get(f"{URL}/contacts").json()
        assert [one["email"] for one in found["requester"]["people"]] == [AGENCY]
    assert [focal.get(f"{URL}/contacts").status_code, as_account(app, ANALYST).get(f"{URL}/contacts").status_code] == [
        403,
        403,
    ]
    history = [one["action"] for one in agency.get(f"{URL}/history").json()]
    assert history == ["match.endorsed", "match.introduced", "match.accepted"]


def test_declined_with_a_reason_undone_and_declined_again(app: FastAPI) -> None:
    focal = as_account(app, FOCAL)
    declined = act(focal, "decline", {"reason": "timing"}).json()
    assert (declined["state"], declined["parked_until"]) == ("declined", "2027-02-21")
    assert focal.get(URL).json()["actions"] == ["match.note", "match.undo"]

    assert act(focal, "undo").json()["state"] == "proposed"
    act(focal, "decline", {"reason": "other", "note": "Said by telephone", "parked_until": "2026-12-24"})
    at(app, NOW + timedelta(hours=25))
    assert act(focal, "undo").status_code == 409
    said = focal.get(URL).json()["decisions"]
    assert [(one["reason"], one["undone_at"] is not None) for one in said] == [("timing", True), ("other", False)]


def test_several_are_reviewed_at_once_or_what_stands_in_the_way_is_named(app: FastAPI) -> None:
    focal = as_account(app, FOCAL)
    first, second = {"match": 1, "version": 1}, {"match": 2, "version": 1, "decline": {"reason": "language"}}
    refused = focal.post("/api/v1/matches/review", json={"reviews": [first, second | {"version": 7}]})
    assert refused.status_code == 409
    assert [one["field"] for one in refused.json()["errors"]] == ["match 2"]
    assert focal.get(URL).json()["state"] == "proposed"

    done = focal.post("/api/v1/matches/review", json={"reviews": [first, second]}).json()["items"]
    assert [one["state"] for one in done] == ["endorsed", "declined"]


def test_acting_needs_the_version_that_was_read(app: FastAPI) -> None:
    focal = as_account(app, FOCAL)

    assert focal.post(f"{URL}/endorse").status_code == 428
    assert focal.post(f"{URL}/endorse", headers={"If-Match": '"9"'}).status_code == 412
    assert focal.post(f"{URL}/endorse", headers={"If-Match": '"1"'}).status_code == 200


def test_a_repeated_call_with_its_key_is_answered_and_done_once(app: FastAPI, engine: Engine) -> None:
    focal = as_account(app, FOCAL)
    headers = {"If-Match": '"1"', "Idempotency-Key": "endorse-1"}
    answers = [focal.post(f"{URL}/endorse", headers=headers) for _ in range(2)]

    assert [one.status_code for one in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    with reading(engine) as session:
        assert session.get_one(Match, 1).version == 2


def test_notes_over_http(app: FastAPI) -> None:
    agency, focal = as_account(app, AGENCY), as_account(app, FOCAL)
    written = agency.post(f"{URL}/notes", json={"text": "Please hurry", "audience": "focal-point"})
    assert written.status_code == 201
    key = written.json()["id"]
    assert [one["text"] for one in focal.get(f"{URL}/notes").json()] == ["Please hurry"]
    assert focal.delete(f"{URL}/notes/{key}").status_code == 403

    assert agency.delete(f"{URL}/notes/{key}").json()["text"] is None
    assert [(one["text"], one["by"]) for one in focal.get(f"{URL}/notes").json()] == [(None, "Office")]
    assert as_account(app, ANALYST).get(f"{URL}/notes").json() == []


def test_the_reasons_are_told_in_the_readers_language(app: FastAPI) -> None:
    client = talk_to(app)
    found = client.get("/api/v1/reasons", params={"side": "provider", "lang": "es"}).json()

    assert found[0] == {
        "code": "not-our-field",
        "text": "La necesidad queda fuera del ámbito del oferente",
        "sides": ["provider"],
        "speaks_of_fit": True,
        "pause_days": 730,
        "needs_note": False,
    }
    assert found[-1]["needs_note"]
    assert {one["code"] for one in client.get("/api/v1/reasons").json()} == set(Reason)


READS = ["", "/history", "/notes", "/contacts"]
WRITES: list[tuple[str, dict[str, Any] | None]] = [
    ("/endorse", None),
    ("/decline", {"reason": "timing"}),
    ("/interest", None),
    ("/introduce", None),
    ("/accept", None),
    ("/undo", None),
    ("/assign", {"to": FOCAL}),
    ("/notes", {"text": "x", "audience": "focal-point"}),
]


def test_what_is_hidden_answers_exactly_as_what_is_missing(app: FastAPI) -> None:
    provider, tag = as_account(app, PROVIDER), {"If-Match": '"1"'}
    for path in READS:
        hidden, missing = provider.get(URL + path), provider.get(f"/api/v1/matches/999{path}")
        assert (hidden.status_code, hidden.text.replace("'1'", "'999'")) == (404, missing.text), path
    for path, body in WRITES:
        hidden = provider.post(URL + path, json=body, headers=tag)
        missing = provider.post(f"/api/v1/matches/999{path}", json=body, headers=tag)
        assert (hidden.status_code, hidden.text.replace("'1'", "'999'")) == (404, missing.text), path


def test_the_public_lists_nothing(app: FastAPI) -> None:
    public = talk_to(app)

    assert public.get("/api/v1/matches").status_code == 401
    assert public.get(URL).status_code == 404


def test_a_token_that_only_reads_reviews_nothing(app: FastAPI) -> None:
    reader = as_account(app, FOCAL, scopes=[Scope.READ])

    assert act(reader, "endorse").status_code == 403


@pytest.mark.parametrize("email", EVERYBODY)
def test_before_both_have_accepted_nobody_reads_an_address(app: FastAPI, email: str) -> None:
    focal, client = as_account(app, FOCAL), as_account(app, email)
    act(focal, "assign", {"to": FOCAL})
    act(focal, "endorse", {"note": "A note"})
    agency = as_account(app, AGENCY)
    tag = int(agency.get(URL).headers["etag"].strip('"'))
    agency.post("/api/v1/requests/req-agua/choice", json={"matches": [{"match": 1, "version": tag}]})
    focal.post(f"{URL}/notes", json={"text": "Hello", "audience": "parties"})

    paths = ["/api/v1/matches", *(URL + path for path in READS)]
    told = "".join(client.get(path).text for path in paths)
    assert ("@" in told) == (email == ADMINISTRATOR)
    assert as_account(app, ANALYST).get(URL).json()["notes"] == []


@pytest.mark.parametrize("key", ["0", "-1", "99999999999999999999", "x"])
def test_a_key_that_is_none_is_refused(app: FastAPI, key: str) -> None:
    assert as_account(app, FOCAL).get(f"/api/v1/matches/{key}").status_code == 422


def test_the_cursor_of_a_list_can_be_pasted_into_an_address(app: FastAPI) -> None:
    focal = as_account(app, FOCAL)
    first = focal.get("/api/v1/matches?limit=1").json()
    second = focal.get(f"/api/v1/matches?limit=1&after={first['next']}").json()

    assert [one["id"] for part in (first, second) for one in part["items"]] == [1, 2]
    assert second["next"] is None


def test_an_unknown_filter_is_refused(app: FastAPI, engine: Engine) -> None:
    assert as_account(app, FOCAL).get("/api/v1/matches", params={"stat": "proposed"}).status_code == 422
    with reading(engine) as session:
        assert {one.version for one in session.exec(select(Match))} == {1}
