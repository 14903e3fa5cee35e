"""The second factor: set up by who is signed in, given at each sign-in, needed by some roles in production."""

from datetime import timedelta

import pyotp
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import select

from models.account import Account
from models.database import reading, writing
from models.second_factor import RecoveryCode, SecondFactor
from tests.api.accounts.people import (
    ADMINISTRATOR,
    AGENCY,
    FOCAL,
    PASSWORD,
    browser,
    give_password,
    is_in,
    letters,
    signed_in,
    trail,
    with_second_factor,
)
from tests.api.people import at
from tests.conftest import NOW

FACTOR = "/api/v1/account/second-factor"
LATER = NOW + timedelta(minutes=2)


def give_code(client: TestClient, code: str) -> int:
    """Answers the status of giving a code."""
    return client.post("/api/v1/sign-in/second-factor", json={"code": code}).status_code


def waiting(app: FastAPI, email: str = AGENCY, machine: str = "198.51.100.7") -> TestClient:
    """A browser that gave the password, at LATER."""
    at(app, LATER)
    client = browser(app, client=machine)
    assert give_password(client, email).json()["next"] == "give-code"
    return client


def test_with_a_second_factor_the_password_alone_opens_nothing(app: FastAPI, engine: Engine) -> None:
    _, phone = with_second_factor(app, AGENCY)
    client = waiting(app)
    before = client.cookies["sursur_session"]

    assert not is_in(client)
    assert client.get("/api/v1/account/sessions").status_code == 401
    assert give_code(client, phone.at(LATER)) == 200
    assert is_in(client)
    assert client.cookies["sursur_session"] != before
    assert trail(engine, AGENCY)[-1] == ("account.sign-in", AGENCY)


def test_setting_up_ends_the_sessions_that_had_no_second_factor(app: FastAPI) -> None:
    earlier = signed_in(app, AGENCY)
    client, _ = with_second_factor(app, AGENCY)

    assert (is_in(client), is_in(earlier)) == (True, False)
    assert client.get(FACTOR).json() == {"set_up": True, "needed": False, "recovery_codes_left": 10}


def test_a_code_is_taken_once(app: FastAPI) -> None:
    _, phone = with_second_factor(app, AGENCY)
    first, second = waiting(app), waiting(app)

    assert give_code(first, phone.at(LATER)) == 200
    assert give_code(second, phone.at(LATER)) == 401
    assert give_code(second, phone.at(LATER - timedelta(seconds=30))) == 401
    assert give_code(second, phone.at(LATER + timedelta(seconds=30))) == 200


def test_the_code_that_set_the_factor_up_is_used(app: FastAPI) -> None:
    _, phone = with_second_factor(app, AGENCY)
    client = browser(app)
    give_password(client, AGENCY)

    assert give_code(client, phone.at(NOW)) == 401


def test_five_wrong_codes_close_the_door_also_for_the_right_one(app: FastAPI) -> None:
    _, phone = with_second_factor(app, AGENCY)
    client = waiting(app)

    assert [give_code(client, "000000") for _ in range(5)] == [401] * 5
    assert give_code(client, phone.at(LATER)) == 429
    assert give_code(waiting(app, machine="203.0.113.9"), phone.at(LATER)) == 429  # a new sign-in changes nothing


def test_a_half_sign_in_ends_soon(app: FastAPI) -> None:
    _, phone = with_second_factor(app, AGENCY)
    client = waiting(app)
    at(app, LATER + timedelta(minutes=15))

    assert give_code(client, phone.at(LATER + timedelta(minutes=15))) == 401


def test_who_gave_the_password_alone_cannot_set_up_another_factor(app: FastAPI) -> None:
    with_second_factor(app, AGENCY)
    client = waiting(app)

    assert client.post(FACTOR).status_code == 409
    assert client.post(f"{FACTOR}/confirmation", json={"code": "000000"}).status_code == 409
    assert client.post(f"{FACTOR}/removal", json={"code": "000000"}).status_code == 401
    assert client.put("/api/v1/account/password", json={"old": PASSWORD, "new": "x" * 20}).status_code == 401


def test_a_recovery_code_stands_in_once(app: FastAPI) -> None:
    client = browser(app)
    give_password(client, AGENCY)
    phone = pyotp.TOTP(client.post(FACTOR).json()["secret"])
    codes = client.post(f"{FACTOR}/confirmation", json={"code": phone.at(NOW)}).json()["recovery_codes"]

    assert give_code(waiting(app), codes[3].upper()) == 200
    assert give_code(waiting(app), codes[3]) == 401
    again = waiting(app)
    assert give_code(again, codes[4]) == 200
    assert again.get(FACTOR).json()["recovery_codes_left"] == 8


def test_new_recovery_codes_replace_the_old(app: FastAPI) -> None:
    client, phone = with_second_factor(app, AGENCY)
    at(app, LATER)
    fresh = client.post(f"{FACTOR}/recovery-codes", json={"code": phone.at(LATER)})

    assert fresh.status_code == 201
    assert client.get(FACTOR).json()["recovery_codes_left"] == 10
    assert give_code(waiting(app), fresh.json()["recovery_codes"][0]) == 200
    assert client.post(f"{FACTOR}/recovery-codes", json={"code": "000000"}).status_code == 401


def test_an_owner_removes_the_factor_with_a_code_and_is_told(app: FastAPI, engine: Engine) -> None:
    client, phone = with_second_factor(app, AGENCY)
    at(app, LATER)

    assert client.post(f"{FACTOR}/removal", json={"code": "000000"}).status_code == 401
    assert client.post(f"{FACTOR}/removal", json={"code": phone.at(LATER)}).status_code == 204
    assert is_in(signed_in(app, AGENCY))
    assert len(letters(engine, AGENCY, "second-factor-removed")) == 1


@pytest.mark.parametrize("email", [FOCAL, ADMINISTRATOR])
def test_some_roles_get_nowhere_in_production_before_they_have_one(real_app: FastAPI, email: str) -> None:
    client = browser(real_app)
    answer = give_password(client, email)

    assert answer.json()["next"] == "set-up"
    assert not is_in(client)
    assert client.get(FACTOR).json() == {"set_up": False, "needed": True, "recovery_codes_left": 0}
    phone = pyotp.TOTP(client.post(FACTOR).json()["secret"])
    assert client.post(f"{FACTOR}/confirmation", json={"code": "000000"}).status_code == 401
    assert not is_in(client)
    assert client.post(f"{FACTOR}/confirmation", json={"code": phone.at(NOW)}).status_code == 200
    assert is_in(client)
    at(real_app, LATER)
    assert client.post(f"{FACTOR}/removal", json={"code": phone.at(LATER)}).status_code == 409


def test_who_is_given_such_a_role_behind_our_back_gets_nowhere_either(real_app: FastAPI, engine: Engine) -> None:
    client = signed_in(real_app, AGENCY)
    with writing(engine) as session:
        session.get_one(Account, AGENCY).role = "administrator"

    assert not is_in(client)
    assert client.post(FACTOR).status_code == 201


def test_other_roles_need_none_in_production(real_app: FastAPI) -> None:
    assert is_in(signed_in(real_app, AGENCY))


def test_an_administrator_resets_the_factor_of_who_lost_it(app: FastAPI, engine: Engine) -> None:
    lost, _ = with_second_factor(app, AGENCY)
    administrator = signed_in(app, ADMINISTRATOR)

    assert administrator.delete(f"/api/v1/accounts/{AGENCY}/second-factor").status_code == 204
    assert not is_in(lost)
    assert is_in(signed_in(app, AGENCY))
    assert ("account.second-factor-removed", ADMINISTRATOR) in trail(engine, AGENCY)
    assert administrator.delete(f"/api/v1/accounts/{AGENCY}/second-factor").status_code == 409


def test_the_secret_is_stored_encrypted_and_the_codes_as_hashes(app: FastAPI, engine: Engine) -> None:
    client = browser(app)
    give_password(client, AGENCY)
    secret = client.post(FACTOR).json()["secret"]
    answer = client.post(f"{FACTOR}/confirmation", json={"code": pyotp.TOTP(secret).at(NOW)})

    with reading(engine) as session:
        stored = str([*session.exec(select(SecondFactor)), *session.exec(select(RecoveryCode))])
    assert secret not in stored
    assert not any(code in stored for code in answer.json()["recovery_codes"])
    assert answer.headers["cache-control"] == "no-store"


def test_without_a_session_there_is_no_second_factor_to_speak_of(app: FastAPI) -> None:
    client = browser(app)

    assert client.get(FACTOR).status_code == client.post(FACTOR).status_code == give_code(client, "000000") == 401
    assert give_code(signed_in(app, AGENCY), "000000") == 409
