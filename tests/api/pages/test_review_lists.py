"""What else waits for a focal point: standstills, needs without suggestions, posts about to be published."""

import re
from datetime import timedelta
from html import unescape

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import select

from models.database import reading, writing
from models.letter import Letter
from models.match import MatchState
from models.offer import Offer
from models.post import PostState
from models.request import Request
from tests import builders
from tests.api.accounts.people import populate, signed_in
from tests.api.conftest import service
from tests.api.routes_of import ON_ONE_DATABASE
from tests.conftest import NOW
from tests.matched import bring, put, suggest
from tests.statements import counted

pytestmark = ON_ONE_DATABASE
FOCAL, AGENCY = "focal@example.org", "agency.mex@example.org"
CHOICE, ANSWER = "waits for the requester&#39;s choice", "waits for the answers of both sides"


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    populate(engine)
    return service(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def focal(app: FastAPI) -> TestClient:
    return signed_in(app, FOCAL)


def submitted(engine: Engine, key: str = "req-nueva", **fields: object) -> str:
    with writing(engine) as session:
        waits = {"state": "submitted", "published_at": None, "silence_ends_at": NOW + timedelta(days=2)}
        put(session, builders.request(key, title="Nueva necesidad", organization="amexcid-mex", **(waits | fields)))
    return f"/review/silence/requests/{key}"


def state(engine: Engine, key: str) -> str:
    with reading(engine) as session:
        row = session.get(Request, key) or session.get_one(Offer, key)
        return row.state


def stalled(engine: Engine, *, days: int, to: MatchState, request: str) -> None:
    with writing(engine) as session:
        put(session, builders.request(request, title=request, organization="amexcid-mex"))
        match = suggest(session, request, at=NOW - timedelta(days=days + 5))
        bring(match, to)
        match.endorsed_at = NOW - timedelta(days=days)
        match.introduced_at = match.endorsed_at if to == MatchState.INTRODUCED else None


def test_standstills_say_for_whom_they_wait_and_when_they_lapse(focal: TestClient, engine: Engine) -> None:
    stalled(engine, days=10, to=MatchState.ENDORSED, request="elegir")
    stalled(engine, days=35, to=MatchState.INTRODUCED, request="responder")
    stalled(engine, days=3, to=MatchState.INTRODUCED, request="fresco")

    html = focal.get("/review/stalled?lang=en").text

    rows = re.findall(r"<li>.*?</li>", html.split('class="waiting"')[1], re.DOTALL)
    assert [next(one for one in ("elegir", "responder", "fresco") if one in row) for row in rows] == [
        "responder",
        "elegir",
    ]
    assert ANSWER in rows[0]
    assert "lapses on December 18, 2026" in rows[0]
    assert CHOICE in unescape(rows[1]).replace("'", "&#39;")
    assert "lapses on" not in rows[1]


def test_standstills_are_narrowed_by_days_and_by_what_is_missing(focal: TestClient, engine: Engine) -> None:
    stalled(engine, days=10, to=MatchState.ENDORSED, request="elegir")
    stalled(engine, days=35, to=MatchState.INTRODUCED, request="responder")

    month = focal.get("/review/stalled?days=30&state=&lang=en").text
    assert ("responder" in month, "elegir" in month) == (True, False)
    chosen = focal.get("/review/stalled?days=7&state=endorsed&lang=en").text
    assert ("responder" in chosen, "elegir" in chosen) == (False, True)
    assert "Nothing stands still" in focal.get("/review/stalled?days=30&state=endorsed&lang=en").text
    assert focal.get("/review/stalled?days=5").status_code == 422


def test_a_need_without_suggestions_says_what_became_of_them(focal: TestClient, engine: Engine) -> None:
    with writing(engine) as session:
        suggest(session, at=NOW)
    assert "Every open request has at least one suggestion" in focal.get("/review/unmet?lang=en").text
    with reading(engine) as session:
        key = session.exec(select(Request.id)).one()
    focal.post("/review/1/decline", data={"version": "1", "reason": "context-too-different", "note": "Secreto"})

    html = focal.get("/review/unmet?lang=en").text

    assert f'href="/requests/{key}?lang=en"' in html
    assert "contexts are too different" in html
    assert "Secreto" not in html
    assert f"/requests/{key}/why-not" in html


def test_the_counts_lead_to_every_list(focal: TestClient, engine: Engine) -> None:
    submitted(engine)
    with writing(engine) as session:
        suggest(session, at=NOW)
    nav = focal.get("/review?lang=en").text.split('class="lists"')[1].split("</nav>")[0]

    found = re.findall(r'href="(/review[^"]*)"[^>]*><strong>(\d+\+?)</strong>', nav)
    assert [count for _, count in found] == ["1", "1", "0", "0", "0"]
    assert all(focal.get(unescape(path)).status_code == 200 for path, _ in found)


def test_a_post_is_read_and_published_at_once(focal: TestClient, engine: Engine) -> None:
    path = submitted(engine)
    listed = focal.get("/review/silence?lang=en").text
    assert "working days left to object: 2" in listed
    assert f'href="{path}?lang=en"' in listed
    version = re.search(r'name="version" value="(\d+)"', focal.get(path).text)
    assert version is not None

    after = focal.post(f"{path}/publish?lang=en", data={"version": version[1]})

    assert (after.status_code, state(engine, "req-nueva")) == (200, PostState.PUBLISHED)
    assert "It is published" in after.text
    assert "No post waits" in after.text


def test_an_objection_needs_its_reason_and_keeps_the_words(focal: TestClient, engine: Engine) -> None:
    path = submitted(engine)

    wrong = focal.post(f"{path}/object", data={"version": "1", "note": "Falta el lugar"})
    assert (wrong.status_code, 'id="wrong-reason"' in wrong.text) == (422, True)
    assert ">Falta el lugar</textarea>" in wrong.text
    wrong = focal.post(f"{path}/object", data={"version": "1", "reason": "other"})
    assert (wrong.status_code, 'id="wrong-note"' in wrong.text) == (422, True)

    right = focal.post(f"{path}/object", data={"version": "1", "reason": "too-vague", "note": "Falta el lugar"})
    assert (right.status_code, state(engine, "req-nueva")) == (200, PostState.DRAFT)
    with reading(engine) as session:
        assert AGENCY in {one.account for one in session.exec(select(Letter).where(Letter.kind == "post-returned"))}


def test_what_is_no_longer_waiting_says_so(focal: TestClient, engine: Engine) -> None:
    path = submitted(engine)
    focal.post(f"{path}/publish", data={"version": "1"})

    assert "It does not wait for you any more" in focal.get(f"{path}?lang=en").text
    late = focal.post(f"{path}/object?lang=en", data={"version": "1", "reason": "too-vague"})
    assert (late.status_code, 'role="alert"' in late.text) == (409, True)


def test_nobody_but_who_reviews_publishes_or_objects(app: FastAPI, engine: Engine) -> None:
    path = submitted(engine)
    agency = signed_in(app, AGENCY)

    assert agency.get(path).status_code == 403
    assert agency.post(f"{path}/publish", data={"version": "1"}).status_code == 403
    assert state(engine, "req-nueva") == PostState.SUBMITTED
    assert signed_in(app, FOCAL).get("/review/silence/requests/nothing").status_code == 404


def test_the_queries_of_each_list_do_not_grow(focal: TestClient, app: FastAPI, engine: Engine) -> None:
    def asked() -> dict[str, int]:
        found = {}
        for path in ("/review/stalled", "/review/unmet", "/review/silence"):
            with counted(app.state.settings.engine) as statements:
                assert focal.get(path).status_code == 200
            found[path] = len(statements)
        return found

    def more(name: str) -> None:
        stalled(engine, days=10, to=MatchState.ENDORSED, request=f"req-{name}")
        with writing(engine) as session:
            put(session, builders.request(f"unmet-{name}", organization="amexcid-mex"))
            put(session, builders.offer(f"silent-{name}", state="submitted", silence_ends_at=NOW + timedelta(days=1)))
        submitted(engine, f"silent-{name}")

    more("first")
    few = asked()
    for number in range(6):
        more(str(number))
    assert asked() == few
