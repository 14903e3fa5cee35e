"""Every error of the service has one shape: RFC 9457 problem details."""

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from matcher.errors import NotFoundError
from tests.api.conftest import own_service, service, talk_to

FIELDS = {"type", "title", "status", "detail", "errors"}


def assert_problem(answer: Response, status: int) -> None:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    found = answer.json()
    assert (set(found), found["status"], found["type"]) == (FIELDS, status, "about:blank")
    assert found["title"]
    assert found["detail"]


@pytest.mark.parametrize("path", ["/api/v1/requests/req-none", "/api/v1/offers/off-none", "/api/v1/nothing", "/api"])
def test_what_is_not_there_is_said_in_one_shape(client: TestClient, path: str) -> None:
    assert_problem(client.get(path), 404)


def test_the_shape_is_pinned(client: TestClient) -> None:
    assert client.get("/api/v1/requests/req-none").json() == {
        "type": "about:blank",
        "title": NotFoundError.title,
        "status": 404,
        "detail": "there is no request 'req-none'",
        "errors": [],
    }


def test_a_method_that_a_path_does_not_know_is_said_in_one_shape(client: TestClient) -> None:
    answer = client.delete("/api/v1/requests")

    assert_problem(answer, 405)
    assert answer.headers["allow"] == "GET"


@pytest.mark.parametrize("body", ["", "{", "[]", '"text"', "null", "\x00"])
def test_a_body_that_is_not_a_request_is_said_in_one_shape(client: TestClient, body: str) -> None:
    answer = client.post("/api/v1/rank", content=body, headers={"content-type": "application/json"})

    assert_problem(answer, 422)


def test_a_database_that_does_not_answer_is_said_in_one_shape() -> None:
    answer = talk_to(service("postgresql://nobody:secret@127.0.0.1:1/none")).get("/api/v1/requests")

    assert_problem(answer, 503)
    assert answer.headers["retry-after"] == "5"
    assert "secret" not in answer.text


def test_a_database_before_its_migration_is_said_in_one_shape(unmigrated: TestClient) -> None:
    assert_problem(unmigrated.get("/api/v1/requests"), 503)


def test_a_failure_of_our_own_is_said_in_one_shape_without_its_inside() -> None:
    def fail() -> None:
        raise RuntimeError("SECRET inside")

    app = own_service("sqlite://")
    app.add_api_route("/api/v1/fail", fail)
    answer = talk_to(app).get("/api/v1/fail")

    assert "SECRET" not in answer.text
    assert_problem(answer, 500)


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/requests?after=%00",
        "/api/v1/requests/%00",
        "/api/v1/offers/%00",
        "/api/v1/requests/%00/offers/%00",
        "/requests/%00",
        "/?after=%00",
        "/api/v1/requests?after=%FF%FE",
        "/api/v1/requests?sector=%00&limit=1",
    ],
)
def test_odd_characters_in_an_address_are_no_failure_of_ours(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (200, 404, 422)
