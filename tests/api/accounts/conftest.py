"""The service with people who have passwords."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from api.settings import Settings
from tests.api.accounts.people import populate
from tests.api.conftest import service
from tests.api.people import at
from tests.conftest import NOW
from tests.serving import lend


@pytest.fixture
def app(engine: Engine) -> Iterator[FastAPI]:
    """The service at NOW, in development."""
    populate(engine)
    app = service(engine.url.render_as_string(hide_password=False))
    yield app
    app.state.settings.engine.dispose()


@pytest.fixture
def real_app(engine: Engine) -> Iterator[FastAPI]:
    """The service at NOW, in production."""
    populate(engine)
    app = lend(
        Settings(
            environment="production",
            database_url=engine.url.render_as_string(hide_password=False),
            mail_from="digest@sursur.org",
            public_url="https://sursur.org",
            secret_key="a key of production, long enough to be one",
            clock=False,
        )
    )
    at(app, NOW)
    yield app
    app.state.settings.engine.dispose()
