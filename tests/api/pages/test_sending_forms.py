"""Forms that come too late or come again, and errors that say what is wrong."""

import re
from html import unescape

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from tests.api.accounts.people import AGENCY, PASSWORD, populate, signed_in
from tests.api.conftest import service
from tests.api.routes_of import ON_ONE_DATABASE

pytestmark = ON_ONE_DATABASE
FORM = {"title": "Agua para todos", "text": "Aprender a cuidar el agua de treinta comunidades", "language": "es"}


@pytest.fixture
def agency(engine: Engine) -> TestClient:
    populate(engine)
    app: FastAPI = service(engine.url.render_as_string(hide_password=False))
    return signed_in(app, AGENCY)


def hidden(html: str) -> dict[str, str]:
    """The hidden fields of the first form in the page's middle."""
    form = html.split("<main")[1].rsplit("<form", maxsplit=1)[-1].split("</form>", maxsplit=1)[0]
    return {name: unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)}


def requests_of(client: TestClient) -> list[str]:
    listed = client.get("/api/v1/requests", params={"own": "true", "state": "any"}).json()["items"]
    return [one["title"] for one in listed]


def test_a_form_whose_session_has_ended_is_kept_and_sent_again(agency: TestClient) -> None:
    agency.post("/sign-out")

    page = agency.post("/requests/new?lang=en", data=FORM)
    assert page.status_code == 401
    assert "Nothing that you wrote is lost" in page.text
    kept = hidden(page.text)
    assert kept.items() >= FORM.items()

    agency.post("/sign-in", data={"email": AGENCY, "password": PASSWORD})
    assert agency.post("/requests/new", data=kept).status_code == 200
    assert requests_of(agency).count(FORM["title"]) == 1


def test_a_form_that_is_sent_twice_makes_one_thing(agency: TestClient) -> None:
    key = re.search(r'name="once" value="([^"]+)"', agency.get("/requests/new").text)
    assert key is not None

    first, second = (agency.post("/requests/new", data=FORM | {"once": key[1]}) for _ in range(2))

    assert first.status_code == second.status_code == 200
    assert first.url == second.url
    assert requests_of(agency).count(FORM["title"]) == 1


def test_the_same_form_with_other_words_is_told_apart(agency: TestClient) -> None:
    agency.post("/requests/new", data=FORM | {"once": "k" * 20})

    answer = agency.post("/requests/new?lang=en", data=FORM | {"title": "Otra cosa", "once": "k" * 20})

    assert answer.status_code == 409
    assert "this was sent before with other words" in answer.text
    assert "Otra cosa" not in requests_of(agency)


def test_a_password_is_not_kept_in_a_page(agency: TestClient) -> None:
    agency.post("/sign-out")

    page = agency.post("/account/password", data={"old": "old words here", "new": "new words here"})

    assert "words here" not in page.text


def test_a_form_that_was_loaded_anew_and_sent_again_makes_one_thing(agency: TestClient) -> None:
    for key in ("a" * 20, "b" * 20):
        assert agency.post("/requests/new", data=FORM | {"once": key, "then": "submit"}).status_code == 200
    other = {"title": "Otra cosa", "once": "c" * 20}

    assert agency.post("/requests/new", data=FORM | other).status_code == 200
    assert [requests_of(agency).count(one) for one in (FORM["title"], "Otra cosa")] == [1, 1]
