"""Webhooks over HTTP, as their owner handles them."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from sqlmodel import select

from api.settings import Settings
from matcher.audit import record
from matcher.clock import Clock, tick
from matcher.webhooks.subscribing import PURPOSE
from models.answered import Answered
from models.audit import AuditEvent
from models.database import reading, writing
from models.webhook import Webhook
from tests import builders
from tests.api.conftest import service, talk_to
from tests.api.people import as_account, at
from tests.api.test_settings import REAL
from tests.conftest import NOW
from tests.matched import put, small_region
from tests.matcher.webhooks.receiver import Receiver, receiving
from tests.serving import lend

ADMIN, OWNER, OTHER = "admin@example.org", "agency.mex@example.org", "agency.bra@example.org"
PATH = "/api/v1/webhooks"


@pytest.fixture
def app(engine: Engine) -> Iterator[FastAPI]:
    with writing(engine) as session:
        small_region(session)
        put(session, builders.account(ADMIN, "administrator"))
    app = service(engine.url.render_as_string(hide_password=False))
    yield app
    app.state.settings.engine.dispose()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


def make(app: FastAPI, email: str = OWNER, url: str = "https://agency.example/hook", **fields: Any) -> Any:
    body = {"url": url, "events": ["request.published"], **fields}
    return as_account(app, email).post(PATH, json=body)


def made(app: FastAPI, email: str = OWNER, **fields: Any) -> str:
    answer = make(app, email, **fields)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["webhook"]["id"])


def test_the_secret_is_shown_once_and_kept_unreadable(app: FastAPI, engine: Engine) -> None:
    answer = make(app)
    secret, key = answer.json()["secret"], answer.json()["webhook"]["id"]

    assert answer.headers["cache-control"] == "no-store"
    owner = as_account(app, OWNER)
    assert secret not in owner.get(PATH).text + owner.get(f"{PATH}/{key}").text
    with reading(engine) as session:
        row = session.get_one(Webhook, key)
        assert secret not in str(row.model_dump())
        assert app.state.settings.keys.open(PURPOSE, row.sealed_secret) == secret
        assert secret not in str(session.exec(select(AuditEvent.change)).all())


def test_a_repeated_call_tells_no_secret_and_keeps_none(app: FastAPI, engine: Engine) -> None:
    client, body = as_account(app, OWNER), {"url": "https://agency.example/hook", "events": ["request.published"]}
    first, again = (client.post(PATH, json=body, headers={"Idempotency-Key": "one"}) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 409)
    assert len(client.get(PATH).json()["items"]) == 1
    with reading(engine) as session:
        assert first.json()["secret"].encode() not in b"".join(session.exec(select(Answered.body)))


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"events": ["request.publised"]}, 422),
        ({"events": []}, 422),
        ({"url": "ftp://agency.example/"}, 422),
        ({"secret": "my own"}, 422),
    ],
)
def test_what_cannot_be_told_is_refused(app: FastAPI, fields: dict[str, Any], status: int) -> None:
    assert make(app, **fields).status_code == status


def test_a_slip_in_an_event_is_answered_with_the_nearest(app: FastAPI) -> None:
    assert "did you mean 'request.published'?" in make(app, events=["request.publised"]).json()["detail"]


def test_outside_development_only_public_addresses_over_https_are_taken(
    engine: Engine, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in REAL.items():
        monkeypatch.setenv(name, value)
    url = engine.url.render_as_string(hide_password=False)
    real = lend(Settings(database_url=url, clock=False))
    at(real, NOW)
    answers = [
        make(real, url=one).status_code for one in ("http://agency.example/", "https://127.0.0.1/", "https://[::1]/")
    ]
    taken = make(real).status_code
    real.state.settings.engine.dispose()

    assert (answers, taken) == ([422, 422, 422], 201)


def test_the_events_are_listed_with_what_they_mean(app: FastAPI) -> None:
    found = {one["name"]: one["meaning"] for one in talk_to(app).get(f"{PATH}/events").json()}

    assert {"request.published", "offer.published", "match.endorsed", "exchange.completed"} <= set(found)
    assert all(found.values())


@pytest.mark.parametrize(("email", "status"), [(None, 401), ("analyst@example.org", 403)])
def test_who_is_not_told_anything_makes_none(app: FastAPI, email: str | None, status: int) -> None:
    client = as_account(app, email) if email else talk_to(app)

    assert client.post(PATH, json={"url": "https://a.example/", "events": ["request.published"]}).status_code == status
    assert client.get(PATH).status_code == status


def test_somebody_else_s_webhook_does_not_exist_for_others(app: FastAPI) -> None:
    key, other = made(app), as_account(app, OTHER)
    for path in (f"{PATH}/{key}", f"{PATH}/{key}/deliveries"):
        hidden, missing = other.get(path), other.get(path.replace(key, "hok-none"))
        assert hidden.status_code == missing.status_code == 404
        assert hidden.text.replace(key, "hok-none") == missing.text
    tag = {"If-Match": '"1"'}
    assert other.patch(f"{PATH}/{key}", json={"active": False}, headers=tag).status_code == 404
    assert other.delete(f"{PATH}/{key}", headers=tag).status_code == 404
    assert other.get(PATH).json()["items"] == []
    assert [one["id"] for one in as_account(app, ADMIN).get(PATH).json()["items"]] == [key]


def test_an_owner_changes_and_deletes_his_webhook(app: FastAPI) -> None:
    owner, key = as_account(app, OWNER), made(app)
    changed = owner.patch(f"{PATH}/{key}", json={"events": ["offer.published"]}, headers={"If-Match": '"1"'})

    assert (changed.json()["events"], changed.headers["etag"]) == (["offer.published"], '"2"')
    assert owner.patch(f"{PATH}/{key}", json={"active": False}, headers={"If-Match": '"1"'}).status_code == 412
    assert owner.delete(f"{PATH}/{key}").status_code == 428
    assert owner.delete(f"{PATH}/{key}", headers={"If-Match": '"2"'}).status_code == 204
    assert owner.get(f"{PATH}/{key}").status_code == 404


def test_a_new_secret_replaces_the_old_one(app: FastAPI, engine: Engine) -> None:
    answer = make(app)
    key, owner = answer.json()["webhook"]["id"], as_account(app, OWNER)
    renewed = owner.post(f"{PATH}/{key}/secret", headers={"If-Match": '"1"'}).json()["secret"]

    with reading(engine) as session:
        sealed = session.get_one(Webhook, key).sealed_secret
    assert app.state.settings.keys.open(PURPOSE, sealed) == renewed != answer.json()["secret"]


def test_an_account_has_some_webhooks_not_any_number(app: FastAPI) -> None:
    for _ in range(20):
        made(app)

    assert make(app).status_code == 409


def happen(engine: Engine, action: str, key: str) -> None:
    with writing(engine) as session:
        thing = (action.split(".", maxsplit=1)[0], key)
        record(session, action, thing, now=NOW, actor="clock", change={"state": ["submitted", "published"]})


def tell(app: FastAPI) -> dict[str, int]:
    settings = app.state.settings
    return tick(Clock(settings.outbox_to(), "sursur.example", "tests", courier=settings.courier), now=NOW)


def test_the_clock_tells_what_happened_and_the_owner_sees_what_came_of_it(
    app: FastAPI, engine: Engine, receiver: Receiver
) -> None:
    receiver.status, receiver.answer = 500, b"out of order"
    key, admin = made(app, ADMIN, url=receiver.url), as_account(app, ADMIN)
    happen(engine, "request.published", "req-agua")
    done = tell(app)

    assert {name: count for name, count in done.items() if "webhooks" in name} == {
        "webhooks queued": 1,
    }
    (row,) = admin.get(f"{PATH}/{key}/deliveries").json()["items"]
    assert (row["state"], row["attempts"], row["status"], row["answer"]) == ("queued", 1, 500, "out of order")
    assert (row["event"], row["kind"], row["key"]) == ("request.published", "request", "req-agua")
    assert admin.get(f"{PATH}/{key}/deliveries?state=delivered").json()["items"] == []
    waiting = admin.post(f"{PATH}/{key}/deliveries/{row['id']}/repeat")
    assert waiting.status_code == 409


def test_a_delivery_is_repeated_under_its_own_id(app: FastAPI, engine: Engine, receiver: Receiver) -> None:
    key, admin = made(app, ADMIN, url=receiver.url), as_account(app, ADMIN)
    happen(engine, "request.published", "req-agua")
    tell(app)
    (row,) = admin.get(f"{PATH}/{key}/deliveries").json()["items"]

    assert admin.post(f"{PATH}/{key}/deliveries/{row['id']}/repeat").json()["state"] == "queued"
    tell(app)
    assert [one.headers["sursur-delivery"] for one in receiver.calls] == [row["id"]] * 2
    assert admin.post(f"{PATH}/{key}/deliveries/dlv-none/repeat").status_code == 404


def test_deliveries_come_part_by_part_the_newest_first(app: FastAPI, engine: Engine, receiver: Receiver) -> None:
    key = made(app, ADMIN, url=receiver.url, events=["request.published", "offer.published"])
    for _ in range(3):
        happen(engine, "request.published", "req-agua")
    happen(engine, "offer.published", "off-agua")
    tell(app)
    admin, found, after = as_account(app, ADMIN), [], None
    for _ in range(4):
        query = {"limit": 1} | ({"after": after} if after else {})
        page = admin.get(f"{PATH}/{key}/deliveries", params=query).json()
        found += [one["id"] for one in page["items"]]
        after = page["next"]

    assert (len(set(found)), after) == (4, None)
