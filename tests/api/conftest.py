"""The service over the matched region on each database, on the day NOW; nothing that these tests do changes it."""

import os
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from api.app import create_app
from api.settings import Settings
from models.database import open_database, writing
from models.migrations import upgrade
from tests import builders, postgres
from tests.api.inhabited import inhabit
from tests.api.people import at
from tests.conftest import NOW
from tests.matched import fill_with_matches, put, suggest
from tests.serving import lend

HIDDEN = "CANARY"
EVIL = "<script>alert('x')</script><img src=x onerror=alert(1)> {{ 7 * 7 }}"


def service(url: str) -> FastAPI:
    """The service over a database, without its clock, at the moment NOW, until the end of the test."""
    app = lend(Settings(database_url=url, clock=False))
    at(app, NOW)
    return app


def own_service(url: str) -> FastAPI:
    """The same, for nobody else: it may be changed, and outlives the test."""
    app = create_app(Settings(database_url=url, clock=False))
    at(app, NOW)
    return app


def talk_to(app: FastAPI) -> TestClient:
    """A client that sees the answers that people see, also where the service fails."""
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The matched region with posts that nobody may see (HIDDEN) and posts with markup in them (EVIL)."""
    if request.param == "sqlite":
        engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('library') / 'sursur.db'}")
        yield _filled(engine, tmp_path_factory)
        engine.dispose()
        return
    server, name = request.getfixturevalue("postgres_address"), f"sursur_{os.getpid()}_library"
    engine = open_database(postgres.create_database(server, name))
    yield _filled(engine, tmp_path_factory)
    engine.dispose()
    postgres.drop_database(server, name)


def _filled(engine: Engine, factory: pytest.TempPathFactory) -> Engine:
    upgrade(engine)
    fill_with_matches(engine, factory.getbasetemp())
    words = {"title": EVIL, "text": EVIL}
    with writing(engine) as session:
        for state in ("draft", "submitted", "closed", "withdrawn"):
            hidden = {"title": HIDDEN, "text": HIDDEN, "state": state}
            put(session, builders.request(f"a-{state}", organization="amexcid-mex", **hidden))
            put(session, builders.offer(f"a-{state}", organization="abc-bra", **hidden))
            suggest(session, f"a-{state}", f"a-{state}", score=0.9)
        put(session, builders.request("a-evil", organization="amexcid-mex", **words, expected_outcome=EVIL))
        put(session, builders.offer("a-evil", organization="abc-bra", **words))
        suggest(session, "a-evil", "a-evil")
    return engine


@pytest.fixture(scope="session")
def client(library: Engine) -> Iterator[TestClient]:
    """Somebody who uses the service."""
    app = own_service(library.url.render_as_string(hide_password=False))
    with talk_to(app) as client:
        yield client
    app.state.settings.engine.dispose()


@pytest.fixture
def inhabited_app(engine: Engine) -> Iterator[FastAPI]:
    """The service over the inhabited world."""
    with writing(engine) as session:
        inhabit(session)
    app = service(engine.url.render_as_string(hide_password=False))
    yield app
    app.state.settings.engine.dispose()


@pytest.fixture
def empty(engine: Engine) -> Iterator[TestClient]:
    """Somebody who uses the service before anything was posted."""
    app = service(engine.url.render_as_string(hide_password=False))
    with talk_to(app) as client:
        yield client
    app.state.settings.engine.dispose()


@pytest.fixture
def unmigrated(database_url: str) -> Iterator[TestClient]:
    """Somebody who uses the service before `sursur db upgrade`."""
    app = service(database_url)
    with talk_to(app) as client:
        yield client
    app.state.settings.engine.dispose()
