"""Every form of every page, as people find it: a fault stands at its field, what was typed outlives the session, and
one that comes twice does one thing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import delete, select

from api.transactions import ONCE
from models.account import Account
from models.account_session import AccountSession
from models.database import reading, writing
from tests.api.accounts.people import hashed, signed_in
from tests.api.inhabited import keys_by_parameter
from tests.api.pages.posts_forms import PageForm, forms_of
from tests.api.routes_of import ON_ONE_DATABASE, routes_of
from tests.api.test_access import digest
from tests.api.test_canaries import addresses
from tests.conftest import NOW
from tests.exchanging import FOCAL, PROVIDER, RECIPIENT
from tests.spreading import spread, taken

pytestmark = ON_ONE_DATABASE
ADMINISTRATOR = "administrator@example.org"
PEOPLE = (ADMINISTRATOR, RECIPIENT, PROVIDER, FOCAL)
NO_PAGES = ("/api", "/feed", "/healthz", "/readyz", "/metrics")
ENOUGH = 2
"""Of so many things of a kind each page is looked at."""
FAULT = re.compile(r'<li><a href="#([\w-]+)">')
TYPED = "agua y pan"
ALONE = ("/account/password", "/password-reset", "/sign-in")
"""Forms of nothing but secrets, which no page keeps, and those for which nobody is signed in."""


@dataclass(frozen=True)
class Found:
    """A form, who found it, and on which page."""

    client: TestClient
    page: str
    form: PageForm

    @property
    def where(self) -> str:
        """The page, and where the form goes."""
        return f"{self.page} -> {self.form.action}"

    def typed(self, words: str) -> dict[str, Any]:
        """The form with the same words in every field that people write in."""
        return {**self.form.fields, **dict.fromkeys(self.form.written, words)}


@pytest.fixture
def found(inhabited_app: FastAPI, engine: Engine) -> list[Found]:
    """Every form that somebody finds, of each page and address once."""
    with writing(engine) as session:
        for account in session.exec(select(Account)):
            account.password_hash, account.confirmed_at = hashed(), NOW
    with reading(engine) as session:
        keys = keys_by_parameter(session)
    known = dict[tuple[str, str], Found]()
    for email in PEOPLE:
        for path, one in _found_by(inhabited_app, email, keys):
            known.setdefault((path, re.sub(r"\d+|-\w+", "", one.form.action)), one)
    return list(known.values())


def _found_by(app: FastAPI, email: str, keys: dict[str, list[str]]) -> Iterator[tuple[str, Found]]:
    client = signed_in(app, email)
    for path in (path for method, path in routes_of(app) if method == "GET" and not path.startswith(NO_PAGES)):
        for address in (one for one in islice(addresses(path, keys), ENOUGH) if taken(email, one)):
            answer = client.get(address)
            if answer.is_success and "html" in answer.headers["content-type"]:
                main = answer.text.partition("<main")[2].partition("</main>")[0]
                yield from ((path, Found(client, address, one)) for one in forms_of(main) if one.method == "post")


@pytest.mark.long
def test_a_fault_stands_at_its_field_and_leads_there(found: list[Found]) -> None:
    wrong, pointed = list[str](), 0
    for one in found:
        for words in (TYPED, "") if one.form.written else ():
            answer = one.client.post(one.form.action, data=one.typed(words))
            assert answer.status_code < 500, one.where
            for name in FAULT.findall(answer.text) if answer.is_client_error else ():
                pointed += 1
                if name in one.form.written and not all(f'id="{at}"' in answer.text for at in (name, f"wrong-{name}")):
                    wrong.append(f"{one.where} {name}")
    assert pointed > (10 if spread() else 50)
    assert sorted(set(wrong)) == [], "\n".join(sorted(set(wrong)))


@pytest.mark.long
def test_what_was_typed_outlives_the_session(found: list[Found], engine: Engine) -> None:
    with writing(engine) as session:
        session.exec(delete(AccountSession))
    before, lost = digest(engine), list[str]()
    for one in found:
        if one.form.written and not one.form.action.startswith(ALONE):
            answer = one.client.post(one.form.action, data=one.typed(TYPED), follow_redirects=False)
            if answer.status_code not in (401, 422) or TYPED not in answer.text:
                lost.append(f"{answer.status_code} {one.where}")
    assert lost == [], "\n".join(lost)
    assert {name for name, value in digest(engine).items() if value != before[name]} == set()


@pytest.mark.long
def test_a_form_that_comes_twice_does_one_thing(found: list[Found], engine: Engine) -> None:
    twice, done = list[str](), 0
    for one in found:
        if one.client.post(one.form.action, data=one.form.fields, follow_redirects=False).status_code != 303:
            continue
        done, before = done + 1, digest(engine)
        one.client.post(one.form.action, data=one.form.fields, follow_redirects=False)
        again = {name for name, value in digest(engine).items() if value != before[name]}
        if again and ONCE not in one.form.fields:
            twice.append(f"{one.where}: {sorted(again)}")
    assert done > (5 if spread() else 30)
    assert twice == [], "\n".join(twice)
