"""A token speaks for its account while it holds; anything else is nobody."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import select

from api.dependencies import CurrentActor
from models.account import Account
from models.api_token import ApiToken
from models.database import writing
from tests.api.conftest import own_service, talk_to
from tests.api.people import as_account, at
from tests.conftest import NOW
from tests.matched import small_region

AGENCY = "agency.mex@example.org"


def who(actor: CurrentActor) -> dict[str, str | None]:
    return {"email": actor.email, "role": actor.role, "country": actor.country}


@pytest.fixture
def app(engine: Engine) -> Iterator[FastAPI]:
    with writing(engine) as session:
        small_region(session)
    app = own_service(engine.url.render_as_string(hide_password=False))
    app.add_api_route("/api/v1/who", who)
    at(app, NOW)
    yield app
    app.state.settings.engine.dispose()


def ask(client: TestClient) -> tuple[int, dict[str, str | None]]:
    answer = client.get("/api/v1/who")
    return answer.status_code, answer.json()


def test_a_token_speaks_for_its_account(app: FastAPI) -> None:
    assert ask(as_account(app, AGENCY)) == (200, {"email": AGENCY, "role": "agency", "country": "MEX"})


def test_without_a_token_nobody_asks(app: FastAPI) -> None:
    assert ask(talk_to(app)) == (200, {"email": None, "role": None, "country": None})


@pytest.mark.parametrize("header", ["Bearer nonsense", "Bearer ", "bearer sursur_0000"])
def test_a_token_that_does_not_hold_is_refused_and_not_taken_for_nobody(app: FastAPI, header: str) -> None:
    answer = talk_to(app).get("/api/v1/who", headers={"Authorization": header})

    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_a_token_ends_with_its_time_its_revocation_and_its_account(app: FastAPI, engine: Engine) -> None:
    client, other = as_account(app, AGENCY), as_account(app, "focal@example.org")
    at(app, NOW + timedelta(days=91))
    assert ask(client)[0] == 401
    at(app, NOW)
    with writing(engine) as session:
        session.exec(select(ApiToken).where(ApiToken.account == AGENCY)).one().revoked_at = NOW
        session.get_one(Account, "focal@example.org").active = False
    assert (ask(client)[0], ask(other)[0]) == (401, 401)
