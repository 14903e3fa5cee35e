"""Accounts as administrators find, invite, change, cut off and help them, by forms alone."""

import re
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import select

from models.account import Account
from models.database import reading, writing
from models.letter import Letter
from tests import builders
from tests.api.accounts.people import (
    ADMINISTRATOR,
    AGENCY,
    FOCAL,
    is_in,
    letters,
    populate,
    signed_in,
    with_second_factor,
)
from tests.api.conftest import service
from tests.api.routes_of import ON_ONE_DATABASE
from tests.conftest import NOW
from tests.matched import put

pytestmark = ON_ONE_DATABASE
HERE = "/administration/accounts"
NEW = {"email": "eva@example.org", "name": "Eva Luna", "role": "agency", "language": "es", "time_zone": "UTC"}


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    populate(engine)
    return service(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def administrator(app: FastAPI) -> TestClient:
    return signed_in(app, ADMINISTRATOR)


def account(engine: Engine, email: str = AGENCY) -> Account:
    with reading(engine) as session:
        return session.get_one(Account, email)


def version(html: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', html)
    assert found is not None
    return found[1]


def listed(page: str) -> set[str]:
    return set(re.findall(r">([\w.]+@example\.org)</a>", page))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"text": "PROVIDER.bra"}, {"provider.bra@example.org"}),
        ({"role": "analyst"}, {"analyst@example.org"}),
        ({"organization": "abc-bra"}, {"agency.bra@example.org"}),
        ({"standing": "unsecured"}, {"administrator@example.org", "focal@example.org"}),
        ({"standing": "disabled"}, set()),
        ({"organization": "AMEXCID-Mex"}, {AGENCY}),
    ],
)
def test_accounts_are_found(administrator: TestClient, asked: dict[str, str], expected: set[str]) -> None:
    assert listed(administrator.get(HERE, params=asked).text) == expected


def test_an_unknown_institution_is_said_at_its_field(administrator: TestClient) -> None:
    page = administrator.get(HERE, params={"organization": "Zzyzx"}).text

    assert 'id="wrong-sought-organization"' in page
    assert 'value="Zzyzx"' in page
    assert 'class="empty"' in page


def test_the_list_goes_on(administrator: TestClient, engine: Engine) -> None:
    with writing(engine) as session:
        put(session, *(builders.account(f"z{number:03}@example.org", "analyst") for number in range(60)))
    first = administrator.get(HERE, params={"role": "analyst"}).text
    link = re.search(r'rel="next" href="([^"]+)"', first)
    assert link is not None

    rest = administrator.get(HERE + link[1].replace("&amp;", "&")).text
    assert (len(listed(first)), listed(first) & listed(rest)) == (50, set())
    assert "z059@example.org" in rest


def test_somebody_is_invited_once_however_often_the_form_is_sent(administrator: TestClient, engine: Engine) -> None:
    form = NEW | {"organization": "AMEXCID-Mex", "once": "a-form-of-ana-1"}
    pages = [administrator.post(HERE, data=form) for _ in range(2)]

    assert [page.status_code for page in pages] == [200, 200]
    assert 'role="status"' in pages[0].text
    assert account(engine, "eva@example.org").organization == "amexcid-mex"
    assert len(letters(engine, "eva@example.org", "invitation")) == 1

    again = administrator.post(f"{HERE}/eva@example.org/invitation")
    assert again.status_code == 200
    assert len(letters(engine, "eva@example.org", "invitation")) == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [({"email": "eva"}, "email"), ({"organization": "Zzyzx"}, "organization"), ({"time_zone": "Mars"}, "time_zone")],
)
def test_an_invitation_that_fails_keeps_what_was_typed(
    administrator: TestClient, engine: Engine, change: dict[str, str], field: str
) -> None:
    page = administrator.post(HERE, data=NEW | {"organization": "amexcid-mex"} | change)

    assert page.status_code in (400, 422)
    assert f'id="wrong-{field}"' in page.text
    assert 'value="Eva Luna"' in page.text
    with reading(engine) as session:
        assert session.get(Account, "eva@example.org") is None


def test_an_address_that_has_an_account_is_not_invited(administrator: TestClient) -> None:
    page = administrator.post(HERE, data=NEW | {"email": AGENCY, "organization": "amexcid-mex"})

    assert (page.status_code, 'role="alert"' in page.text) == (409, True)


def test_name_and_mails_are_changed_from_the_version_that_was_read(administrator: TestClient, engine: Engine) -> None:
    page = administrator.get(f"{HERE}/{AGENCY}").text
    form = {"version": version(page), "name": "Oficina", "language": "pt", "time_zone": "UTC", "digest_weekday": "3"}
    assert administrator.post(f"{HERE}/{AGENCY}/words", data=form).status_code == 200
    changed = account(engine)
    assert (changed.name, changed.language, changed.wants_digest, changed.digest_weekday) == ("Oficina", "pt", False, 3)

    late = administrator.post(f"{HERE}/{AGENCY}/words", data=form | {"name": "Zu spät"})
    assert (late.status_code, "Zu spät" in late.text, account(engine).name) == (412, True, "Oficina")
    wrong = administrator.post(f"{HERE}/{AGENCY}/words", data=form | {"name": "x"})
    assert (wrong.status_code, 'id="wrong-name"' in wrong.text) == (422, True)


def test_a_new_role_signs_its_owner_out(app: FastAPI, administrator: TestClient, engine: Engine) -> None:
    owner = signed_in(app, AGENCY)
    page = administrator.get(f"{HERE}/{AGENCY}").text
    form = {"version": version(page), "role": "focal-point", "covers": ["MEX", "caribbean"]}
    assert administrator.post(f"{HERE}/{AGENCY}/standpoint", data=form).status_code == 200

    assert (account(engine).role, account(engine).covers) == ("focal-point", ["MEX", "caribbean"])
    assert not is_in(owner)
    checked = re.findall(r'name="covers" value="([^"]+)" checked', administrator.get(f"{HERE}/{AGENCY}").text)
    assert sorted(checked) == ["MEX", "caribbean"]


def test_an_agency_without_an_institution_is_refused(administrator: TestClient, engine: Engine) -> None:
    with writing(engine) as session:
        put(session, builders.account("free@example.org", "analyst"))
    page = administrator.get(f"{HERE}/free@example.org").text
    form = {"version": version(page), "role": "agency"}
    answer = administrator.post(f"{HERE}/free@example.org/standpoint", data=form)

    assert (answer.status_code >= 400, 'role="alert"' in answer.text) == (True, True)
    assert account(engine, "free@example.org").role == "analyst"
    unknown = administrator.post(f"{HERE}/free@example.org/standpoint", data=form | {"organization": "Zzyzx"})
    assert 'id="wrong-organization"' in unknown.text
    assert 'value="Zzyzx"' in unknown.text


def test_an_account_is_switched_off_and_on_after_a_question(
    app: FastAPI, administrator: TestClient, engine: Engine
) -> None:
    owner = signed_in(app, AGENCY)
    page = administrator.get(f"{HERE}/{AGENCY}").text
    assert re.search(r"<details><summary>[^<]*</summary>\s*<form[^>]*/switch", page)
    off = administrator.post(f"{HERE}/{AGENCY}/switch", data={"version": version(page), "active": "false"})
    assert (account(engine).active, is_in(owner)) == (False, False)

    administrator.post(f"{HERE}/{AGENCY}/switch", data={"version": version(off.text), "active": "true"})
    assert account(engine).active


def test_the_last_administrator_stays(administrator: TestClient, engine: Engine) -> None:
    page = administrator.get(f"{HERE}/{ADMINISTRATOR}").text
    form = {"version": version(page), "active": "false"}
    answer = administrator.post(f"{HERE}/{ADMINISTRATOR}/switch", data=form)

    assert (answer.status_code, 'role="alert"' in answer.text) == (409, True)
    assert account(engine, ADMINISTRATOR).active


def test_sessions_end_and_a_lost_factor_is_removed(app: FastAPI, administrator: TestClient) -> None:
    owner = signed_in(app, AGENCY)
    administrator.post(f"{HERE}/{AGENCY}/sessions")
    assert not is_in(owner)

    holder, _ = with_second_factor(app, FOCAL)
    page = administrator.post(f"{HERE}/{FOCAL}/second-factor")
    assert (page.status_code, is_in(holder)) == (200, False)
    assert administrator.post(f"{HERE}/{FOCAL}/second-factor").status_code == 409


def test_mail_is_let_through_again(administrator: TestClient, engine: Engine) -> None:
    with writing(engine) as session:
        one = session.get_one(Account, AGENCY)
        one.mail_stopped, one.mail_stopped_at = "bounced", NOW
    button = f"{quote(AGENCY)}/mail"
    assert button in administrator.get(f"{HERE}/{AGENCY}").text

    page = administrator.post(f"{HERE}/{AGENCY}/mail").text
    assert account(engine).mail_stopped is None
    assert "account.mail-resumed" in page
    assert button not in page


def test_a_look_at_the_digest_sends_nothing(app: FastAPI, administrator: TestClient, engine: Engine) -> None:
    assert signed_in(app, FOCAL).get(f"{HERE}/{AGENCY}/digest").status_code == 404
    assert signed_in(app, AGENCY).get(f"{HERE}/{AGENCY}/digest").status_code == 403
    page = administrator.get(f"{HERE}/{AGENCY}/digest")

    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    with reading(engine) as session:
        assert session.exec(select(Letter)).all() == []


@pytest.mark.parametrize("form", ["words", "standpoint", "switch", "sessions", "second-factor", "mail", "invitation"])
def test_nobody_else_sees_or_changes_an_account(app: FastAPI, engine: Engine, form: str) -> None:
    stranger = signed_in(app, FOCAL)
    before = account(engine)

    assert stranger.get(f"{HERE}/{AGENCY}").status_code == 404
    assert stranger.get(f"{HERE}/nobody@example.org").status_code == 404
    data = {"version": "1", "active": "false", "name": "Mine", "language": "en", "time_zone": "UTC", "role": "analyst"}
    assert stranger.post(f"{HERE}/{AGENCY}/{form}", data=data | {"digest_weekday": "1"}).status_code in (403, 404, 422)
    assert account(engine) == before


def test_a_form_of_another_site_is_refused(administrator: TestClient, engine: Engine) -> None:
    page = administrator.get(f"{HERE}/{AGENCY}").text
    answer = administrator.post(
        f"{HERE}/{AGENCY}/switch",
        data={"version": version(page), "active": "false"},
        headers={"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
    )
    assert (answer.status_code, account(engine).active) == (403, True)
