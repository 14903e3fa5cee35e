"""People with browsers: they sign in, read their mail, and hold phones."""

from functools import cache
from typing import Any

import pyotp
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine
from sqlmodel import col, select

from matcher.accounts.passwords import hash_password
from models.account import Account
from models.audit import AuditEvent
from models.database import reading, writing
from models.letter import Letter
from tests import builders
from tests.conftest import NOW
from tests.matched import put, small_region

ADMINISTRATOR = "administrator@example.org"
AGENCY = "agency.mex@example.org"
FOCAL = "focal@example.org"
PASSWORD = "correct horse battery staple"
NEW_PASSWORD = "cuatro mulas y un río"


@cache
def hashed() -> str:
    """PASSWORD as it is stored; made once, for it takes its time."""
    return hash_password(PASSWORD)


def populate(engine: Engine) -> None:
    """The small region with an administrator; everybody has PASSWORD and a confirmed address."""
    with writing(engine) as session:
        small_region(session)
        put(session, builders.account(ADMINISTRATOR, "administrator", organization="segib", language="en"))
        for account in session.exec(select(Account)):
            account.password_hash, account.confirmed_at = hashed(), NOW


def browser(app: FastAPI, *, agent: str = "Firefox", client: str = "198.51.100.7") -> TestClient:
    """A browser on some machine."""
    return TestClient(
        app,
        base_url="https://sursur.test",
        raise_server_exceptions=False,
        headers={"user-agent": agent, "sec-fetch-site": "same-origin"},
        client=(client, 50000),
    )


def give_password(client: TestClient, email: str, password: str = PASSWORD) -> Response:
    """Asks to be let in."""
    return client.post("/api/v1/sign-in", json={"email": email, "password": password})


def signed_in(app: FastAPI, email: str, **machine: Any) -> TestClient:
    """A browser of somebody who has signed in."""
    client = browser(app, **machine)
    answer = give_password(client, email)
    assert (answer.status_code, answer.json()["next"]) == (200, "nothing"), answer.text
    return client


def with_second_factor(app: FastAPI, email: str) -> tuple[TestClient, pyotp.TOTP]:
    """A browser of somebody who has set up a second factor at NOW, and the phone."""
    client = browser(app)
    give_password(client, email)
    phone = pyotp.TOTP(client.post("/api/v1/account/second-factor").json()["secret"])
    answer = client.post("/api/v1/account/second-factor/confirmation", json={"code": phone.at(NOW)})
    assert answer.status_code == 200, answer.text
    return client, phone


def is_in(client: TestClient) -> bool:
    """Whether a browser is signed in."""
    return client.get("/api/v1/account").status_code == 200


def letters(engine: Engine, email: str, kind: str) -> list[dict[str, Any]]:
    """What was mailed to somebody, the oldest first."""
    with reading(engine) as session:
        mine = select(Letter).where(Letter.account == email, Letter.kind == kind).order_by(col(Letter.id))
        return [one.content for one in session.exec(mine)]


def mailed_token(engine: Engine, email: str, kind: str) -> str:
    """The token of the newest link that was mailed to somebody."""
    token: str = letters(engine, email, kind)[-1]["token"]
    return token


def trail(engine: Engine, email: str) -> list[tuple[str, str]]:
    """What happened to an account, as (action, actor)."""
    with reading(engine) as session:
        events = select(AuditEvent).where(AuditEvent.kind == "account", AuditEvent.key == email)
        return [(one.action, one.actor) for one in session.exec(events.order_by(col(AuditEvent.id)))]
