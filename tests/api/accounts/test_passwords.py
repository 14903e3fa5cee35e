"""Passwords: changed by who knows the old one, set anew by a mailed link."""

from datetime import timedelta

import pytest
from fastapi import FastAPI
from httpx2 import Response
from sqlalchemy import Engine
from sqlmodel import select

from models.account import Account
from models.audit import AuditEvent
from models.database import reading, writing
from models.one_time_link import OneTimeLink
from tests.api.accounts.people import (
    AGENCY,
    NEW_PASSWORD,
    PASSWORD,
    browser,
    give_password,
    is_in,
    letters,
    mailed_token,
    signed_in,
    trail,
    with_second_factor,
)
from tests.api.people import as_account, at
from tests.conftest import NOW

RESETS = "/api/v1/password-resets"


def ask(app: FastAPI, email: str, client: str = "198.51.100.7") -> Response:
    """Asks for a new password."""
    return browser(app, client=client).post(RESETS, json={"email": email})


def reset(app: FastAPI, token: str, password: str = NEW_PASSWORD) -> int:
    """Answers the status of setting a new password."""
    return browser(app).post(f"{RESETS}/completion", json={"token": token, "password": password}).status_code


def change(client: object, old: str, new: str) -> int:
    """Answers the status of changing the password."""
    answer: Response = client.put("/api/v1/account/password", json={"old": old, "new": new})  # type: ignore[attr-defined]
    return answer.status_code


def test_a_new_password_ends_the_other_sessions_and_the_old_password(app: FastAPI, engine: Engine) -> None:
    client, other = signed_in(app, AGENCY), signed_in(app, AGENCY)

    assert change(client, PASSWORD, NEW_PASSWORD) == 204
    assert (is_in(client), is_in(other)) == (True, False)
    assert give_password(browser(app), AGENCY).status_code == 401
    assert give_password(browser(app), AGENCY, NEW_PASSWORD).status_code == 200
    assert len(letters(engine, AGENCY, "password-changed")) == 1


def test_the_old_password_is_needed_and_cannot_be_guessed(app: FastAPI) -> None:
    client = signed_in(app, AGENCY)

    assert [change(client, "a wrong one", NEW_PASSWORD) for _ in range(5)] == [403] * 5
    assert change(client, PASSWORD, NEW_PASSWORD) == 429
    assert is_in(client)


def test_an_unfit_password_changes_nothing(app: FastAPI) -> None:
    client = signed_in(app, AGENCY)

    assert change(client, PASSWORD, "short") == 422
    assert change(client, PASSWORD, "agency.mex2026") == 422
    assert give_password(browser(app), AGENCY).status_code == 200


def test_neither_a_token_nor_the_public_changes_a_password(app: FastAPI) -> None:
    assert change(as_account(app, AGENCY), PASSWORD, NEW_PASSWORD) == 403
    assert change(browser(app), PASSWORD, NEW_PASSWORD) == 401


def test_a_mailed_link_sets_a_new_password_once_and_ends_all_sessions(app: FastAPI, engine: Engine) -> None:
    client = signed_in(app, AGENCY)
    with writing(engine) as session:
        session.get_one(Account, AGENCY).confirmed_at = None
    assert ask(app, AGENCY.upper()).status_code == 202
    token = mailed_token(engine, AGENCY, "password-reset")

    assert [reset(app, token), reset(app, token)] == [204, 410]
    assert not is_in(client)
    assert is_in(browser(app)) is False
    assert give_password(browser(app), AGENCY, NEW_PASSWORD).status_code == 200
    with reading(engine) as session:
        assert session.get_one(Account, AGENCY).confirmed_at is not None
    assert ("account.password-set", AGENCY) in trail(engine, AGENCY)


def test_the_answer_is_the_same_for_an_address_that_nobody_has(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        session.get_one(Account, "agency.bra@example.org").active = False
    known, unknown, disabled = (ask(app, one) for one in (AGENCY, "nobody@example.org", "agency.bra@example.org"))

    for one in (known, unknown, disabled):
        del one.headers["x-request-id"]  # each call has its own
    assert {(one.status_code, one.text, tuple(one.headers.items())) for one in (unknown, disabled)} == {
        (202, known.text, tuple(known.headers.items()))
    }
    assert letters(engine, "agency.bra@example.org", "password-reset") == []


def test_the_limit_is_the_same_for_an_address_that_nobody_has(app: FastAPI) -> None:
    known = [ask(app, AGENCY).status_code for _ in range(4)]
    unknown = [ask(app, "nobody@example.org").status_code for _ in range(4)]

    assert known == unknown == [202] * 3 + [429]


def test_a_network_that_asks_for_many_is_refused(app: FastAPI) -> None:
    answers = [ask(app, f"{number}@example.org").status_code for number in range(21)]

    assert answers == [202] * 20 + [429]
    assert ask(app, AGENCY, client="203.0.113.9").status_code == 202


def test_a_link_ends_after_an_hour_and_with_a_new_password(app: FastAPI, engine: Engine) -> None:
    ask(app, AGENCY)
    token = mailed_token(engine, AGENCY, "password-reset")
    at(app, NOW + timedelta(hours=1))
    assert reset(app, token) == 410

    ask(app, AGENCY)
    token = mailed_token(engine, AGENCY, "password-reset")
    change(signed_in(app, AGENCY), PASSWORD, NEW_PASSWORD)
    assert reset(app, token) == 410


def test_a_new_password_does_not_remove_the_second_factor(app: FastAPI, engine: Engine) -> None:
    with_second_factor(app, AGENCY)
    ask(app, AGENCY)
    reset(app, mailed_token(engine, AGENCY, "password-reset"))

    assert give_password(browser(app), AGENCY, NEW_PASSWORD).json()["next"] == "give-code"


@pytest.mark.long
def test_neither_links_nor_passwords_stand_in_the_database_or_the_trail(app: FastAPI, engine: Engine) -> None:
    ask(app, AGENCY)
    token = mailed_token(engine, AGENCY, "password-reset")
    reset(app, token)

    with reading(engine) as session:
        rows = [*session.exec(select(OneTimeLink)), *session.exec(select(AuditEvent)), *session.exec(select(Account))]
    stored = str([row.model_dump() for row in rows])
    assert token not in stored
    assert NEW_PASSWORD not in stored
    assert "argon2" not in str([row for row in rows if isinstance(row, AuditEvent)])
