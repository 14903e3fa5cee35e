"""What people read when something goes wrong: plain words, what to do, and nothing that they typed is lost."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from api.app import furnish
from api.error_texts import error_texts
from api.settings import Settings
from api.transactions import SENT_BEFORE
from matcher.errors import NotMadeForThisError
from tests.api.accounts.people import AGENCY, browser, populate, signed_in
from tests.api.conftest import own_service, service
from tests.api.routes_of import ON_ONE_DATABASE

LONG = "agua " * 60_000


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    populate(engine)
    return service(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def agency(app: FastAPI) -> TestClient:
    return signed_in(app, AGENCY)


@ON_ONE_DATABASE
def test_whoever_may_not_is_told_without_the_names_of_programs(agency: TestClient) -> None:
    answer = agency.get("/administration?lang=en")

    assert answer.status_code == 403
    assert "administration.see" not in answer.text
    assert "ask your focal point" in answer.text
    assert 'href="/start?lang=en"' in answer.text


@ON_ONE_DATABASE
def test_what_is_too_long_is_answered_with_the_way_back(agency: TestClient) -> None:
    answer = agency.post("/requests/new?lang=en", data={"text": LONG})

    assert answer.status_code == 413
    assert "262,144 bytes are taken" in answer.text
    assert "way back leads to the form" in answer.text


@ON_ONE_DATABASE
def test_programs_are_still_told_what_people_read_otherwise(agency: TestClient) -> None:
    answer = agency.get("/api/v1/accounts")

    assert answer.json()["detail"] == "your account may not do this (account.list)"
    assert "(account.list)" not in agency.get("/administration/accounts?lang=en").text


def test_what_people_read_and_what_programs_are_told_is_translated() -> None:
    known = {text for _, text in error_texts(Path(__file__).parents[3])}
    twofold = (SENT_BEFORE, NotMadeForThisError("account.list").message)

    assert {one.template for said in twofold for one in (said, said.for_people)} <= known
    assert all(said.template != said.for_people.template for said in twofold)


@pytest.mark.long
@ON_ONE_DATABASE
def test_a_stale_edit_is_told_without_versions(agency: TestClient) -> None:
    words = {"text": "Agua potable rural", "title": "Agua", "language": "es", "version": "99"}

    answer = agency.post("/requests/req-agua/edit?lang=en", data=words)

    assert answer.status_code == 412
    assert "omebody else has changed this" in answer.text
    assert "at version" not in answer.text


@ON_ONE_DATABASE
def test_faults_are_told_in_plain_english(app: FastAPI) -> None:
    visitor = browser(app)

    assert "Give a whole number." in visitor.get("/exchanges?year=soon&lang=en").text
    empty = visitor.post("/sign-in?lang=en", data={"email": "me@example.org"})
    assert (empty.status_code, "This is needed." in empty.text, "Field required" in empty.text) == (422, True, False)


def test_a_failure_of_ours_is_told_plainly_and_can_be_tried_again() -> None:
    def fail() -> None:
        raise RuntimeError("SECRET inside")

    app = own_service("sqlite://")
    app.add_api_route("/fail", fail)
    answer = browser(app).get("/fail?lang=en")

    assert answer.status_code == 500
    assert "SECRET" not in answer.text
    assert "Something went wrong on our side" in answer.text
    assert 'class="button" href="/fail?lang=en"' in answer.text


@ON_ONE_DATABASE
def test_a_database_that_goes_away_keeps_what_was_typed(agency: TestClient, app: FastAPI, tmp_path: Path) -> None:
    kept = app.state.settings
    furnish(app, Settings(database_url=f"sqlite:///{tmp_path / 'empty.db'}", clock=False))
    answer = agency.post("/requests/new?lang=en", data={"title": "Agua para todos", "text": "Treinta comunidades"})
    furnish(app, kept)

    assert answer.status_code == 503
    assert "Agua para todos" in answer.text
