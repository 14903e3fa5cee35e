"""Invitations: who may invite whom, and how the invited come in."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from models.account import Account, active_accounts
from models.database import reading, writing
from tests.api.accounts.people import (
    ADMINISTRATOR,
    AGENCY,
    FOCAL,
    NEW_PASSWORD,
    browser,
    give_password,
    is_in,
    letters,
    mailed_token,
    signed_in,
    trail,
)
from tests.api.people import as_account, at
from tests.conftest import NOW

INVITATIONS = "/api/v1/invitations"
EVA = "eva@example.org"
WISH = {"email": EVA, "name": "Eva Luna", "language": "es", "time_zone": "America/Bogota"}
AS_AGENCY = {**WISH, "role": "agency", "organization": "abc-bra"}


def accept(app: FastAPI, token: str, **words: Any) -> int:
    """Answers the status of accepting an invitation."""
    body = {"token": token, "password": NEW_PASSWORD, **words}
    return browser(app).post(f"{INVITATIONS}/acceptance", json=body).status_code


def test_an_invited_colleague_chooses_a_password_and_signs_in(app: FastAPI, engine: Engine) -> None:
    answer = signed_in(app, AGENCY).post(INVITATIONS, json={**WISH, "email": "Eva@Example.org"})
    token = mailed_token(engine, EVA, "invitation")

    assert (answer.status_code, answer.json()) == (202, {"email": EVA})
    assert accept(app, token, name="Eva Luna Ríos", language="pt") == 200
    client = browser(app)
    assert give_password(client, EVA, NEW_PASSWORD).json()["next"] == "nothing"
    found = client.get("/api/v1/account").json()
    assert (found["role"], found["organization"], found["name"]) == ("agency", "amexcid-mex", "Eva Luna Ríos")
    assert (found["language"], found["time_zone"], found["confirmed_at"] is not None) == ("pt", "America/Bogota", True)
    assert trail(engine, EVA)[:2] == [("account.invite", AGENCY), ("account.accept", EVA)]


def test_a_link_opens_once(app: FastAPI, engine: Engine) -> None:
    signed_in(app, AGENCY).post(INVITATIONS, json=WISH)
    token = mailed_token(engine, EVA, "invitation")

    assert [accept(app, token), accept(app, token)] == [200, 410]


def test_a_link_ends_with_its_time_and_when_a_newer_one_is_sent(app: FastAPI, engine: Engine) -> None:
    client = signed_in(app, AGENCY)
    client.post(INVITATIONS, json=WISH)
    first = mailed_token(engine, EVA, "invitation")
    client.post(INVITATIONS, json=WISH)
    second = mailed_token(engine, EVA, "invitation")

    assert accept(app, first) == 410
    at(app, NOW + timedelta(days=14))
    assert accept(app, second) == 410


def test_a_link_opens_for_its_own_purpose_only(app: FastAPI, engine: Engine) -> None:
    signed_in(app, AGENCY).post(INVITATIONS, json=WISH)
    body = {"token": mailed_token(engine, EVA, "invitation")}

    assert browser(app).post("/api/v1/confirmations", json=body).status_code == 410
    reset = browser(app).post("/api/v1/password-resets/completion", json={**body, "password": NEW_PASSWORD})
    assert reset.status_code == 410
    assert accept(app, body["token"]) == 200


def test_an_unfit_password_leaves_the_link_as_it_is(app: FastAPI, engine: Engine) -> None:
    signed_in(app, AGENCY).post(INVITATIONS, json=WISH)
    token = mailed_token(engine, EVA, "invitation")

    assert [accept(app, token, password="eva-luna-2026"), accept(app, token)] == [422, 200]
    assert accept(app, "nonsense") == 410


def test_who_was_invited_and_has_not_come_gets_no_digest_and_is_not_let_in(app: FastAPI, engine: Engine) -> None:
    signed_in(app, AGENCY).post(INVITATIONS, json=WISH)

    assert give_password(browser(app), EVA, NEW_PASSWORD).status_code == 401
    with reading(engine) as session:
        assert EVA not in [one.email for one in active_accounts(session)]


@pytest.mark.parametrize(
    "other",
    [{"role": "administrator"}, {"role": "provider"}, {"organization": "abc-bra"}, {"covers": ["MEX"]}],
)
def test_an_office_invites_into_its_own_place_only(app: FastAPI, engine: Engine, other: dict[str, Any]) -> None:
    assert signed_in(app, AGENCY).post(INVITATIONS, json={**WISH, **other}).status_code == 403
    assert letters(engine, EVA, "invitation") == []


@pytest.mark.parametrize("email", [FOCAL, "analyst@example.org"])
def test_other_roles_invite_nobody(app: FastAPI, email: str) -> None:
    assert signed_in(app, email).post(INVITATIONS, json=AS_AGENCY).status_code == 403
    assert browser(app).post(INVITATIONS, json=AS_AGENCY).status_code == 401


def test_a_token_without_the_scope_invites_nobody(app: FastAPI) -> None:
    assert as_account(app, AGENCY, scopes=["read", "write"]).post(INVITATIONS, json=WISH).status_code == 403


def test_an_office_does_not_learn_who_has_an_account(app: FastAPI, engine: Engine) -> None:
    client = signed_in(app, AGENCY)
    unknown = client.post(INVITATIONS, json=WISH)
    known = client.post(INVITATIONS, json={**WISH, "email": FOCAL})

    assert (known.status_code, known.json()) == (unknown.status_code, {"email": FOCAL})
    assert letters(engine, FOCAL, "invitation") == []


def test_an_administrator_invites_anybody_and_is_told_who_is_there(app: FastAPI, engine: Engine) -> None:
    client = signed_in(app, ADMINISTRATOR)
    covers = {"role": "focal-point", "covers": ["caribbean", "MEX"]}

    assert client.post(INVITATIONS, json={**WISH, **covers}).status_code == 202
    assert client.get(f"/api/v1/accounts/{EVA}").json()["covers"] == ["caribbean", "MEX"]
    assert client.post(INVITATIONS, json={**AS_AGENCY, "email": FOCAL}).status_code == 409


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"role": None}, "role"),
        ({"organization": None}, "organization"),
        ({"organization": "nobody"}, "nobody"),
        ({"covers": ["MEX"]}, "covers"),
        ({"covers": ["Atlantis"]}, "covers"),
        ({"email": "no address"}, "email"),
        ({"name": "Eva\n\nhttps://evil.example/\n\n"}, "name"),
        ({"name": "see https://evil.example"}, "name"),
        ({"language": "xx"}, "language"),
        ({"time_zone": "Mars/Base"}, "time_zone"),
        ({"password": "x"}, "password"),
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused_by_its_field(
    app: FastAPI, wrong: dict[str, Any], says: str
) -> None:
    answer = as_account(app, ADMINISTRATOR).post(INVITATIONS, json={**AS_AGENCY, **wrong})

    assert answer.status_code == 422
    assert says in answer.json()["detail"]


def test_nobody_floods_an_address_or_the_service_with_invitations(app: FastAPI) -> None:
    client = as_account(app, AGENCY)
    to_one = [client.post(INVITATIONS, json=WISH).status_code for _ in range(4)]
    to_many = [client.post(INVITATIONS, json={**WISH, "email": f"{n}@example.org"}).status_code for n in range(29)]

    assert to_one == [202] * 3 + [429]
    assert to_many.count(202) == 27
    assert to_many[-1] == 429


def test_a_disabled_account_is_not_opened_by_an_old_link(app: FastAPI, engine: Engine) -> None:
    signed_in(app, AGENCY).post(INVITATIONS, json=WISH)
    token = mailed_token(engine, EVA, "invitation")
    with writing(engine) as session:
        session.get_one(Account, EVA).active = False

    assert accept(app, token) == 410
    assert not is_in(browser(app))


def test_an_owner_confirms_the_own_address_by_mail(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        session.get_one(Account, AGENCY).confirmed_at = None
    client = signed_in(app, AGENCY)

    assert client.post("/api/v1/account/confirmation").status_code == 202
    body = {"token": mailed_token(engine, AGENCY, "confirmation")}
    assert browser(app).post("/api/v1/confirmations", json=body).json() == {"email": AGENCY}
    assert client.get("/api/v1/account").json()["confirmed_at"].startswith("2026-11-23T07:00:00")
    assert browser(app).post("/api/v1/confirmations", json=body).status_code == 410
    assert client.post("/api/v1/account/confirmation").status_code == 409
