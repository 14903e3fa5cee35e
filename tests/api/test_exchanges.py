"""Exchanges over HTTP, from the accepted match to the practice that is drawn from its end."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import docx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from matcher.duties import do_duties
from models.api_token import Scope
from models.database import writing
from tests.api.conftest import service, talk_to
from tests.api.people import as_account, at
from tests.conftest import NOW
from tests.exchanging import (
    ADMINISTRATOR,
    ANALYST,
    ENDS,
    FOCAL,
    FUND,
    PROVIDER,
    RECIPIENT,
    SECOND,
    STARTS,
    STRANGER,
    more_people,
    on,
    opened,
)
from tests.matched import small_region

WORK = {"stage": "final", "relevance": 5, "delivery": 4, "results": 5, "sustainability": 4}
SAID = WORK | {"text": "Bien.", "would_recommend": True, "need_met": "yes"}


class Office:
    """One account's way to the service: every edit starts from what it has just read."""

    def __init__(self, app: FastAPI, email: str) -> None:
        self._app, self._email = app, email

    @property
    def client(self) -> TestClient:
        """A client with a token of today: tokens expire while exchanges run."""
        return as_account(self._app, self._email, issued_at=self._app.state.clock())

    def read(self, path: str, expect: int = 200) -> Any:
        """What stands there."""
        response = self.client.get(f"/api/v1{path}")
        assert response.status_code == expect, response.text
        return response.json()

    def do(self, method: str, path: str, said: Any = None, *, expect: int, of: str = "") -> Any:
        """A call from the version of `of`, where it changes something that exists."""
        headers = {"If-Match": self.client.get(f"/api/v1{of}").headers["ETag"]} if of else {}
        response = self.client.request(method, f"/api/v1{path}", json=said, headers=headers)
        assert response.status_code == expect, response.text
        return response.json() if response.content else None


@pytest.fixture
def app(engine: Engine) -> Iterator[FastAPI]:
    """The service with the small region and more people."""
    with writing(engine) as session:
        small_region(session)
        more_people(session)
    app = service(engine.url.render_as_string(hide_password=False))
    yield app
    app.state.settings.engine.dispose()


@pytest.fixture
def key(engine: Engine, app: FastAPI) -> str:
    """The exchange of an accepted match."""
    with writing(engine) as session:
        return opened(session).id


def _agree(offices: list[Office], path: str) -> None:
    for office in offices:
        office.do("POST", f"{path}/agree", expect=200, of=path)


def test_a_triangle_goes_from_its_opening_to_a_practice(app: FastAPI, key: str) -> None:
    mexico, brazil, argentina, fund, focal = (Office(app, one) for one in (RECIPIENT, PROVIDER, SECOND, FUND, FOCAL))
    path = f"/exchanges/{key}"
    mexico.do("PATCH", path, {"starts_on": str(STARTS), "ends_on": str(ENDS)}, expect=200, of=path)
    for organization, role in (("inta-arg", "second-provider"), ("fund-prg", "funder")):
        mexico.do("POST", f"{path}/parties", {"organization": organization, "role": role}, expect=201, of=path)
    for office in (argentina, fund):
        office.do("POST", f"{path}/invitation", {"accept": True}, expect=204)
    milestone = brazil.do("POST", f"{path}/milestones", {"title": "Curso", "due_on": str(ENDS)}, expect=201)
    cash = {"organization": "fund-prg", "kind": "cash", "what": "Pasajes", "amount": 9000, "currency": "USD"}
    mexico.do("POST", f"{path}/cost-shares", cash, expect=201)
    agreement = brazil.client.get(f"/api/v1{path}/agreement?language=pt")
    assert "Acordo" in docx.Document(BytesIO(agreement.content)).paragraphs[0].text
    assert agreement.headers["Content-Disposition"] == f'attachment; filename="{key}-pt.docx"'

    _agree([mexico, brazil, argentina], path)
    assert mexico.read(path)["state"] == "agreed"
    at(app, on(STARTS))
    brazil.do("POST", f"{path}/start", {}, expect=200, of=path)
    done = {"done_on": str(STARTS)}
    version = {"If-Match": f'"{milestone["version"]}"'}
    reached = brazil.client.patch(f"/api/v1{path}/milestones/{milestone['id']}", json=done, headers=version)
    assert reached.json()["done_on"] == str(STARTS)

    at(app, on(ENDS))
    brazil.do("POST", f"{path}/evaluations", SAID, expect=201)
    assert mexico.read(path)["evaluations"] == []
    ended = mexico.do("POST", f"{path}/evaluations", SAID, expect=201)
    assert (ended["state"], ended["outcome"], len(ended["evaluations"])) == ("completed", 0.875, 2)

    practice = brazil.do("POST", f"{path}/practice", expect=201)
    of = f"/practices/{practice['id']}"
    Office(app, STRANGER).read(of, expect=404)
    brazil.do("PATCH", of, {"title": "Comitês de água"}, expect=200, of=of)
    mexico.do("POST", f"{of}/state", {"state": "submitted"}, expect=200, of=of)
    focal.do("POST", f"{of}/state", {"state": "published"}, expect=200, of=of)
    assert [one["title"] for one in talk_to(app).get("/api/v1/practices").json()["items"]] == ["Comitês de água"]


def test_a_registered_cooperation_and_its_two_records(app: FastAPI) -> None:
    mexico, brazil, focal = (Office(app, one) for one in (RECIPIENT, PROVIDER, FOCAL))
    wanted = {"requester": "amexcid-mex", "provider": "sabesp-bra", "title": "Agua rural"}
    key = brazil.do("POST", "/exchanges", wanted, expect=201)["id"]
    path = f"/exchanges/{key}"
    assert mexico.read(path)["allowed"] == ["exchange.join"]
    mexico.do("POST", f"{path}/invitation", {"accept": True}, expect=204)
    mexico.do("PATCH", f"{path}/statement", {"title": "Agua", "cost": 5, "currency": "USD"}, expect=200, of=path)
    brazil.do("PATCH", f"{path}/statement", {"title": "Água"}, expect=200, of=path)
    assert [one["field"] for one in focal.read(f"{path}/differences") if one["differs"]] == ["title"]

    settled = {"field": "title", "organization": "sabesp-bra"}
    focal.do("POST", f"{path}/differences", settled, expect=200, of=path)

    assert brazil.read(path)["title"] == "Água"
    assert "exchange.settled" in [one["action"] for one in brazil.read(f"{path}/history")]


def test_a_need_is_asked_about_a_year_later(app: FastAPI, key: str) -> None:
    mexico, brazil, focal = (Office(app, one) for one in (RECIPIENT, PROVIDER, FOCAL))
    path = f"/exchanges/{key}"
    mexico.do("PATCH", path, {"starts_on": str(STARTS), "ends_on": str(ENDS)}, expect=200, of=path)
    _agree([mexico, brazil], path)
    at(app, on(STARTS))
    mexico.do("POST", f"{path}/start", {}, expect=200, of=path)
    at(app, on(ENDS))
    focal.do("POST", f"{path}/close", expect=200, of=path)
    mexico.read("/requests/req-agua/need-met", expect=404)

    do_duties(app.state.settings.engine, now=on(ENDS, days=365))

    assert mexico.read("/requests/req-agua/need-met")["answer"] is None
    mexico.do("POST", "/requests/req-agua/need-met", {"answer": "partly"}, expect=200)
    mexico.do("POST", "/requests/req-agua/need-met", {"answer": "yes"}, expect=409)


def test_an_exchange_is_given_up_with_a_reason_in_the_readers_words(app: FastAPI, key: str) -> None:
    brazil, path = Office(app, PROVIDER), f"/exchanges/{key}"
    reasons = brazil.client.get("/api/v1/exchanges/reasons?lang=pt").json()
    assert {"code": "no-funding", "text": "O financiamento não foi reunido."} in reasons

    brazil.do("POST", f"{path}/cancel", {"reason": "other"}, expect=422, of=path)
    ended = brazil.do("POST", f"{path}/cancel", {"reason": "no-funding"}, expect=200, of=path)

    assert (ended["state"], ended["allowed"]) == ("cancelled", [])


def test_an_edit_names_the_version_that_it_starts_from(app: FastAPI, key: str) -> None:
    client, path = as_account(app, RECIPIENT), f"/api/v1/exchanges/{key}"
    stale = {"If-Match": client.get(path).headers["ETag"]}
    assert client.patch(path, json={"title": "Agua"}).status_code == 428
    assert client.patch(path, json={"title": "Agua"}, headers=stale).status_code == 200
    assert client.patch(path, json={"title": "Otra"}, headers=stale).status_code == 412
    assert client.post(f"{path}/agree", headers=stale).status_code == 412


def test_a_repeated_call_adds_one_milestone(app: FastAPI, key: str) -> None:
    client, path = as_account(app, RECIPIENT), f"/api/v1/exchanges/{key}"
    headers = {"Idempotency-Key": "one"}
    said = {"title": "Curso", "due_on": str(ENDS)}
    first, again = (client.post(f"{path}/milestones", json=said, headers=headers) for _ in range(2))

    assert first.json() == again.json()
    assert len(client.get(path).json()["milestones"]) == 1


CALLS: list[tuple[str, str, Any]] = [
    ("GET", "", None),
    ("GET", "/history", None),
    ("GET", "/contacts", None),
    ("GET", "/agreement", None),
    ("GET", "/differences", None),
    ("PATCH", "", {"title": "Otra cosa"}),
    ("POST", "/parties", {"organization": "inta-arg", "role": "funder"}),
    ("DELETE", "/parties/1", None),
    ("POST", "/invitation", {"accept": True}),
    ("POST", "/agree", None),
    ("POST", "/start", {}),
    ("POST", "/cancel", {"reason": "no-funding"}),
    ("POST", "/close", None),
    ("POST", "/milestones", {"title": "Curso", "due_on": str(ENDS)}),
    ("POST", "/cost-shares", {"organization": "sabesp-bra", "kind": "in-kind", "what": "Salas"}),
    ("POST", "/evaluations", SAID),
    ("PATCH", "/statement", {"title": "Otra cosa"}),
    ("POST", "/differences", {"field": "title"}),
    ("POST", "/practice", None),
]


@pytest.mark.parametrize("email", [STRANGER, SECOND, None])
def test_to_those_who_may_not_know_of_it_it_does_not_exist(email: str | None, app: FastAPI, key: str) -> None:
    client = as_account(app, email) if email else talk_to(app)
    for method, rest, said in CALLS:
        answers = [
            client.request(method, f"/api/v1/exchanges/{one}{rest}", json=said, headers={"If-Match": '"1"'})
            for one in (key, "exc-none")
        ]
        hidden, missing = ((one.status_code, one.text.replace(key, "exc-none")) for one in answers)
        assert hidden == missing, (method, rest)
        assert hidden[0] == 404, (method, rest)


def test_a_part_of_a_hidden_exchange_is_not_told_from_one_that_is_missing(app: FastAPI, key: str) -> None:
    path, plan = f"/exchanges/{key}/milestones", {"title": "Curso", "due_on": str(ENDS)}
    part = Office(app, RECIPIENT).do("POST", path, plan, expect=201)["id"]
    client, version = as_account(app, STRANGER), {"If-Match": '"1"'}
    for method, body in (("PATCH", {"title": "Otra cosa"}), ("DELETE", None)):
        answers = [
            client.request(method, f"/api/v1{path}/{one}", json=body, headers=version) for one in (part, "mil-1")
        ]
        assert [one.status_code for one in answers] == [404, 404]
        assert answers[0].text == answers[1].text


def test_a_token_that_may_not_read_lists_only_what_is_public(app: FastAPI, key: str) -> None:
    writer = as_account(app, ADMINISTRATOR, scopes=[Scope.WRITE])
    for path in ("exchanges", "practices", "requests?state=any", "offers?state=any"):
        assert writer.get(f"/api/v1/{path}").json() == talk_to(app).get(f"/api/v1/{path}").json(), path


@pytest.mark.parametrize("email", [ANALYST, FOCAL])
def test_who_only_looks_changes_nothing(email: str, app: FastAPI, key: str) -> None:
    client = as_account(app, email)
    mine = {"", "/parties", "/start", "/cancel", "/close", "/milestones", "/cost-shares"} if email == FOCAL else set()
    before = as_account(app, RECIPIENT).get(f"/api/v1/exchanges/{key}").json()
    for method, rest, said in CALLS:
        if method != "GET" and rest not in mine and rest != "/parties/1":
            answer = client.request(
                method, f"/api/v1/exchanges/{key}{rest}", json=said, headers={"If-Match": f'"{before["version"]}"'}
            )
            assert answer.status_code == 403, (method, rest, answer.text)

    assert as_account(app, RECIPIENT).get(f"/api/v1/exchanges/{key}").json() == before


def test_lists_go_on_from_their_cursor_and_refuse_what_they_do_not_know(app: FastAPI, key: str) -> None:
    client = as_account(app, RECIPIENT)
    [one] = client.get("/api/v1/exchanges?mine=true&state=accepted&sector=water-sanitation").json()["items"]
    assert (one["id"], [side["organization"] for side in one["parties"]]) == (key, ["amexcid-mex", "sabesp-bra"])
    assert talk_to(app).get("/api/v1/exchanges").json() == {"items": [], "next": None}
    assert client.get("/api/v1/exchanges?nonsense=1").status_code == 422


def test_times_come_from_the_services_clock(app: FastAPI, key: str) -> None:
    moment: datetime = NOW + timedelta(days=9)
    at(app, moment)
    office, path = Office(app, RECIPIENT), f"/exchanges/{key}"
    office.do("PATCH", path, {"title": "Agua potable"}, expect=200, of=path)

    assert office.read(f"{path}/history")[-1]["at"][:10] == moment.date().isoformat()


def test_nobody_writes_without_a_token(app: FastAPI, key: str) -> None:
    client: TestClient = talk_to(app)
    wanted = {"requester": "amexcid-mex", "provider": "sabesp-bra", "title": "Agua rural"}
    assert client.post("/api/v1/exchanges", json=wanted).status_code == 401
