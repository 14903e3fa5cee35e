"""Signing in and out: who knows the password gets a session, nobody else learns anything."""

from datetime import timedelta
from http.cookies import Morsel, SimpleCookie

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from sqlmodel import select

from matcher.accounts.limits import SIGN_IN_CLIENT, count
from models.account import Account
from models.account_session import AccountSession
from models.database import reading, writing
from tests.api.accounts.people import AGENCY, browser, give_password, is_in, signed_in, trail
from tests.api.people import at
from tests.conftest import NOW

WRONG = "a quite different password"


def test_the_password_opens_a_session_which_log_out_ends_at_once(app: FastAPI, engine: Engine) -> None:
    client = signed_in(app, AGENCY)
    copy = browser(app)
    copy.cookies = client.cookies
    assert is_in(client)
    assert is_in(copy)

    assert client.post("/api/v1/sign-out").status_code == 204
    assert not is_in(client)
    assert not is_in(copy)
    assert trail(engine, AGENCY) == [("account.sign-in", AGENCY), ("account.sign-out", AGENCY)]


def test_signing_out_without_a_session_does_nothing(app: FastAPI) -> None:
    assert browser(app).post("/api/v1/sign-out").status_code == 204


def test_the_address_may_be_typed_in_capitals(app: FastAPI) -> None:
    assert give_password(browser(app), f"  {AGENCY.upper()} ").status_code == 200


def test_wrong_unknown_disabled_and_without_password_are_told_apart_by_nobody(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        session.get_one(Account, "agency.bra@example.org").active = False
        session.get_one(Account, "analyst@example.org").password_hash = None
    answers = [
        give_password(browser(app), AGENCY, WRONG),
        give_password(browser(app), "nobody@example.org"),
        give_password(browser(app), "agency.bra@example.org"),
        give_password(browser(app), "analyst@example.org"),
        give_password(browser(app), "no address at all"),
    ]

    assert {(one.status_code, one.text) for one in answers} == {(401, answers[0].text)}
    assert not any("set-cookie" in one.headers for one in answers)


def test_only_the_hash_of_a_session_is_stored(app: FastAPI, engine: Engine) -> None:
    secret = signed_in(app, AGENCY).cookies["sursur_session"]

    with reading(engine) as session:
        row = session.exec(select(AccountSession)).one()
    assert len(secret) >= 43
    assert secret not in str(row.model_dump())


def cookie_of(app: FastAPI, name: str = "sursur_session") -> Morsel[str]:
    """The cookie that a browser gets with its session."""
    return SimpleCookie(give_password(browser(app), AGENCY).headers["set-cookie"])[name]


def test_no_script_and_no_other_site_gets_the_cookie(app: FastAPI) -> None:
    cookie = cookie_of(app)

    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["secure"]) == (True, "lax", "/", "")


def test_in_production_the_cookie_travels_encrypted_only_and_to_this_host_only(real_app: FastAPI) -> None:
    cookie = cookie_of(real_app, "__Host-sursur_session")

    assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"]) == (True, True, "/", "")


def test_a_page_of_another_site_cannot_write_with_the_cookie(app: FastAPI) -> None:
    client = signed_in(app, AGENCY)

    for site in ("cross-site", "same-site"):
        answer = client.delete("/api/v1/account/sessions", headers={"sec-fetch-site": site})
        assert answer.status_code == 401
    answer = client.delete("/api/v1/account/sessions", headers={"sec-fetch-site": "same-origin"})
    assert answer.status_code == 204


def test_five_wrong_passwords_close_the_door_for_a_while_for_that_network_only(app: FastAPI) -> None:
    here, elsewhere = browser(app), browser(app, client="203.0.113.9")
    for _ in range(5):
        assert give_password(here, AGENCY, WRONG).status_code == 401
    refused = give_password(here, AGENCY)

    assert (refused.status_code, refused.headers["retry-after"]) == (429, "900")
    assert give_password(elsewhere, AGENCY).status_code == 200
    at(app, NOW + timedelta(minutes=15))
    assert give_password(here, AGENCY).status_code == 200


def test_the_limit_is_the_same_for_addresses_that_nobody_has(app: FastAPI) -> None:
    answers = [give_password(browser(app), "nobody@example.org").status_code for _ in range(6)]

    assert answers == [401] * 5 + [429]


def test_a_right_password_forgets_the_wrong_ones(app: FastAPI) -> None:
    client = browser(app)
    for _ in range(2):
        for _ in range(4):
            assert give_password(client, AGENCY, WRONG).status_code == 401
        assert give_password(client, AGENCY).status_code == 200


def test_a_network_that_tries_many_addresses_is_refused(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        for _ in range(SIGN_IN_CLIENT.most - 1):
            count(session, SIGN_IN_CLIENT, "198.51.100.7", now=NOW)

    assert [give_password(browser(app), f"{one}@example.org").status_code for one in "ab"] == [401, 429]
    assert give_password(browser(app, client="203.0.113.9"), AGENCY).status_code == 200


@pytest.mark.parametrize("body", [{}, {"email": AGENCY}, {"email": AGENCY, "password": "x" * 1001}, {"email": 1}])
def test_a_call_that_makes_no_sense_shows_no_password(app: FastAPI, body: dict[str, object]) -> None:
    answer = browser(app).post("/api/v1/sign-in", json=body)

    assert answer.status_code == 422
    assert "xxx" not in answer.text
