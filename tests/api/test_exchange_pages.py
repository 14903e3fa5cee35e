"""The page of an exchange: what it shows to whom, and what is done by its forms alone."""

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from models.database import writing
from models.exchange import Exchange
from tests.api.accounts.people import browser, populate, signed_in
from tests.api.conftest import service
from tests.api.people import at
from tests.api.routes_of import ON_ONE_DATABASE
from tests.exchanging import ENDS, agreed, on, opened, running, with_days

pytestmark = ON_ONE_DATABASE
REQUESTER, PROVIDER, STRANGER = "agency.mex@example.org", "provider.bra@example.org", "agency.chl@example.org"


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    populate(engine)
    return service(engine.url.render_as_string(hide_password=False))


def begun(engine: Engine, how: object) -> str:
    with writing(engine) as session:
        row: Exchange = how(session)  # type: ignore[operator]
        return f"/exchanges/{row.id}"


def rated(**changes: str) -> dict[str, str]:
    """A form of evaluation, filled in."""
    ratings = dict.fromkeys(("relevance", "delivery", "results", "sustainability"), "4")
    return {"stage": "final", **ratings, "need_met": "yes", "would_recommend": "true", "text": "Bien", **changes}


def version(html: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', html)
    assert found is not None
    return found[1]


def test_the_sides_see_all_of_it_and_whom_to_write_to(app: FastAPI, engine: Engine) -> None:
    path = begun(engine, running)

    for email in (REQUESTER, PROVIDER):
        page = signed_in(app, email).get(path)
        assert page.status_code == 200
        assert f"mailto:{PROVIDER}" in page.text
        assert "/agreement?language=es" in page.text


def test_others_see_what_is_public_and_no_address(app: FastAPI, engine: Engine) -> None:
    path = begun(engine, running)

    for client in (browser(app), signed_in(app, "agency.bra@example.org")):
        page = client.get(path)
        assert page.status_code in (200, 404)
    assert "mailto:" not in browser(app).get(path).text


def test_what_is_not_agreed_yet_does_not_exist_for_the_public(app: FastAPI, engine: Engine) -> None:
    path = begun(engine, opened)

    stranger = browser(app).get(path)
    assert (stranger.status_code, stranger.text.count("/sign-in?to=")) == (404, 1)


def test_both_sides_agree_and_the_work_begins(app: FastAPI, engine: Engine) -> None:
    path = begun(engine, with_days)

    for email in (REQUESTER, PROVIDER):
        client = signed_in(app, email)
        page = client.post(f"{path}/agree", data={"version": version(client.get(path).text)})
        assert page.status_code == 200
        assert 'agree">' not in page.text
    page = client.post(f"{path}/start", data={"version": version(client.get(path).text)})
    assert 'start">' not in page.text


def test_a_page_that_is_out_of_date_says_so_and_does_nothing(app: FastAPI, engine: Engine) -> None:
    path = begun(engine, with_days)
    client = signed_in(app, REQUESTER)
    old = version(client.get(path).text)
    edited = client.patch(f"/api/v1{path}", json={"title": "Another title"}, headers={"If-Match": f'"{old}"'})
    assert edited.status_code == 200

    late = signed_in(app, PROVIDER).post(f"{path}/agree", data={"version": old})
    assert (late.status_code, 'role="alert"' in late.text) == (412, True)


def test_each_side_evaluates_and_reads_the_other_s_words_afterwards(app: FastAPI, engine: Engine) -> None:
    path = begun(engine, running)
    at(app, on(ENDS))
    requester, provider = signed_in(app, REQUESTER), signed_in(app, PROVIDER)

    wrong = requester.post(f"{path}/evaluations", data=rated(relevance="9"))
    assert (wrong.status_code, 'id="wrong-relevance"' in wrong.text, ">Bien</textarea>" in wrong.text) == (
        422,
        True,
        True,
    )
    assert requester.post(f"{path}/evaluations", data=rated(text="Aprendimos mucho")).status_code == 200
    assert "Aprendimos mucho" not in provider.get(path).text
    assert "Aprendimos mucho" in provider.post(f"{path}/evaluations", data=rated()).text


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
def test_it_is_whole_in_each_language(app: FastAPI, engine: Engine, language: str) -> None:
    page = signed_in(app, REQUESTER).get(begun(engine, agreed), params={"lang": language})

    assert f'<html lang="{language}" dir="ltr">' in page.text


def test_an_exchange_that_is_not_there_is_a_page_that_says_so(app: FastAPI) -> None:
    answer: TestClient = signed_in(app, REQUESTER)

    assert answer.get("/exchanges/nothing").status_code == 404
