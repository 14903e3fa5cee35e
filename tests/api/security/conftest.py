"""The service over a world in which every noun is there, with people who have passwords."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from tests.api.accounts.conftest import real_app
from tests.api.accounts.people import populate
from tests.api.conftest import service

__all__ = ["real_app"]


@pytest.fixture
def app(engine: Engine) -> Iterator[FastAPI]:
    """The service at NOW, in development."""
    populate(engine)
    app = service(engine.url.render_as_string(hide_password=False))
    yield app
    app.state.settings.engine.dispose()
