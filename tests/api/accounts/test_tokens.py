"""Personal tokens: shown once, scoped, expiring, revocable; wrong ones are counted."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import select

from models.answered import Answered
from models.api_token import ApiToken
from models.database import reading, writing
from tests.api.accounts.people import ADMINISTRATOR, AGENCY, FOCAL, browser, signed_in, trail
from tests.api.people import at
from tests.conftest import NOW

TOKENS = "/api/v1/account/tokens"
WISH = {"name": "nightly import", "scopes": ["read"], "days": 30}


def program(app: FastAPI, secret: str, client: str = "198.51.100.7") -> TestClient:
    """A program that has a token."""
    found = browser(app, agent="curl", client=client)
    found.headers["authorization"] = f"Bearer {secret}"
    return found


def issue(client: TestClient, **wish: Any) -> dict[str, Any]:
    """A new token."""
    answer = client.post(TOKENS, json={**WISH, **wish})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_token_is_shown_once_and_speaks_for_its_owner(app: FastAPI, engine: Engine) -> None:
    owner = signed_in(app, AGENCY)
    issued = issue(owner)

    assert program(app, issued["secret"]).get("/api/v1/account").json()["email"] == AGENCY
    assert issued["secret"] not in owner.get(TOKENS).text
    with reading(engine) as session:
        assert issued["secret"] not in str(session.exec(select(ApiToken)).one().model_dump())
    assert ("account.token-issue", AGENCY) in trail(engine, AGENCY)


def test_the_answer_with_a_secret_is_not_kept_for_repetitions(app: FastAPI, engine: Engine) -> None:
    owner = signed_in(app, AGENCY)
    answers = [owner.post(TOKENS, json=WISH, headers={"idempotency-key": "one"}).json()["secret"] for _ in range(2)]

    assert answers[0] != answers[1]
    with reading(engine) as session:
        assert session.exec(select(Answered)).all() == []


def test_a_token_does_what_its_scopes_say_and_no_more(app: FastAPI) -> None:
    owner = signed_in(app, ADMINISTRATOR)
    reader = program(app, issue(owner)["secret"])
    writer = program(app, issue(owner, scopes=["read", "write"])["secret"])
    headers = {"if-match": reader.get("/api/v1/account").headers["etag"]}

    assert reader.patch("/api/v1/account", json={"name": "Somebody"}, headers=headers).status_code == 403
    assert writer.patch("/api/v1/account", json={"name": "Somebody"}, headers=headers).status_code == 200
    assert writer.get("/api/v1/accounts").status_code == 403
    assert program(app, issue(owner, scopes=["administer"])["secret"]).get("/api/v1/accounts").status_code == 200


def test_a_revoked_token_does_not_even_get_its_old_answers_again(app: FastAPI) -> None:
    owner = signed_in(app, AGENCY)
    issued = issue(owner, scopes=["administer"])
    client, headers = program(app, issued["secret"]), {"idempotency-key": "one"}
    wish = {"email": "eva@example.org", "name": "Eva Luna"}
    first, again = (client.post("/api/v1/invitations", json=wish, headers=headers) for _ in range(2))
    owner.delete(f"{TOKENS}/{issued['id']}")

    assert (first.status_code, again.status_code, again.headers["idempotent-replayed"]) == (202, 202, "true")
    assert client.post("/api/v1/invitations", json=wish, headers=headers).status_code == 401


@pytest.mark.parametrize("path", [TOKENS, "/api/v1/account/sessions"])
def test_a_token_makes_no_tokens_and_sees_no_sessions(app: FastAPI, path: str) -> None:
    everything = program(app, issue(signed_in(app, AGENCY), scopes=["read", "write", "review", "administer"])["secret"])

    assert everything.get(path).status_code == 403
    assert everything.post(TOKENS, json=WISH).status_code == 403


def test_a_token_ends_at_its_time_and_at_once_when_revoked(app: FastAPI) -> None:
    owner = signed_in(app, AGENCY)
    first, second = issue(owner), issue(owner)

    assert owner.delete(f"{TOKENS}/{first['id']}").status_code == 204
    assert program(app, first["secret"]).get("/api/v1/account").status_code == 401
    assert [one["id"] for one in owner.get(TOKENS).json()["items"]] == [second["id"]]
    at(app, NOW + timedelta(days=30))
    assert program(app, second["secret"]).get("/api/v1/account").status_code == 401


def test_nobody_revokes_the_token_of_somebody_else(app: FastAPI) -> None:
    issued = issue(signed_in(app, AGENCY))

    assert signed_in(app, FOCAL).delete(f"{TOKENS}/{issued['id']}").status_code == 404
    assert program(app, issued["secret"]).get("/api/v1/account").status_code == 200


def test_the_last_use_shows_and_is_written_seldom(app: FastAPI) -> None:
    owner = signed_in(app, AGENCY)
    client = program(app, issue(owner)["secret"])

    def last_use() -> str | None:
        found: str | None = owner.get(TOKENS).json()["items"][0]["last_used_at"]
        return found

    assert last_use() is None
    for minutes, shown in ((1, "07:01:00"), (3, "07:01:00"), (7, "07:07:00")):
        at(app, NOW + timedelta(minutes=minutes))
        assert client.get("/api/v1/account").status_code == 200
        assert shown in str(last_use())


def test_many_wrong_tokens_from_one_network_are_refused_and_right_ones_go_on(app: FastAPI) -> None:
    wrong, right = program(app, "sursur_wrong"), program(app, issue(signed_in(app, AGENCY))["secret"])
    answers = [wrong.get("/api/v1/account").status_code for _ in range(52)]

    assert answers == [401] * 50 + [429] * 2
    assert "retry-after" in wrong.get("/api/v1/account").headers
    assert program(app, "sursur_wrong", client="203.0.113.9").get("/api/v1/account").status_code == 401
    assert right.get("/api/v1/account").status_code == 200


def test_a_wrong_token_is_counted_also_where_the_call_would_write(app: FastAPI) -> None:
    wrong = program(app, "sursur_wrong")
    answers = [wrong.patch("/api/v1/account", json={"name": "Somebody"}).status_code for _ in range(51)]

    assert answers == [401] * 50 + [429]


def test_an_account_has_only_so_many_tokens(app: FastAPI) -> None:
    owner = signed_in(app, AGENCY)
    for _ in range(20):
        issue(owner)

    assert owner.post(TOKENS, json=WISH).status_code == 409


@pytest.mark.parametrize("wrong", [{"scopes": []}, {"scopes": ["all"]}, {"days": 0}, {"days": 366}, {"name": ""}])
def test_a_token_that_makes_no_sense_is_refused(app: FastAPI, wrong: dict[str, Any]) -> None:
    assert signed_in(app, AGENCY).post(TOKENS, json={**WISH, **wrong}).status_code == 422


def test_a_token_ends_with_its_account(app: FastAPI, engine: Engine) -> None:
    issued = issue(signed_in(app, AGENCY))
    administrator = signed_in(app, ADMINISTRATOR)
    tag = administrator.get(f"/api/v1/accounts/{AGENCY}").headers["etag"]
    for active in (False, True):
        answer = administrator.patch(f"/api/v1/accounts/{AGENCY}", json={"active": active}, headers={"if-match": tag})
        tag = answer.headers["etag"]

    assert program(app, issued["secret"]).get("/api/v1/account").status_code == 401
    with writing(engine) as session:
        assert session.exec(select(ApiToken)).one().revoked_at is not None
