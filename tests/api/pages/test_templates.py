"""Every template compiles, has a title, and shows what its page holds: nothing that is not there, nothing unseen."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from functools import cache
from html import unescape
from itertools import islice, product
from typing import Any

import pytest
from fastapi import FastAPI
from jinja2 import nodes
from sqlalchemy import Engine
from sqlmodel import select

from api.pages import TEMPLATES
from api.pages.rendering import templates
from models.account import Account
from models.database import reading, writing
from tests.api.accounts.people import hashed, signed_in
from tests.api.conftest import talk_to
from tests.api.inhabited import keys_by_parameter
from tests.api.routes_of import ON_ONE_DATABASE, routes_of
from tests.api.test_canaries import addresses
from tests.conftest import NOW
from tests.exchanging import FOCAL, PROVIDER, RECIPIENT
from tests.weight import too_heavy

ADMINISTRATOR = "administrator@example.org"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
NO_PAGES = ("/api", "/feed", "/healthz", "/readyz", "/metrics")
WHOLE = {"gallery.html"}
"""Files that are no pages of the service."""
ELSEWHERE = {
    *("/start", "/administration/pairs", "/administration/trail.csv", "/placements/{placement_id}"),
    *("/demand/{view}", "/review/silence/{kind}/{post_id}"),
    "/events/{event_id}/delegations/{delegation_id}/timetable.ics",
}
"""Read-only addresses that open no page here: those that lead on, files, and what the browser's walk finds."""
AT_ONCE = {"exchange/end.html", "experts/consent.html", "experts/show.html"}
"""Templates whose red buttons are not folded: a page that asks why, and what may be said anew at any time."""
ENOUGH = 6
"""Of so many things of a kind each page is looked at."""
TAG, WORD = re.compile(r"<[^>]*>|<[^>]*$|^[^<]*>|[\w-]+=\"[^\"]*\"?"), re.compile(r"[^\W\d_]{2,}")
NO_WORDS = {"Sursur", "DOCX", "CSV", "API", "JSON", "UTC"}
"""What is called the same in all languages."""


@cache
def tree(name: str) -> nodes.Template:
    assert templates.env.loader is not None
    source, _, _ = templates.env.loader.get_source(templates.env, name)
    return templates.env.parse(source)


def with_ancestors(name: str) -> list[str]:
    """A template with those that it extends or includes."""
    found = [name]
    for node in tree(name).find_all((nodes.Extends, nodes.Include)):
        if isinstance(node.template, nodes.Const):
            found += with_ancestors(node.template.value)
    return found


def shown(name: str) -> set[str]:
    """The attributes of `page` that a template uses."""
    return {
        one.attr
        for part in with_ancestors(name)
        for one in tree(part).find_all(nodes.Getattr)
        if isinstance(one.node, nodes.Name) and one.node.name == "page"
    }


def passes_whole(name: str) -> bool:
    """Whether a template hands the page on as a whole, to a macro or a loop over its attributes."""
    whole = 0
    for part in with_ancestors(name):
        got = {id(one.node) for one in tree(part).find_all((nodes.Getattr, nodes.Getitem))}
        whole += sum(one.name == "page" and id(one) not in got for one in tree(part).find_all(nodes.Name))
    return whole > 0


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles_and_names_its_page(name: str) -> None:
    templates.env.get_template(name)
    extends = any(True for _ in tree(name).find_all(nodes.Extends))
    blocks = {one.name for one in tree(name).find_all(nodes.Block)}
    assert not extends or "title" in blocks


@pytest.mark.parametrize("name", NAMES)
def test_what_ends_something_is_pressed_after_a_question(name: str) -> None:
    html = (TEMPLATES / name).read_text(encoding="utf-8")
    before = [html[: one.start()] for one in re.finditer(r"\bdanger\b", html)]
    at_once = [one for one in before if one.count("<details") <= one.count("</details>")]
    assert at_once == [] or name in AT_ONCE


@pytest.mark.parametrize("name", NAMES)
def test_words_stand_in_the_catalogues_and_not_in_the_template(name: str) -> None:
    """Text outside of `_()` is not translated. Names and marks are no words."""
    if name in WHOLE:
        return
    free = " ".join(one.data for one in tree(name).find_all(nodes.TemplateData))
    assert [word for word in words_of(free) if word not in NO_WORDS] == []


def words_of(html: str) -> list[str]:
    """The words that a reader sees in a piece of a page."""
    return WORD.findall(unescape(TAG.sub(" ", html)))


@pytest.fixture
def app(inhabited_app: FastAPI, engine: Engine) -> FastAPI:
    with writing(engine) as session:
        for account in session.exec(select(Account)):
            account.password_hash, account.confirmed_at = hashed(), NOW
    return inhabited_app


def differences(kind: type, template: str) -> set[str]:
    """What a page holds and its template does not show, and what the template asks for in vain."""
    held, used = {one.name for one in fields(kind)}, shown(template)
    return (held - used) | {name for name in used - held if not isinstance(getattr(kind, name, None), property)}


@contextmanager
def noting(patch: pytest.MonkeyPatch) -> Iterator[dict[str, set[type]]]:
    """What the templates are given, by template."""
    held, render = defaultdict[str, set[type]](set), templates.TemplateResponse

    def noted(request: Any, name: str, context: dict[str, Any], **more: Any) -> Any:
        held[name].add(type(context["page"]))
        return render(request, name, context, **more)

    with patch.context() as patched:
        patched.setattr(templates, "TemplateResponse", noted)
        yield held


@pytest.mark.long
@ON_ONE_DATABASE
def test_pages_hold_what_their_templates_show_and_are_light(
    app: FastAPI, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [talk_to(app), *(signed_in(app, one) for one in (RECIPIENT, PROVIDER, FOCAL, ADMINISTRATOR))]
    with reading(engine) as session:
        keys = keys_by_parameter(session)
    heavy, opened, sizes = list[str](), set[str](), dict[str, int]()
    with noting(monkeypatch) as held:
        for path in (path for method, path in routes_of(app) if method == "GET" and not path.startswith(NO_PAGES)):
            for address, client in product(islice(addresses(path, keys), ENOUGH), people):
                answer = client.get(address)
                if answer.is_success and not answer.history and "html" in answer.headers["content-type"]:
                    opened.add(path)
                    heavy += too_heavy(client, answer, sizes)
    wrong = {
        f"{template}: {kind.__name__}": sorted(differing)
        for template, kinds in held.items()
        for kind in kinds
        if (differing := differences(kind, template)) and not passes_whole(template)
    }
    reads, acts = ({path for verb, path in routes_of(app) if verb == method} for method in ("GET", "POST"))
    assert {one for one in reads - acts - opened if not one.startswith(NO_PAGES)} == ELSEWHERE
    assert wrong == {}
    assert heavy == []
