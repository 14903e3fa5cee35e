"""`POST /api/v1/bounces` for mail servers, and how an owner learns of a stop and ends it."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import select

from api.app import create_app
from api.settings import Settings
from matcher.letters.writing import write_letter
from models.api_token import Scope
from models.database import reading, writing
from models.delivery import Delivery
from tests import builders
from tests.api.people import as_account, at
from tests.conftest import NOW
from tests.matched import put, small_region
from tests.matcher.mail.returned import report

TOKEN = "a token of a mail server, long enough to be one"
ADMINISTRATOR, READER, OTHER = "administrator@example.org", "agency.mex@example.org", "focal@example.org"
PATH = "/api/v1/bounces"


@pytest.fixture
def app(engine: Engine) -> Iterator[FastAPI]:
    """The service with an address for mails that come back."""
    with writing(engine) as session:
        small_region(session)
        put(session, builders.account(ADMINISTRATOR, "administrator", organization="segib", language="en"))
        write_letter(session, READER, "confirmation", {"token": "word"}, now=NOW)
    app = served(engine, bounce_address="bounces@sursur.example", bounce_token=TOKEN)
    yield app
    app.state.settings.engine.dispose()


def served(engine: Engine, **settings: str) -> FastAPI:
    url = engine.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=url, clock=False, **settings))
    at(app, NOW)
    return app


def returned(engine: Engine) -> bytes:
    with reading(engine) as session:
        return report(f"bounces+{session.exec(select(Delivery.bounce_word)).one()}@sursur.example")


def post(client: TestClient, content: bytes, kind: str = "message/rfc822") -> tuple[int, str]:
    """Reports a mail; answers the status and what came of it."""
    answer = client.post(PATH, content=content, headers={"Content-Type": kind})
    return answer.status_code, answer.json().get("taken", "")


def mail_server(app: FastAPI, token: str = TOKEN) -> TestClient:
    return TestClient(app, raise_server_exceptions=False, headers={"Authorization": f"Bearer {token}"})


def test_a_mail_server_reports_a_failure_and_the_owner_sees_it(app: FastAPI, engine: Engine) -> None:
    owner = as_account(app, READER)
    assert owner.get("/api/v1/account").json()["mail_stopped"] is None

    assert post(mail_server(app), returned(engine)) == (200, "stopped")
    assert post(mail_server(app), returned(engine)) == (200, "known")

    told = owner.get("/api/v1/account").json()
    assert (told["mail_stopped"], told["mail_stopped_at"]) == ("bounced", "2026-11-23T07:00:00Z")
    assert owner.delete("/api/v1/account/mail-stop").status_code == 204
    assert owner.get("/api/v1/account").json()["mail_stopped"] is None


def test_an_administrator_reports_too_and_lets_mail_through(app: FastAPI, engine: Engine) -> None:
    administrator = as_account(app, ADMINISTRATOR)

    assert post(administrator, returned(engine)) == (200, "stopped")
    assert administrator.get(f"/api/v1/accounts/{READER}").json()["mail_stopped"] == "bounced"
    assert administrator.delete(f"/api/v1/accounts/{READER}/mail-stop").status_code == 204
    assert administrator.get(f"/api/v1/accounts/{READER}").json()["mail_stopped"] is None


@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], f"{TOKEN}x", "ñ"])
def test_a_wrong_token_is_refused(app: FastAPI, engine: Engine, token: str) -> None:
    client = TestClient(app, raise_server_exceptions=False)
    words = {"Authorization": f"Bearer {token}".encode()} if token else {}
    answer = client.post(PATH, content=returned(engine), headers={"Content-Type": "message/rfc822", **words})

    assert answer.status_code == 401
    assert as_account(app, READER).get("/api/v1/account").json()["mail_stopped"] is None


def test_others_may_neither_report_nor_let_mail_through(app: FastAPI, engine: Engine) -> None:
    other, weak = as_account(app, OTHER), as_account(app, ADMINISTRATOR, scopes=[Scope.READ, Scope.WRITE])

    assert post(other, returned(engine))[0] == 403
    assert post(weak, returned(engine))[0] == 403
    post(mail_server(app), returned(engine))
    assert other.delete(f"/api/v1/accounts/{READER}/mail-stop").status_code == 404
    assert other.delete("/api/v1/accounts/nobody@example.org/mail-stop").status_code == 404
    assert TestClient(app).delete("/api/v1/account/mail-stop").status_code == 401


def test_a_forged_report_does_nothing_though_the_mail_server_passes_it_on(app: FastAPI) -> None:
    assert post(mail_server(app), report(f"bounces+{'0' * 32}@sursur.example")) == (200, "ignored")
    assert post(mail_server(app), b"\x00\xff") == (200, "ignored")


def test_a_report_that_is_too_large_is_refused(app: FastAPI, engine: Engine) -> None:
    assert post(mail_server(app), returned(engine) + b"x" * 300_000)[0] == 413


def test_without_an_address_nothing_can_come_back(engine: Engine, app: FastAPI) -> None:
    bare = served(engine)

    assert post(as_account(bare, ADMINISTRATOR), returned(engine))[0] == 409
    assert post(mail_server(bare), returned(engine))[0] == 401
    bare.state.settings.engine.dispose()
