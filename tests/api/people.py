"""Clients of the service that speak for an account, and a clock that tests set."""

from collections.abc import Collection
from datetime import datetime

from fastapi import FastAPI
from fastapi.testclient import TestClient

from matcher.accounts.tokens import issue_token
from models.api_token import Scope
from models.database import writing
from tests.conftest import NOW


def at(app: FastAPI, moment: datetime) -> None:
    """Sets the service's clock."""
    app.state.clock = lambda: moment


def as_account(
    app: FastAPI, email: str, *, scopes: Collection[Scope] = tuple(Scope), issued_at: datetime = NOW
) -> TestClient:
    """A client with a token of an account."""
    with writing(app.state.settings.engine) as session:
        issued = issue_token(session, email, "tests", scopes=scopes, now=issued_at)
    headers = {"Authorization": f"Bearer {issued.secret}"}
    return TestClient(app, raise_server_exceptions=False, headers=headers)
