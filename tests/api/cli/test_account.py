"""`sursur account`: who runs the service makes, lists and disables accounts."""

import json
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from models.account import Account
from models.database import reading, writing
from tests.api.accounts.people import NEW_PASSWORD, letters, trail
from tests.api.conftest import service
from tests.api.people import at
from tests.matched import small_region
from tests.shell import sursur

EVA = "eva@example.org"
NAMED = ("account", "add", EVA, "--name", "Eva Luna")
AS_FOCAL = (*NAMED, "--role", "focal-point", "--covers", "caribbean", "--covers", "MEX", "--language", "es")


@pytest.fixture
def small(engine: Engine) -> Engine:
    """Five accounts."""
    with writing(engine) as session:
        small_region(session)
    return engine


def test_an_account_is_made_and_its_owner_comes_in_by_the_link(small: Engine, database_url: str) -> None:
    added = json.loads(sursur(database_url, *AS_FOCAL, "--show-link", "--json").out)
    token = added["link"].rpartition("/invitation/")[2]

    assert (added["role"], added["covers"], added["confirmed_at"]) == ("focal-point", ["caribbean", "MEX"], None)
    assert letters(small, EVA, "invitation")[-1]["token"] == token
    assert trail(small, EVA) == [("account.invite", "terminal")]
    app = service(database_url)
    with reading(small) as session:
        invited_at = session.get_one(Account, EVA).invited_at
    assert invited_at is not None
    at(app, invited_at + timedelta(days=13))
    body = {"token": token, "password": NEW_PASSWORD}
    assert TestClient(app).post("/api/v1/invitations/acceptance", json=body).status_code == 200
    app.state.settings.engine.dispose()


def test_the_link_is_shown_only_where_it_is_asked_for(small: Engine, database_url: str) -> None:
    without, shown = sursur(database_url, *AS_FOCAL), sursur(database_url, *AS_FOCAL, "--show-link")
    first, second = (one["token"] for one in letters(small, EVA, "invitation"))

    assert (without.code, "invited as focal-point" in without.out) == (0, True)
    assert first not in without.out
    assert f"/invitation/{second}" in shown.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((*NAMED, "--role", "agency"), "organization"),
        ((*NAMED, "--role", "agency", "--organization", "nobody"), "nobody"),
        ((*NAMED, "--role", "analyst", "--covers", "MEX"), "covers"),
        ((*NAMED, "--role", "focal-point", "--covers", "Atlantis"), "Atlantis"),
        ((*NAMED, "--role", "king"), "king"),
        (("account", "add", "no address", "--name", "Eva", "--role", "analyst"), "email"),
        (("account", "add", "focal@example.org", "--name", "Eva", "--role", "analyst"), "account already"),
        (("account", "disable", "nobody@example.org"), "nobody@example.org"),
        (("account", "list", "--role", "king"), "king"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(
    small: Engine, database_url: str, words: tuple[str, ...], says: str
) -> None:
    assert says in sursur(database_url, *words).reason
    assert letters(small, EVA, "invitation") == []


def test_accounts_are_listed_and_disabled(small: Engine, database_url: str) -> None:
    before = json.loads(sursur(database_url, "account", "list", "--role", "agency", "--json").out)
    disabled = json.loads(sursur(database_url, "account", "disable", "Agency.mex@example.org", "--json").out)
    again = sursur(database_url, "account", "disable", "agency.mex@example.org")
    shown = sursur(database_url, "account", "list", "--disabled").out

    assert [one["email"] for one in before] == ["agency.bra@example.org", "agency.mex@example.org"]
    assert (disabled["email"], disabled["active"], again.code) == ("agency.mex@example.org", False, 0)
    assert shown.splitlines()[0].startswith("agency.mex@example.org  agency  amexcid-mex")
    assert shown.splitlines()[-1] == "1 accounts."
    assert "password" not in json.dumps(before)
