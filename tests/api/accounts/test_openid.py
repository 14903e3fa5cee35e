"""Sign-in by a provider of OpenID Connect, against a real one on this machine."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from joserfc.jwk import RSAKey
from pydantic import ValidationError
from sqlalchemy import Engine

from api.settings import Settings
from models.account import Account
from models.database import writing
from tests.api.accounts.people import AGENCY, browser, is_in, populate, trail
from tests.api.accounts.provider import CLIENT_ID, CLIENT_SECRET, Provider, running
from tests.api.people import at
from tests.conftest import NOW
from tests.serving import lend

DEPART = "/api/v1/sign-in/openid"


@pytest.fixture(scope="module")
def served() -> Iterator[Provider]:
    """The provider."""
    with running() as provider:
        yield provider


@pytest.fixture
def provider(served: Provider) -> Provider:
    """The provider as it is before a test makes it misbehave."""
    served.claims, served.algorithm, served.called, served.published = {}, "RS256", None, None
    return served


@pytest.fixture
def app(engine: Engine, provider: Provider) -> Iterator[FastAPI]:
    """The service with that provider."""
    populate(engine)
    app = lend(
        Settings(
            database_url=engine.url.render_as_string(hide_password=False),
            public_url="https://sursur.test",
            oidc_issuer=provider.issuer,
            oidc_client_id=CLIENT_ID,
            oidc_client_secret=CLIENT_SECRET,
            clock=False,
        )
    )
    at(app, NOW)
    yield app
    app.state.settings.engine.dispose()


def depart(client: TestClient) -> str:
    """Leaves for the provider; answers where it sends the browser back to."""
    answer = client.get(DEPART, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    with httpx2.Client() as elsewhere:
        back: str = elsewhere.get(answer.headers["location"]).headers["location"]
    return back


def come_back(client: TestClient, address: str) -> Response:
    """Comes back from the provider."""
    return client.get(address, follow_redirects=False)


def test_who_the_provider_knows_is_signed_in(app: FastAPI, engine: Engine) -> None:
    client = browser(app)
    answer = come_back(client, depart(client))

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert is_in(client)
    assert client.get("/api/v1/account").json()["email"] == AGENCY
    assert "sursur_departure" not in client.cookies
    assert ("account.sign-in", AGENCY) in trail(engine, AGENCY)


def test_the_secrets_of_a_departure_stay_sealed_in_the_browser(app: FastAPI) -> None:
    client = browser(app)
    answer = client.get(DEPART, follow_redirects=False)
    sent = parse_qs(urlsplit(answer.headers["location"]).query)

    assert sent["code_challenge_method"] == ["S256"]
    assert sent["redirect_uri"] == ["https://sursur.test/api/v1/sign-in/openid/back"]
    assert sent["nonce"][0] not in answer.headers["set-cookie"]
    assert "httponly" in answer.headers["set-cookie"].lower()


def test_an_answer_works_in_the_browser_that_asked_and_once(app: FastAPI) -> None:
    client, other = browser(app), browser(app)
    back = depart(client)
    depart(other)

    assert come_back(browser(app), back).status_code == 401
    assert come_back(other, back).status_code == 401
    assert come_back(client, back).status_code == 303
    assert come_back(client, back).status_code == 401


def test_an_answer_with_another_state_or_from_another_issuer_is_refused(app: FastAPI) -> None:
    client = browser(app)
    back = depart(client)
    state = parse_qs(urlsplit(back).query)["state"][0]

    assert come_back(client, back.replace(state, "x" * len(state))).status_code == 401
    assert come_back(client, back.replace("iss=http", "iss=https")).status_code == 401
    assert come_back(client, f"{DEPART}/back?error=access_denied&state={state}").status_code == 401
    assert not is_in(client)


def test_a_code_that_was_not_asked_for_here_is_refused(app: FastAPI) -> None:
    client, attacker = browser(app), browser(app)
    mine, stolen = depart(client), depart(attacker)
    code = parse_qs(urlsplit(mine).query)["code"][0]
    swapped = parse_qs(urlsplit(stolen).query)["code"][0]

    assert come_back(client, mine.replace(code, swapped)).status_code == 401


def test_a_departure_ends_after_ten_minutes(app: FastAPI) -> None:
    client = browser(app)
    back = depart(client)
    at(app, NOW + timedelta(minutes=11))

    assert come_back(client, back).status_code == 401


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-service"},
        {"aud": None},
        {"aud": [CLIENT_ID, "another-service"]},
        {"iss": "https://evil.example"},
        {"exp": int(NOW.timestamp()) - 3600},
        {"exp": None},
        {"iat": int(NOW.timestamp()) + 3600},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": None},
        {"email": None},
        {"email": ["agency.mex@example.org"]},
        {"at_hash": "wrong"},
    ],
    ids=str,
)
def test_a_token_whose_claims_do_not_hold_is_refused(app: FastAPI, provider: Provider, claims: dict[str, Any]) -> None:
    provider.claims = claims
    client = browser(app)

    assert come_back(client, depart(client)).status_code == 401
    assert not is_in(client)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_that_the_provider_alone_could_not_sign_is_refused(
    app: FastAPI, provider: Provider, algorithm: str
) -> None:
    provider.algorithm = algorithm
    client = browser(app)

    assert come_back(client, depart(client)).status_code == 401


def test_a_token_signed_by_another_key_is_refused(app: FastAPI, provider: Provider) -> None:
    provider.published = RSAKey.generate_key(2048, {"kid": "one"})
    client = browser(app)

    assert come_back(client, depart(client)).status_code == 401


@pytest.mark.parametrize("email", ["nobody@example.org", "focal@example.org", "analyst@example.org"])
def test_only_known_confirmed_and_active_accounts_come_in(
    app: FastAPI, engine: Engine, provider: Provider, email: str
) -> None:
    with writing(engine) as session:
        session.get_one(Account, "focal@example.org").active = False
        session.get_one(Account, "analyst@example.org").confirmed_at = None
    provider.claims = {"email": email}
    client = browser(app)

    assert come_back(client, depart(client)).status_code == 401
    assert not is_in(client)


def test_a_provider_that_calls_itself_otherwise_is_not_trusted(app: FastAPI, provider: Provider) -> None:
    provider.called = "https://evil.example"

    assert browser(app).get(DEPART, follow_redirects=False).status_code == 503


def test_a_provider_that_does_not_answer_is_said(engine: Engine) -> None:
    app = lend(
        Settings(
            database_url=engine.url.render_as_string(hide_password=False),
            oidc_issuer="http://127.0.0.1:1",
            oidc_client_id=CLIENT_ID,
            oidc_client_secret=CLIENT_SECRET,
            clock=False,
        )
    )
    assert browser(app).get(DEPART, follow_redirects=False).status_code == 503
    app.state.settings.engine.dispose()


def test_without_a_provider_in_the_settings_there_is_no_such_sign_in(engine: Engine) -> None:
    app = lend(Settings(database_url=engine.url.render_as_string(hide_password=False), clock=False))

    assert browser(app).get(DEPART, follow_redirects=False).status_code == 404
    assert browser(app).get(f"{DEPART}/back?code=x", follow_redirects=False).status_code == 404
    app.state.settings.engine.dispose()


@pytest.mark.parametrize(
    "settings",
    [
        {"oidc_issuer": "https://id.example.org"},
        {"oidc_issuer": "https://id.example.org", "oidc_client_id": "sursur"},
        {
            "environment": "production",
            "mail_from": "digest@sursur.org",
            "public_url": "https://sursur.org",
            "secret_key": "x" * 40,
            "oidc_issuer": "http://id.example.org",
            "oidc_client_id": "sursur",
            "oidc_client_secret": "x",
        },
    ],
)
def test_half_a_provider_and_an_open_line_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="SURSUR_OIDC_ISSUER"):
        Settings(**settings)
