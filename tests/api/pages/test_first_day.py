"""A service on its first day: nothing is on record, and every link that a page shows opens for its reader."""

import re
from dataclasses import dataclass, field
from html import unescape

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import select

from models.account import Account
from models.database import writing
from tests import builders
from tests.api.accounts.people import browser, hashed, signed_in
from tests.api.conftest import service
from tests.api.routes_of import ON_ONE_DATABASE
from tests.browser.crawling import walk
from tests.conftest import NOW
from tests.matched import put

pytestmark = ON_ONE_DATABASE
PEOPLE = ("agency", "provider", "focal-point", "analyst", "administrator")


@dataclass
class Reader:
    """Opens pages and reads their links."""

    client: TestClient
    html: str = field(default="")

    def go(self, path: str) -> int:
        """Opens a page; answers its status."""
        answer = self.client.get(path)
        self.html = answer.text
        return answer.status_code

    def links(self) -> list[str]:
        """The paths that the page leads to."""
        return [unescape(one) for one in re.findall(r'href="(/[^"]*)"', self.html)]


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    with writing(engine) as session:
        put(session, builders.organization("first-mex", "MEX", kind="cooperation-agency"))
        for role in PEOPLE:
            put(session, builders.account(f"{role}@example.org", role, organization="first-mex", language="en"))
        for account in session.exec(select(Account)):
            account.password_hash, account.confirmed_at = hashed(), NOW
    return service(engine.url.render_as_string(hide_password=False))


@pytest.mark.parametrize("who", [None, *PEOPLE])
def test_every_link_opens_where_nothing_is_on_record(app: FastAPI, who: str | None) -> None:
    client = signed_in(app, f"{who}@example.org") if who else browser(app)

    kinds = {kind for kind, _ in walk(Reader(client), app)}

    assert {"/requests", "/countries/{code}", "/exchanges"} <= kinds


def test_a_country_without_a_record_says_what_could_be_done(app: FastAPI) -> None:
    page = browser(app).get("/countries/MEX?lang=en").text

    assert "Nothing of this country is on record here yet." in page
    assert 'href="#asks"' not in page
