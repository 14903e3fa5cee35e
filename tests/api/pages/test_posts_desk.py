"""The desk: what waits first, and how to begin where nothing does."""

import re
from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from models.database import reading, writing
from models.match import MatchState
from models.need_question import NeedQuestion
from models.offer import Offer
from models.request import Request
from tests import builders
from tests.api.accounts.people import AGENCY, browser, populate, signed_in
from tests.api.conftest import service
from tests.api.pages.posts_forms import send
from tests.api.people import at
from tests.api.routes_of import ON_ONE_DATABASE
from tests.conftest import NOW
from tests.exchanging import ENDS, on, opened, running, with_days
from tests.matched import bring, put, suggest
from tests.statements import counted

pytestmark = ON_ONE_DATABASE
PROVIDER = "provider.bra@example.org"
PAIR = 'href="/requests/req-agua/offers/off-agua?lang=en"'


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    populate(engine)
    return service(engine.url.render_as_string(hide_password=False))


def desk(app: FastAPI, email: str) -> str:
    page = signed_in(app, email).get("/desk", params={"lang": "en"})
    assert page.status_code == 200
    return page.text


def waiting(page: str) -> str:
    """The first section of a desk."""
    return page.partition('id="waiting"')[2].partition("</section>")[0]


def brought(engine: Engine, state: str, **moments: object) -> None:
    with writing(engine) as session:
        row = suggest(session)
        bring(row, state)
        for name, value in moments.items():
            setattr(row, name, value)


def test_an_endorsed_provider_waits_for_the_choice_of_the_requester_alone(app: FastAPI, engine: Engine) -> None:
    brought(engine, MatchState.ENDORSED, endorsed_at=NOW)

    assert "Waits for you: 1" in desk(app, AGENCY)
    assert PAIR in waiting(desk(app, AGENCY))
    provider = desk(app, PROVIDER)
    assert ("Waits for you: 0" in provider, PAIR in waiting(provider)) == (True, False)
    assert PAIR in provider  # a request that it could serve


def test_an_introduction_waits_for_whoever_has_not_accepted(app: FastAPI, engine: Engine) -> None:
    old = NOW - timedelta(days=10)
    brought(engine, MatchState.INTRODUCED, introduced_at=old, requester_accepted_at=old)

    page = desk(app, PROVIDER)
    assert ("Accept or decline" in waiting(page), "until January 12, 2027" in waiting(page)) == (True, True)
    agency = desk(app, AGENCY)
    assert ("Waits for you: 0" in agency, "the provider has not answered" in agency) == (True, True)


def test_a_post_that_expires_is_renewed_by_one_button(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        session.get_one(Request, "req-agua").expires_on = NOW.date() + timedelta(days=9)
    client = signed_in(app, AGENCY)
    page = client.get("/desk").text
    answer = send(client, page, "/renew")

    assert (answer.url.path, 'role="status"' in answer.text) == ("/desk", True)
    assert "/renew" not in answer.text
    with reading(engine) as session:
        assert session.get_one(Request, "req-agua").expires_on == NOW.date() + timedelta(days=365)


def test_exchanges_ask_for_their_next_step(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        with_days(session)

    for email in (AGENCY, PROVIDER):
        assert "Agree to its terms" in waiting(desk(app, email))


def test_evaluations_and_the_question_of_a_year_later_wait(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        row = running(session)
        put(session, NeedQuestion(request="req-agua", asked_at=NOW))
        path = f'href="/exchanges/{row.id}?lang=en"'
    assert "One year later" in waiting(desk(app, AGENCY))
    at(app, on(ENDS))

    page = desk(app, AGENCY)
    assert (path in waiting(page), "evaluation" in waiting(page)) == (True, True)


def test_own_posts_stand_by_their_state_and_open_requests_show_their_best_suggestion(
    app: FastAPI, engine: Engine
) -> None:
    with writing(engine) as session:
        put(
            session,
            builders.request("req-draft", organization="amexcid-mex", state="draft", title="Borrador"),
            builders.request("req-closed", organization="amexcid-mex", state="closed", title="Cerrada"),
            builders.request("req-foreign", organization="abc-bra", country="BRA", state="draft", title="Ajena"),
        )
        suggest(session)
    page = desk(app, AGENCY)

    assert ("/requests/req-draft/edit" in page, "Closed: 1" in page, "Ajena" in page) == (True, True, False)
    assert "own=true&amp;state=closed" in page
    assert re.search(r'Best suggestion: <a href="/requests/req-agua/offers/off-agua', page)


def test_a_desk_without_anything_says_how_to_begin(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        session.delete(session.get_one(Request, "req-agua"))
        session.delete(session.get_one(Offer, "off-agua"))

    agency, provider = desk(app, AGENCY), desk(app, PROVIDER)
    assert ("Begin with a request" in agency, 'href="/requests/new?lang=en"' in agency) == (True, True)
    assert ("Begin with an offer" in provider, 'href="/offers/new?lang=en"' in provider) == (True, True)
    assert "/requests/new" not in provider


def test_reserved_posts_stand_in_full_for_their_parties_and_for_nobody_else(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        session.get_one(Request, "req-agua").visibility = "parties"
        session.get_one(Request, "req-agua").title = "Reservada"
    brought(engine, MatchState.ENDORSED)

    assert "Reservada" in waiting(desk(app, AGENCY))
    assert "Reservada" not in desk(app, PROVIDER)


def test_others_are_led_where_their_work_begins(app: FastAPI) -> None:
    stranger = browser(app).get("/desk")
    assert (stranger.url.path, dict(stranger.url.params)) == ("/sign-in", {"to": "/desk"})
    found = signed_in(app, "focal@example.org").get("/desk", follow_redirects=False)
    assert (found.status_code, found.headers["location"]) == (303, "/review")


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
def test_it_is_whole_in_each_language(app: FastAPI, engine: Engine, language: str) -> None:
    with writing(engine) as session:
        opened(session)
        put(session, builders.request("req-2", organization="amexcid-mex", expires_on=NOW.date() + timedelta(days=3)))
        bring(suggest(session, "req-2"), MatchState.INTRODUCED)
    for email in (AGENCY, PROVIDER):
        page = signed_in(app, email).get("/desk", params={"lang": language})
        assert f'<html lang="{language}" dir="ltr">' in page.text


def test_the_number_of_queries_does_not_grow_with_what_there_is(app: FastAPI, engine: Engine) -> None:
    client, counts = signed_in(app, AGENCY), []
    brought(engine, MatchState.ENDORSED)
    for number in (1, 6):
        with writing(engine) as session:
            for each in range(number):
                soon = NOW.date() + timedelta(days=9)
                key = f"{number}-{each}"
                put(session, builders.request(f"req-{key}", organization="amexcid-mex", expires_on=soon))
                put(session, builders.offer(f"off-{key}", organization="amexcid-mex", country="MEX"))
                put(session, builders.request(f"req-d{key}", organization="amexcid-mex", state="draft"))
                put(session, NeedQuestion(request=f"req-{key}", asked_at=NOW))
                bring(suggest(session, f"req-{key}"), MatchState.ENDORSED)
                suggest(session, "req-agua", f"off-{key}")
        with counted(app.state.settings.engine) as asked:
            assert client.get("/desk").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] < 60
