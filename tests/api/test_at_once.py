"""Two who act at the same moment: one is heard, the other is told to look again, and nothing is lost."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from matcher.accounts.inviting import invite
from matcher.policy import TERMINAL
from matcher.posting import attaching, limits
from matcher.webhooks import subscribing
from models.account import InvitationCreate, Role
from models.database import reading, writing
from models.match import Match
from models.need_question import NeedQuestion
from tests import builders
from tests.api.conftest import service, talk_to
from tests.api.people import as_account
from tests.conftest import NOW
from tests.exchanging import FOCAL, PROVIDER, RECIPIENT, WINDOW, more_people, running, said, with_days
from tests.matched import bring, put, small_region, suggest
from tests.matcher.posting.files import pdf

Call = Callable[[], Any]


@pytest.fixture
def app(engine: Engine) -> Iterator[FastAPI]:
    with writing(engine) as session:
        small_region(session)
        more_people(session)
    app = service(engine.url.render_as_string(hide_password=False))
    yield app
    app.state.settings.engine.dispose()


def calling(app: FastAPI, email: str | None, method: str, path: str, said: Any = None, **options: Any) -> Call:
    """A call that somebody is about to make, from version 1 unless it says otherwise."""
    client = as_account(app, email) if email else talk_to(app)
    headers = {"If-Match": '"{}"'.format(options.pop("version", 1))}
    return lambda: client.request(method, f"/api/v1{path}", json=said, headers=headers, **options)


def at_once(*calls: Call) -> list[int]:
    """What calls made at the same moment answer, in the order of their numbers."""
    together = Barrier(len(calls))

    def one(call: Call) -> int:
        together.wait()
        return int(call().status_code)

    with ThreadPoolExecutor(len(calls)) as threads:
        return sorted(threads.map(one, calls))


def stored(engine: Engine, *rows: Any) -> None:
    with writing(engine) as session:
        put(session, *rows)


def test_two_edits(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        exchange = with_days(session)
        put(session, builders.practice("pra-own", state="draft", organization="sabesp-bra"))
    for email, path, version in (
        (RECIPIENT, "/requests/req-agua", 1),
        (RECIPIENT, f"/exchanges/{exchange.id}", exchange.version),
        (PROVIDER, "/practices/pra-own", 1),
        (PROVIDER, "/organizations/sabesp-bra", 1),
    ):
        field = "name" if "organizations" in path else "title"
        edits = [calling(app, email, "PATCH", path, {field: f"Edit {one}"}, version=version) for one in range(3)]
        assert at_once(*edits) == [200, 412, 412], path
        told = as_account(app, email).get(f"/api/v1{path}/history").json()
        assert sum(field in one["change"] for one in told if one["action"].endswith(("edited", "updated"))) == 1


def test_an_edit_that_comes_too_late_is_told_both_versions(app: FastAPI) -> None:
    first, late = (calling(app, RECIPIENT, "PATCH", "/requests/req-agua", {"title": one}) for one in ("Ana", "Eva"))

    assert first().status_code == 200
    answer = late()
    assert answer.status_code == 412
    versions = answer.json()["versions"]
    assert (versions["stored"]["title"], versions["sent"]["title"]) == ("Ana", "Eva")


def test_two_verdicts_on_one_match(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        suggest(session)
    endorse = calling(app, FOCAL, "POST", "/matches/1/endorse")
    decline = calling(app, FOCAL, "POST", "/matches/1/decline", {"reason": "timing"})

    assert at_once(endorse, decline) == [200, 412]
    assert len(as_account(app, FOCAL).get("/api/v1/matches/1").json()["decisions"]) == 1


def test_both_sides_accept(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        match = suggest(session)
        bring(match, "introduced")
        match.introduced_at = NOW
        session.flush()
        version = match.version
    accepts = {
        email: calling(app, email, "POST", "/matches/1/accept", version=version) for email in (RECIPIENT, PROVIDER)
    }
    assert at_once(*accepts.values()) == [200, 412]

    now_at = as_account(app, RECIPIENT).get("/api/v1/matches/1").json()["version"]
    again = [calling(app, email, "POST", "/matches/1/accept", version=now_at)().status_code for email in accepts]
    assert sorted(again) in ([200, 409], [200, 412])
    with reading(engine) as session:
        assert session.get_one(Match, 1).state == "accepted"


def test_interest_is_said_once(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        suggest(session)
    calls = [calling(app, RECIPIENT, "POST", "/matches/1/interest") for _ in range(3)]

    assert at_once(*calls) == [200, 409, 409]


def test_two_reviews_of_the_same_matches_in_another_order(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        for number in range(8):
            put(session, builders.offer(f"off-{number}", organization="sabesp-bra"))
            suggest(session, "req-agua", f"off-{number}")
    picks = [{"match": number, "version": 1} for number in range(1, 9)]
    calls = [calling(app, FOCAL, "POST", "/matches/review", {"reviews": one}) for one in (picks, picks[::-1])]

    first, second = at_once(*calls)
    assert (first, second in (409, 412)) == (200, True)
    listed = as_account(app, FOCAL).get("/api/v1/matches?state=endorsed").json()["items"]
    assert len(listed) == 8


def test_two_publications_of_one_post(app: FastAPI, engine: Engine) -> None:
    stored(engine, builders.request("req-new", state="submitted", published_at=None))
    publish = calling(app, FOCAL, "POST", "/requests/req-new/publish")
    objection = calling(app, FOCAL, "POST", "/requests/req-new/object", {"reason": "too-vague"})
    recall = calling(app, RECIPIENT, "POST", "/requests/req-new/recall")

    first, *others = at_once(publish, objection, recall)
    assert first == 200
    assert set(others) <= {404, 409, 412}
    told = as_account(app, RECIPIENT).get("/api/v1/requests/req-new/history").json()
    assert len(told) == 1


def test_an_evaluation_and_an_answer_are_given_once(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        key = running(session).id
        put(session, NeedQuestion(request="req-agua", asked_at=NOW))
    words = said().model_dump(mode="json")
    evaluations = [calling(app, email, "POST", f"/exchanges/{key}/evaluations", words) for email in (PROVIDER, WINDOW)]
    answers = [calling(app, RECIPIENT, "POST", "/requests/req-agua/need-met", {"answer": one}) for one in ("yes", "no")]

    assert at_once(*evaluations) == [201, 409]
    assert at_once(*answers) == [200, 409]


def test_an_invitation_is_accepted_once(app: FastAPI, engine: Engine) -> None:
    wish = InvitationCreate(email="eva@example.org", name="Eva Luna", role=Role.PROVIDER, organization="inta-arg")
    with writing(engine) as session:
        invited = invite(session, TERMINAL, wish, now=NOW)
    assert invited is not None
    passwords = ("cuatro mulas y un río", "dos ríos y una balsa")
    calls = [
        calling(app, None, "POST", "/invitations/acceptance", {"token": invited.token, "password": one})
        for one in passwords
    ]

    assert at_once(*calls) == [200, 410]
    entries = [
        talk_to(app).post("/api/v1/sign-in", json={"email": "eva@example.org", "password": one}).status_code
        for one in passwords
    ]
    assert sorted(entries) == [200, 401]


def test_no_cap_is_passed_together(app: FastAPI, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = [builders.request(f"req-{one}", state="draft", published_at=None) for one in range(3)]
    stored(engine, *drafts)
    monkeypatch.setattr(limits, "MOST_DRAFTS", 4)
    monkeypatch.setattr(limits, "MOST_LIVE", 2)
    monkeypatch.setattr(attaching, "MOST_ATTACHED", 1)
    monkeypatch.setattr(subscribing, "MOST", 1)
    hook = {"url": "https://agency.example/hook", "events": ["request.published"]}
    document = {"files": {"file": ("plan.pdf", pdf(), "application/pdf")}}

    for call, allowed in (
        (lambda _: calling(app, RECIPIENT, "POST", "/requests", {"text": "Agua potable"}), 1),
        (lambda one: calling(app, RECIPIENT, "POST", f"/requests/req-{one}/submit"), 1),
        (lambda _: calling(app, RECIPIENT, "POST", "/requests/req-agua/attachments", **document), 1),
        (lambda _: calling(app, RECIPIENT, "POST", "/webhooks", hook), 1),
    ):
        answers = at_once(*(call(one) for one in range(3)))
        assert [one for one in answers if one < 300] == answers[:allowed]
        assert answers[allowed:] == [409] * (3 - allowed)
