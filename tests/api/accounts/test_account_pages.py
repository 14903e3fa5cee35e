"""The pages by which people come in and look after their accounts: by forms alone, as a browser without scripts."""

import re
from html import unescape
from urllib.parse import quote

import pyotp
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine

from matcher.accounts.confirming import ask_confirmation
from matcher.policy import Actor
from models.account import Account
from models.database import reading, writing
from models.request import Request
from tests.api.accounts.people import (
    ADMINISTRATOR,
    AGENCY,
    FOCAL,
    NEW_PASSWORD,
    PASSWORD,
    browser,
    is_in,
    letters,
    mailed_token,
    signed_in,
)
from tests.api.people import at
from tests.api.routes_of import ON_ONE_DATABASE
from tests.conftest import NOW
from tests.matched import suggest

pytestmark = ON_ONE_DATABASE
EVA = "eva@example.org"


def sign_in(client: TestClient, email: str, password: str = PASSWORD, **more: str) -> Response:
    """Fills in the form."""
    return client.post("/sign-in", data={"email": email, "password": password, **more}, follow_redirects=False)


def value_of(html: str, name: str) -> str:
    """What stands in a field of a page."""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', html)
    assert found is not None, name
    return unescape(found[1])


def account_form(html: str, **changes: str) -> dict[str, str]:
    """The form of the own account as it stands, with changes."""
    chosen = dict(re.findall(r'<select id="(\w+)".*?<option value="([^"]*)" selected', html, re.DOTALL))
    ticked = dict.fromkeys(re.findall(r'<input id="(\w+)"[^>]*checkbox[^>]*checked', html), "1")
    return {"version": value_of(html, "version"), "name": value_of(html, "name"), **chosen, **ticked, **changes}


def test_somebody_signs_in_is_greeted_by_name_and_signs_out(app: FastAPI) -> None:
    client = browser(app)

    assert sign_in(client, AGENCY).headers["location"] == "/start"
    home = client.get("/")
    assert "/account" in home.text
    assert home.headers["cache-control"] == "private, no-cache"
    assert client.post("/sign-out").status_code == 200
    assert not is_in(client)


def test_who_must_sign_in_first_comes_back_to_where_he_was_going(app: FastAPI) -> None:
    client = browser(app)

    asked = client.get("/account", follow_redirects=False)
    assert asked.status_code == 303
    form = client.get(asked.headers["location"])
    assert value_of(form.text, "to") == "/account"
    assert sign_in(client, AGENCY, to="/account").headers["location"] == "/account"


@pytest.mark.parametrize("to", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(app: FastAPI, to: str) -> None:
    assert sign_in(browser(app), AGENCY, to=to).headers["location"] == "/"


def test_a_wrong_password_brings_the_form_back_with_the_address_and_without_the_password(app: FastAPI) -> None:
    answer = sign_in(browser(app), AGENCY, "a quite wrong one", to="/account")

    assert answer.status_code == 401
    assert value_of(answer.text, "email") == AGENCY
    assert value_of(answer.text, "to") == "/account"
    assert "a quite wrong one" not in answer.text
    assert 'role="alert"' in answer.text


def test_what_is_missing_is_said_at_its_field_in_the_language_of_the_reader(app: FastAPI) -> None:
    answer = browser(app).post("/sign-in?lang=es", data={"email": AGENCY})

    assert answer.status_code == 422
    assert '<html lang="es"' in answer.text
    assert 'id="wrong-password"' in answer.text
    assert re.search(r'id="password"[^>]*aria-describedby="[^"]*wrong-password"', answer.text)


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {"origin": "null"}]
)
def test_a_form_of_another_site_is_refused(app: FastAPI, headers: dict[str, str]) -> None:
    client = signed_in(app, AGENCY)
    told = client.headers.pop("sec-fetch-site")  # which only new browsers tell

    assert client.post("/sign-out", headers=headers).status_code == 403
    client.headers["sec-fetch-site"] = told
    assert is_in(client)


def test_a_role_that_needs_a_second_factor_sets_it_up_and_gives_it_next_time(real_app: FastAPI) -> None:
    client = browser(real_app)
    step = sign_in(client, FOCAL, to="/account")
    assert step.headers["location"] == "/account/second-factor?to=%2Faccount"
    client.get(step.headers["location"])
    begun = client.post("/account/second-factor", data={"to": "/account"})
    found = re.search(r"<code>([A-Z2-7]{16,})</code>", begun.text)
    assert found is not None
    phone = pyotp.TOTP(found[1])
    wrong = client.post("/account/second-factor/confirmation", data={"code": "000000", "to": "/account"})
    assert wrong.status_code == 401
    done = client.post("/account/second-factor/confirmation", data={"code": phone.at(NOW), "to": "/account"})
    assert len(re.findall(r"<li><code>", done.text)) == 10
    assert client.get("/account").status_code == 200

    later = browser(real_app)
    at(real_app, NOW.replace(hour=9))
    assert sign_in(later, FOCAL, to="/account").headers["location"] == "/sign-in/code?to=%2Faccount"
    assert not is_in(later)
    code = {"code": phone.at(NOW.replace(hour=9)), "to": "/account"}
    assert later.post("/sign-in/code", data=code, follow_redirects=False).headers["location"] == "/account"
    assert is_in(later)


def test_an_invited_colleague_opens_the_account_and_is_in(app: FastAPI, engine: Engine) -> None:
    wish = {"email": EVA, "name": "Eva Luna", "language": "es", "time_zone": "America/Bogota"}
    signed_in(app, AGENCY).post("/api/v1/invitations", json=wish)
    path = f"/invitation/{mailed_token(engine, EVA, 'invitation')}"
    client = browser(app)

    form = client.get(path)
    assert (value_of(form.text, "name"), '<option value="America/Bogota" selected>' in form.text) == ("Eva Luna", True)
    typed = {"name": "Eva Luna Ríos", "language": "pt", "time_zone": "America/Bogota"}
    weak = client.post(path, data={**typed, "password": "short"})
    assert (weak.status_code, value_of(weak.text, "name")) == (422, "Eva Luna Ríos")
    assert client.post(path, data={**typed, "password": NEW_PASSWORD}, follow_redirects=False).status_code == 303
    assert is_in(client)
    assert '<html lang="pt"' in client.get("/account").text
    assert client.get(path).status_code == 410


def test_opening_a_mailed_link_changes_nothing(app: FastAPI, engine: Engine) -> None:
    browser(app).post("/password-reset", data={"email": AGENCY})
    path = f"/password-reset/{mailed_token(engine, AGENCY, 'password-reset')}"

    assert [browser(app).get(path).status_code for _ in range(3)] == [200, 200, 200]
    assert browser(app).head(path).status_code in (200, 405)
    assert browser(app).post(path, data={"password": NEW_PASSWORD}).status_code == 200
    assert sign_in(browser(app), AGENCY, NEW_PASSWORD).status_code == 303
    assert browser(app).get(path).status_code == 410


def test_nobody_learns_from_the_page_whether_an_address_has_an_account(app: FastAPI, engine: Engine) -> None:
    answers = {browser(app).post("/password-reset", data={"email": one}).text for one in (AGENCY, "nobody@example.org")}

    assert len(answers) == 1
    assert len(letters(engine, AGENCY, "password-reset")) == 1


def test_an_address_is_confirmed_by_one_button(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        session.get_one(Account, AGENCY).confirmed_at = None
    with writing(engine) as session:
        ask_confirmation(session, Actor(email=AGENCY), now=NOW)
    path = f"/confirmation/{mailed_token(engine, AGENCY, 'confirmation')}"

    assert AGENCY in browser(app).get(path).text
    assert browser(app).post(path).status_code == 200
    with reading(engine) as session:
        assert session.get_one(Account, AGENCY).confirmed_at == NOW


def test_an_owner_changes_language_day_and_mails(app: FastAPI) -> None:
    client = signed_in(app, AGENCY)
    form = account_form(client.get("/account").text, language="fr", digest_weekday="3")
    del form["reminders"]

    saved = client.post("/account", data=form)
    assert '<html lang="fr"' in saved.text
    assert 'role="status"' in saved.text
    found = client.get("/api/v1/account").json()
    assert (found["language"], found["digest_weekday"], found["reminders"], found["wants_digest"]) == (
        "fr",
        3,
        False,
        True,
    )


def test_two_windows_do_not_overwrite_each_other(app: FastAPI) -> None:
    client = signed_in(app, AGENCY)
    form = account_form(client.get("/account").text)

    assert client.post("/account", data={**form, "name": "Window one"}).status_code == 200
    late = client.post("/account", data={**form, "name": "Window two"})
    assert late.status_code == 412
    assert value_of(late.text, "name") == "Window two"
    assert client.get("/api/v1/account").json()["name"] == "Window one"


def test_a_new_password_signs_out_everywhere_else(app: FastAPI) -> None:
    here, there = signed_in(app, AGENCY), signed_in(app, AGENCY, agent="Lynx")
    assert "Lynx" in here.get("/account").text

    wrong = here.post("/account/password", data={"old": "not the old one", "new": NEW_PASSWORD})
    assert wrong.status_code == 403
    assert here.post("/account/password", data={"old": PASSWORD, "new": NEW_PASSWORD}).status_code == 200
    assert (is_in(here), is_in(there)) == (True, False)


def test_an_owner_ends_one_session_or_all_others(app: FastAPI) -> None:
    here, there, elsewhere = (signed_in(app, AGENCY) for _ in range(3))
    ends = re.findall(r'action="(/account/sessions/[^"]+)"', here.get("/account").text)
    assert len(ends) == 2

    here.post(ends[0])
    assert [is_in(there), is_in(elsewhere)].count(True) == 1
    here.post("/account/sessions")
    assert (is_in(here), is_in(there), is_in(elsewhere)) == (True, False, False)


def test_what_is_for_members_opens_to_who_is_signed_in(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        suggest(session)
        session.get_one(Request, "req-agua").visibility = "members"
    path = "/requests/req-agua/offers/off-agua"

    stranger = browser(app).get(path)
    assert stranger.status_code == 404
    assert f'href="/sign-in?to={quote(path, safe="")}"' in stranger.text
    member = signed_in(app, "agency.bra@example.org")
    assert member.get(path).status_code == 200
    assert "/sign-out" in member.get("/requests/nothing-here").text


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
def test_each_page_is_whole_in_each_language(app: FastAPI, language: str) -> None:
    client = signed_in(app, ADMINISTRATOR)
    pages = ["/account", "/account/second-factor"]
    answers = [client.get(page, params={"lang": language}) for page in pages]
    answers += [browser(app).get(page, params={"lang": language}) for page in ("/sign-in", "/password-reset")]

    for answer in answers:
        assert answer.status_code == 200
        assert f'<html lang="{language}" dir="ltr">' in answer.text
        assert re.search(r"<title>[^<]+ · Sursur</title>", answer.text)
