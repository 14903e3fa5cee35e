"""Every route asks the policy what it says it asks, answers everybody without failing, and reading changes nothing."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import product
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel

from api.access import ACCESS, OPEN
from matcher.digests.building import build_week
from matcher.policy import RULES
from matcher.policy.actor import Actor
from matcher.policy.permission import Permission
from models.attachment import Attachment
from models.database import reading, writing
from models.document import Document
from models.event_delegation import EventDelegation, EventPost
from models.meeting import Meeting
from models.roster import Placement
from models.webhook import Webhook
from tests import builders
from tests.api.conftest import service, talk_to
from tests.api.people import as_account
from tests.api.routes_of import ON_ONE_DATABASE, routes_of
from tests.conftest import NOW
from tests.matched import put, small_region, suggest
from tests.meeting_people import OPENS, event
from tests.spreading import taken

PEOPLE = {
    "public": None,
    "agency": "agency.mex@example.org",
    "provider": "provider.bra@example.org",
    "focal point": "focal@example.org",
    "analyst": "analyst@example.org",
    "administrator": "admin@example.org",
    "another agency": "agency.arg@example.org",
}
WATCHED = frozenset({"apitoken", "accountsession", "tally"})
"""Tables that note who was seen when, and how often a word was wrong; reading may touch these."""

OWN = {
    "organization_id": "amexcid-mex",
    "request_id": "req-agua",
    "offer_id": "off-agua",
    "practice_id": "pra-1",
    "mechanism_id": "mec-1",
    "document_id": "doc-1",
    "noun": "offer",
    "key": "off-agua",
    "catalogue_id": "portal",
    "call_id": "cal-1",
    "application_id": "app-1",
    "partner_id": "par-app-1-BRA",
    "community_id": "com-agua",
    "contribution_id": "con-1",
    "member_id": "mem-com-agua-amexcid-mex",
    "match_id": "1",
    "exchange_id": "exc-1",
    "attachment_id": "att-1",
    "event_id": "eve-agua",
    "expert_id": "exp-agua",
    "roster_id": "ros-agua",
    "placement_id": "plc-1",
    "delegation_id": "del-1",
    "meeting_id": "mee-1",
    "brought_id": "1",
    "webhook_id": "hok-1",
    "digest_id": "1",
    "mail_id": "1",
    "email": "focal@example.org",
    "code": "MEX",
    "priority_id": "pri-1",
    "project_id": "pro-1",
    "group": "network",
    "view": "flows",
    "form": "csv",
    "year": "2026",
}
"""Things that are there, by the name of the parameter that names them."""

QUESTIONS = {"/api/v1/organizations/similar": "?name=agua"}
"""What must be asked along with a path."""


@pytest.fixture
def app(engine: Engine) -> Iterator[FastAPI]:
    with writing(engine) as session:
        _fill(session)
    app = service(engine.url.render_as_string(hide_password=False))
    yield app
    app.state.settings.engine.dispose()


def _fill(session: Session) -> None:
    small_region(session)
    put(
        session,
        builders.organization("afectados-arg", "ARG"),
        builders.organization("paho", None, kind="multilateral"),
        builders.account("admin@example.org", "administrator"),
        builders.account("agency.arg@example.org", organization="afectados-arg"),
        builders.practice("pra-1"),
        builders.mechanism("mec-1"),
        Document(id="doc-1", title="Manual", kind="guide", language="es", organization="amexcid-mex", added_at=NOW),
        builders.proposal_call(),
        builders.application(),
        builders.partner(),
        builders.community(),
        builders.organization("oaxaca-mex", "MEX", kind="subnational-government"),
        builders.priority(organization="oaxaca-mex"),
        builders.project(),
        builders.member("com-agua", "amexcid-mex"),
        builders.question(),
        builders.expert(state="consented", offers=["off-agua"]),
        builders.roster(),
        Placement(id="plc-1", roster="ros-agua", expert="exp-agua"),
        event(organization="segib"),
        EventDelegation(id="del-1", event="eve-agua", organization="amexcid-mex"),
        EventDelegation(id="del-2", event="eve-agua", organization="sabesp-bra"),
        EventPost(event="eve-agua", delegation="del-1", request="req-agua", added_at=NOW),
        Meeting(
            id="mee-1",
            event="eve-agua",
            first="del-1",
            second="del-2",
            starts_at=OPENS,
            minutes=20,
            place=1,
            score=0,
            changed_at=NOW,
        ),
        builders.exchange("exc-1"),
        *builders.sides("exc-1"),
        Attachment(
            id="att-1",
            request="req-agua",
            name="a.pdf",
            media_type="application/pdf",
            size=1,
            digest="0" * 64,
            added_at=NOW,
        ),
        Webhook(
            id="hok-1",
            account="agency.mex@example.org",
            url="https://agency.example/hook",
            events=["request.published"],
            sealed_secret="sealed",
            created_at=NOW,
        ),
    )
    suggest(session)
    build_week(session, "2026-W48", now=NOW, domain="sursur.example")


def clients(app: FastAPI) -> dict[str, TestClient]:
    """Everybody, by role."""
    return {role: as_account(app, email) if email else talk_to(app) for role, email in PEOPLE.items()}


def addresses(path: str) -> list[str]:
    """A path with things that are there, and with things that are not."""
    if "{" not in path:
        return [path]
    missing = dict.fromkeys(OWN, "nothing-here")
    return [_filled(path, OWN), _filled(path, missing)]


def _filled(path: str, values: dict[str, str]) -> str:
    post = values["offer_id"] if path.startswith("/api/v1/offers/") else values["request_id"]
    path = path.replace("{post_id}", post)
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", value)
    while "{" in path:  # a parameter of which nothing is there
        before, _, after = path.partition("{")
        path = f"{before}nothing{after.partition('}')[2]}"
    return path


def digest(engine: Engine) -> dict[str, str]:
    """What each table holds, as a hash of its rows."""
    found = {}
    with reading(engine) as session:
        for table in SQLModel.metadata.sorted_tables:
            rows = sorted(json.dumps([str(value) for value in row]) for row in session.execute(table.select()))
            found[table.name] = hashlib.sha256("".join(rows).encode()).hexdigest()
    return {name: value for name, value in found.items() if name not in WATCHED}


def bodies(app: FastAPI, method: str, path: str) -> list[dict[str, Any]]:
    """Keyword arguments of calls: with the examples of the description, else with an empty body, or with none."""
    operation = app.openapi()["paths"].get(path, {}).get(method.lower(), {})
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return [{}]
    name = content["schema"].get("$ref", "").rpartition("/")[2]
    examples = app.openapi()["components"]["schemas"].get(name, {}).get("examples", [{}])
    return [{"json": one} for one in examples]


def test_every_route_declares_the_action_that_it_asks_for() -> None:
    routes = [
        one
        for one in routes_of(service("sqlite://"))
        if one[1].startswith(("/api", "/healthz", "/readyz", "/metrics", "/feed", "/answer"))
    ]

    assert {one: ACCESS.get(one, "add it to api/access.py") for one in routes} == ACCESS
    assert {action for action in ACCESS.values() if action != OPEN} <= set(RULES)


def calls(app: FastAPI) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every call: method, address, and what is sent along."""
    for method, path in routes_of(app):
        version = {"headers": {"If-Match": '"1"'}} if method != "GET" else {}
        for address, body in product(addresses(path), bodies(app, method, path)):
            yield method, address, body | version


def called(app: FastAPI, *, reading: bool) -> Counter[int]:
    """The statuses of all calls that read, or of all that write, by everybody; none of them may fail."""
    failed, answers = [], Counter[int]()
    with ExitStack() as open_ones:
        everybody = {role: open_ones.enter_context(one) for role, one in clients(app).items()}  # one loop for each
        for method, address, options in calls(app):
            for role, client in everybody.items() if (method == "GET") == reading else ():
                if not taken(role, method, address):
                    continue
                answer = client.request(method, address, **options)
                answers[answer.status_code] += 1
                if answer.status_code >= 500:
                    failed.append((answer.status_code, role, method, address, options))
    assert failed == []
    return answers


@pytest.mark.long
@ON_ONE_DATABASE
def test_no_change_fails_whoever_asks_for_it(app: FastAPI) -> None:
    assert {200, 201, 401, 403, 404, 422} <= set(called(app, reading=False))


@pytest.mark.long
@ON_ONE_DATABASE
def test_reading_fails_for_nobody_and_changes_nothing(app: FastAPI, engine: Engine) -> None:
    before = digest(engine)
    assert {200, 401, 403, 404, 422} <= set(called(app, reading=True))
    assert digest(engine) == before


@contextmanager
def watching(patch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The actions about which the policy is asked."""
    asked: set[str] = set()

    def watched(action: str, permission: Permission) -> Permission:
        def rule(actor: Actor, thing: Any) -> bool:
            asked.add(action)
            return permission.rule(actor, thing)

        return Permission(permission.scope, rule)

    with patch.context() as context:
        for action, permission in RULES.items():
            context.setitem(RULES, action, watched(action, permission))
        yield asked


def test_every_route_that_reads_asks_what_it_declares(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """Routes of lists may ask the policy in the words of the database instead."""
    client, silent = as_account(app, PEOPLE["administrator"] or ""), []
    for (method, path), action in ACCESS.items():
        if method != "GET" or action in (OPEN, "account.secure"):  # for sessions only, which no token is
            continue
        with watching(monkeypatch) as asked:
            answer = client.get(_filled(path, OWN) + QUESTIONS.get(path, ""))
        if action not in asked and '"items":' not in answer.text:
            silent.append((path, action, answer.status_code, asked))
    assert silent == []


def test_nobody_writes_without_signing_in(app: FastAPI, engine: Engine) -> None:
    public, before, wrong = talk_to(app), digest(engine), []
    for (method, path), action in ACCESS.items():
        if method == "GET" or action == OPEN:
            continue
        for call in bodies(app, method, path):
            answer = public.request(method, _filled(path, OWN), headers={"If-Match": '"1"'}, **call)
            if answer.status_code not in (401, 404, 422):
                wrong.append((method, path, answer.status_code))
    assert wrong == []
    assert digest(engine) == before
