"""Administrators see what became of every digest, hold them back, look at any and send one to themselves."""

from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event
from sqlmodel import select

from matcher.clock import Clock, tick
from matcher.digests.building import build_week
from matcher.digests.showing import send_test
from matcher.errors import UnauthenticatedError
from matcher.letters.writing import write_letter
from matcher.mail.delivering import Outbox, deliver_due
from matcher.mail.holding import hold
from matcher.mail.letterhead import Letterhead
from matcher.mail.sending import to_directory
from matcher.policy import TERMINAL
from models.account import Account
from models.database import reading, writing
from models.delivery import Delivery
from models.delivery_attempt import DeliveryAttempt
from models.digest import Digest
from models.hold import Held
from models.letter import Letter
from models.shown import Shown
from tests import builders
from tests.api.conftest import service, talk_to
from tests.api.people import as_account, at
from tests.conftest import NOW
from tests.matched import put, small_region, suggest

ADMINISTRATOR, AGENCY, FOCAL = "admin@example.org", "agency.mex@example.org", "focal@example.org"
PROVIDER = "provider.bra@example.org"
SAID = "421 too busy, come back"
DAY = timedelta(days=1)


@pytest.fixture
def app(engine: Engine) -> Iterator[FastAPI]:
    """The week's digests are built; that of the agency is held."""
    with writing(engine) as session:
        small_region(session)
        put(session, builders.account(ADMINISTRATOR, "administrator", language="en"))
        suggest(session)
        build_week(session, "2026-W48", now=NOW, domain="sursur.example")
        row = session.exec(select(Delivery).join(Digest).where(Digest.account == AGENCY)).one()
        row.state, row.attempts, row.error = "held", 1, SAID
        put(session, DeliveryAttempt(delivery=row.id or 0, at=NOW, state="held", said=SAID))
    app = service(engine.url.render_as_string(hide_password=False))
    yield app
    app.state.settings.engine.dispose()


@pytest.fixture
def admin(app: FastAPI) -> TestClient:
    return as_account(app, ADMINISTRATOR)


def listed(client: TestClient, question: str = "") -> list[dict[str, Any]]:
    """All digests of a list, part by part."""
    found, after = [], ""
    while True:
        answer = client.get(f"/api/v1/digests?limit=2{after}{question}").json()
        found += answer["items"]
        if answer["next"] is None:
            return found
        after = f"&after={answer['next']}"


def digest_of(client: TestClient, account: str) -> int:
    return int(listed(client, f"&account={account}")[0]["id"])


def send(engine: Engine, folder: Path) -> list[EmailMessage]:
    """Delivers what waits; answers the mails."""
    letterhead = Letterhead("digest@sursur.example", "https://sursur.example")
    deliver_due(Outbox(engine, to_directory(folder), letterhead, repeatable=True), now=NOW + timedelta(minutes=1))
    return [message_from_bytes(one.read_bytes(), policy=policy.default) for one in sorted(folder.glob("*.eml"))]


def test_the_list_says_who_got_what_and_who_nothing_and_why(admin: TestClient) -> None:
    found = {one["account"]: one for one in listed(admin)}

    assert len(found) == 5
    assert found[AGENCY]["delivery"]["state"] == "held"
    assert (found[AGENCY]["delivery"]["attempts"], found[AGENCY]["delivery"]["error"]) == (1, SAID)
    assert (found[AGENCY]["language"], found[AGENCY]["skipped"]) == ("es", None)
    assert found[FOCAL]["sections"]["queue"] == 1
    assert (found["analyst@example.org"]["skipped"], found["analyst@example.org"]["delivery"]) == (
        "nothing-to-say",
        None,
    )


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("&week=2026-W48", 5),
        ("&week=2026-W47", 0),
        ("&state=held", 1),
        (f"&account={PROVIDER}&state=queued", 1),
        ("&account=analyst@example.org&state=skipped", 1),
        (f"&account={FOCAL}&state=queued", 1),
        (f"&account={FOCAL}&state=held", 0),
    ],
)
def test_the_list_is_narrowed(admin: TestClient, question: str, count: int) -> None:
    assert len(listed(admin, question)) == count


@pytest.mark.parametrize("question", ["week=2026-W60", "week=x", "state=lost", "after=x", "after=-1", "after=²", "x=1"])
def test_a_question_that_makes_no_sense_is_refused(admin: TestClient, question: str) -> None:
    assert admin.get(f"/api/v1/digests?{question}").status_code == 422


@pytest.mark.parametrize("path", ["digests", "deliveries"])
def test_a_longer_list_takes_no_more_queries(app: FastAPI, admin: TestClient, path: str) -> None:
    asked: list[str] = []
    engine = app.state.settings.engine
    event.listen(engine, "before_cursor_execute", lambda *parts: asked.append(parts[2]))
    counts = []
    admin.get(f"/api/v1/{path}")  # the first use of a token is written down
    for limit in (1, 3):
        asked.clear()
        assert len(admin.get(f"/api/v1/{path}?limit={limit}").json()["items"]) == limit
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_one_digest_shows_what_it_says_and_what_the_server_said(admin: TestClient) -> None:
    found = admin.get(f"/api/v1/digests/{digest_of(admin, AGENCY)}").json()

    assert found["content"]["matches"][0]["request"]["id"] == "req-agua"
    assert [(one["state"], one["said"]) for one in found["history"]] == [("held", SAID)]


def test_the_mail_is_shown_without_the_words_that_act_in_its_reader_s_name(admin: TestClient, engine: Engine) -> None:
    key = digest_of(admin, AGENCY)
    html, text = (admin.get(f"/api/v1/digests/{key}/{part}") for part in ("html", "text"))
    with reading(engine) as session:
        word = session.get_one(Digest, key).unsubscribe

    assert "Agua potable rural" in html.text
    assert "Agua potable rural" in text.text
    assert word is not None
    assert word not in html.text + text.text + admin.get(f"/api/v1/digests/{key}").text
    assert "/unsubscribe/…" in text.text
    assert html.headers["content-type"] == "text/html; charset=utf-8"
    assert "sandbox" in html.headers["content-security-policy"]
    assert text.headers["content-type"] == "text/plain; charset=utf-8"


def test_of_a_digest_that_was_not_mailed_there_is_no_mail_and_the_reason_is_told(admin: TestClient) -> None:
    answer = admin.get(f"/api/v1/digests/{digest_of(admin, 'analyst@example.org')}/html")

    assert (answer.status_code, "there was nothing to say" in answer.text) == (404, True)


def test_a_held_digest_is_sent_again_under_its_message_id(admin: TestClient, engine: Engine, tmp_path: Path) -> None:
    key = digest_of(admin, AGENCY)
    found = admin.post(f"/api/v1/digests/{key}/resend").json()
    mails = send(engine, tmp_path / "out")

    assert found["delivery"]["state"] == "queued"
    assert [one["Message-ID"] for one in mails if one["To"] == AGENCY] == [found["delivery"]["message_id"]]
    assert admin.post(f"/api/v1/digests/{key}/resend").status_code == 409


def test_a_held_digest_that_arrived_is_not_sent_again(admin: TestClient, engine: Engine, tmp_path: Path) -> None:
    found = admin.post(f"/api/v1/digests/{digest_of(admin, AGENCY)}/arrived").json()

    assert found["delivery"]["state"] == "sent"
    assert AGENCY not in [one["To"] for one in send(engine, tmp_path / "out")]


def test_letters_are_listed_with_the_digests_and_what_they_say_is_not(admin: TestClient, engine: Engine) -> None:
    with writing(engine) as session:
        secret = {"link": "https://sursur.example/SECRET", "hours": 1}
        write_letter(session, FOCAL, "password-reset", secret, now=NOW, confidential=True)
    answer = admin.get("/api/v1/deliveries?kind=password-reset")
    (found,) = answer.json()["items"]

    assert (found["account"], found["state"], found["week"]) == (FOCAL, "queued", None)
    assert "SECRET" not in answer.text + admin.get(f"/api/v1/deliveries/{found['id']}").text
    of_digests = admin.get("/api/v1/deliveries?kind=digest").json()["items"]
    assert {one["account"] for one in of_digests} >= {FOCAL, AGENCY, PROVIDER}
    assert len(admin.get("/api/v1/deliveries").json()["items"]) == len(of_digests) + 1
    assert len(admin.get(f"/api/v1/deliveries?account={FOCAL}").json()["items"]) == 2


@pytest.mark.parametrize(("move", "state"), [("resend", "queued"), ("arrived", "sent")])
def test_a_delivery_in_doubt_is_settled(admin: TestClient, move: str, state: str) -> None:
    (held,) = admin.get("/api/v1/deliveries?state=held").json()["items"]

    assert admin.post(f"/api/v1/deliveries/{held['id']}/{move}").json()["state"] == state
    assert admin.get("/api/v1/deliveries?state=held").json()["items"] == []


def test_the_schedule_names_the_next_mornings(app: FastAPI, admin: TestClient, engine: Engine) -> None:
    with writing(engine) as session:
        session.get_one(Account, FOCAL).time_zone = "America/Mexico_City"
        session.get_one(Account, AGENCY).digest_weekday = 3
        session.get_one(Account, PROVIDER).wants_digest = False
    at(app, NOW - timedelta(minutes=1))
    found = admin.get("/api/v1/digest-schedule").json()

    assert found["held"] == []
    assert [(one["at"], one["readers"]) for one in found["mornings"]] == [
        ("2026-11-23T07:00:00Z", 2),
        ("2026-11-23T13:00:00Z", 1),
        ("2026-11-25T07:00:00Z", 1),
    ]


def test_what_is_paused_does_not_go_out_until_it_is_resumed(
    app: FastAPI, admin: TestClient, engine: Engine, tmp_path: Path
) -> None:
    held = admin.post("/api/v1/digest-schedule/pause", json={"reason": "the wording is under review"}).json()["held"]
    admin.post("/api/v1/digest-schedule/pause", json={"reason": "another"})
    assert send(engine, tmp_path / "out") == []

    assert [(one["what"], one["by"], one["reason"]) for one in held] == [
        ("digests", ADMINISTRATOR, "the wording is under review")
    ]
    assert admin.post("/api/v1/digest-schedule/resume", json={}).json()["held"] == []
    assert {one["To"] for one in send(engine, tmp_path / "out")} >= {FOCAL, PROVIDER}


def test_mail_that_is_held_after_a_restore_is_not_let_go_by_who_resumes_digests(
    admin: TestClient, engine: Engine, tmp_path: Path
) -> None:
    with writing(engine) as session:
        hold(session, Held.MAIL, TERMINAL, reason="an older copy", now=NOW)

    left = admin.post("/api/v1/digest-schedule/resume", json={"what": "digests"}).json()["held"]
    assert [one["what"] for one in left] == ["mail"]
    assert send(engine, tmp_path / "out") == []
    assert admin.post("/api/v1/digest-schedule/resume", json={"what": "mail"}).json()["held"] == []
    assert {one["To"] for one in send(engine, tmp_path / "out")} >= {FOCAL, PROVIDER}


def test_anybody_s_digest_is_previewed_and_nothing_is_stored_or_sent(admin: TestClient, engine: Engine) -> None:
    before = stored(engine)
    found = admin.get(f"/api/v1/accounts/{AGENCY}/digest-preview").json()

    assert (found["account"], found["language"], found["skipped"]) == (AGENCY, "es", None)
    assert found["content"]["matches"][0]["offer"]["id"] == "off-agua"
    assert "Agua potable rural" in found["text"]
    assert "Agua potable rural" in found["html"]
    assert found["subject"]
    assert stored(engine) == before


def test_a_preview_of_nothing_says_why(admin: TestClient) -> None:
    found = admin.get("/api/v1/accounts/analyst@example.org/digest-preview").json()

    assert (found["skipped"], found["html"]) == ("nothing-to-say", None)


def test_readers_preview_their_own_digest_and_nobody_else_s(app: FastAPI) -> None:
    client = as_account(app, FOCAL)

    assert "queue" in client.get(f"/api/v1/accounts/{FOCAL}/digest-preview").json()["content"]
    other, nobody = (client.get(f"/api/v1/accounts/{one}/digest-preview") for one in (AGENCY, "no@example.org"))
    assert (other.status_code, nobody.status_code) == (404, 404)
    assert other.json()["detail"].replace(AGENCY, "") == nobody.json()["detail"].replace("no@example.org", "")


def test_a_test_goes_to_whoever_asks_at_once_also_while_digests_are_paused(
    admin: TestClient, engine: Engine, tmp_path: Path
) -> None:
    admin.post("/api/v1/digest-schedule/pause", json={"reason": "a review"})
    before = stored(engine)
    answer = admin.post("/api/v1/digest-test", json={"account": AGENCY})
    (mail,) = send(engine, tmp_path / "out")

    assert (answer.status_code, answer.json()["account"]) == (202, ADMINISTRATOR)
    assert (mail["To"], mail["Content-Language"]) == (ADMINISTRATOR, "es")
    assert "Agua potable rural" in str(mail.get_body(("plain",)))
    assert "/unsubscribe/…" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert stored(engine) == before
    with reading(engine) as session:
        assert session.exec(select(Letter.content)).all() == [{}]


def test_a_test_leaves_the_week_s_digest_of_the_asker_and_of_the_reader_as_it_was(
    app: FastAPI, admin: TestClient, engine: Engine, tmp_path: Path
) -> None:
    admin.post("/api/v1/digest-test", json={"account": AGENCY})
    outbox = Outbox(engine, to_directory(tmp_path), Letterhead("digest@sursur.example", "https://sursur.example"))
    with writing(engine) as session:
        session.get_one(Account, AGENCY).digest_weekday = 1
    assert "digests built" not in tick(Clock(outbox, "sursur.example", "one"), now=NOW + DAY)
    assert tick(Clock(outbox, "sursur.example", "one"), now=NOW + 7 * DAY)["digests built"] == 5


def test_a_test_of_nothing_is_refused(admin: TestClient) -> None:
    assert admin.post("/api/v1/digest-test", json={}).status_code == 409
    assert admin.post("/api/v1/digest-test", json={"account": "no@example.org"}).status_code == 404


def test_a_test_asked_for_by_nobody_with_an_address_is_refused(engine: Engine) -> None:
    letterhead = Letterhead("digest@sursur.example", "https://sursur.example")
    with writing(engine) as session, pytest.raises(UnauthenticatedError, match="sign in"):
        send_test(session, TERMINAL, letterhead, account=AGENCY, now=NOW)


PATHS = (
    *(("GET", f"digests{rest}") for rest in ("", "/1", "/1/html", "/1/text")),
    *(("GET", one) for one in ("deliveries", "deliveries/1", "digest-schedule")),
    *(
        ("POST", one)
        for one in ("digests/1/resend", "digests/1/arrived", "deliveries/1/resend", "deliveries/1/arrived")
    ),
    *(("POST", f"digest-schedule/{one}") for one in ("pause", "resume")),
    ("POST", "digest-test"),
)


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_only_administrators_are_answered(app: FastAPI, engine: Engine, method: str, path: str) -> None:
    before = stored(engine)
    body = {"pause": {"reason": "a review"}}.get(path.rpartition("/")[2], {}) if method == "POST" else None
    for client in (talk_to(app), as_account(app, FOCAL), as_account(app, AGENCY)):
        answer = client.request(method, f"/api/v1/{path}", json=body)
        assert answer.status_code in (401, 403, 404), answer.text
        assert "@" not in answer.text
        missing = client.request(method, f"/api/v1/{path.replace('/1', '/999')}", json=body)
        assert missing.status_code == answer.status_code
    assert stored(engine) == before


def stored(engine: Engine) -> list[Any]:
    """The digests, their deliveries and what was shown."""
    with reading(engine) as session:
        deliveries = select(Delivery).where(Delivery.digest != None)  # noqa: E711
        tables = (select(Digest), deliveries, select(Shown))
        return [sorted(str(row.model_dump()) for row in session.exec(one)) for one in tables]
