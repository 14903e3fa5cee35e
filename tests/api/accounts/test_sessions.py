"""Sessions end when their time is over, when their owner says so, and when the account ends."""

from datetime import timedelta

from fastapi import FastAPI
from sqlalchemy import Engine

from models.account import Account
from models.database import writing
from tests.api.accounts.people import AGENCY, FOCAL, browser, is_in, signed_in
from tests.api.people import as_account, at
from tests.conftest import NOW

SESSIONS = "/api/v1/account/sessions"


def test_an_owner_sees_the_own_sessions_and_no_others(app: FastAPI) -> None:
    signed_in(app, FOCAL)
    signed_in(app, AGENCY, agent="Opera")
    found = signed_in(app, AGENCY).get(SESSIONS).json()["items"]

    assert sorted((one["client"], one["current"]) for one in found) == [("Firefox", True), ("Opera", False)]


def test_an_owner_ends_one_session_elsewhere_at_once(app: FastAPI) -> None:
    office, phone = signed_in(app, AGENCY), signed_in(app, AGENCY, agent="Opera")
    other = next(one for one in office.get(SESSIONS).json()["items"] if not one["current"])

    assert office.delete(f"{SESSIONS}/{other['id']}").status_code == 204
    assert (is_in(office), is_in(phone)) == (True, False)
    assert office.delete(f"{SESSIONS}/{other['id']}").status_code == 404


def test_an_owner_ends_all_others_and_stays(app: FastAPI) -> None:
    office, phone, home = (signed_in(app, AGENCY) for _ in range(3))

    assert office.delete(SESSIONS).status_code == 204
    assert [is_in(one) for one in (office, phone, home)] == [True, False, False]


def test_nobody_ends_the_session_of_somebody_else(app: FastAPI) -> None:
    victim, other = signed_in(app, AGENCY), signed_in(app, FOCAL)
    key = victim.get(SESSIONS).json()["items"][0]["id"]

    assert other.delete(f"{SESSIONS}/{key}").status_code == 404
    assert is_in(victim)


def test_a_session_that_lies_idle_ends_and_one_in_use_goes_on_to_its_last_day(app: FastAPI) -> None:
    idle, used = signed_in(app, AGENCY), signed_in(app, AGENCY)
    for hour in range(1, 7 * 24, 3):
        at(app, NOW + timedelta(hours=hour))
        assert is_in(used), hour
        assert hour < 12 or not is_in(idle)
    at(app, NOW + timedelta(days=7))
    assert not is_in(used)


def test_a_disabled_account_is_out_at_once_also_where_the_row_was_changed_by_hand(app: FastAPI, engine: Engine) -> None:
    client, program = signed_in(app, AGENCY), as_account(app, AGENCY)
    with writing(engine) as session:
        session.get_one(Account, AGENCY).active = False

    assert not is_in(client)
    assert program.get("/api/v1/account").status_code == 401


def test_a_token_does_not_manage_sessions_and_the_public_sees_none(app: FastAPI) -> None:
    assert as_account(app, AGENCY).get(SESSIONS).status_code == 403
    assert browser(app).get(SESSIONS).status_code == 401
