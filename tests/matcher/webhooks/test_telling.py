"""From an event of the audit trail to the receiver: what is told, when it is repeated, and when it ends."""

import json
from collections.abc import Iterator
from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from matcher.accounts.keys import Keyring
from matcher.audit import record
from matcher.duties import do_duties
from matcher.webhooks.reaching import Reach
from matcher.webhooks.settling import BACK_OFF, FAILURES
from matcher.webhooks.signing import signature
from matcher.webhooks.subscribing import PURPOSE, Post
from matcher.webhooks.telling import CLAIM, Courier, tell_due
from models.account import Account
from models.audit import AuditEvent
from models.database import reading, writing
from models.letter import Letter
from models.offer import Offer
from models.webhook import Telling, Webhook
from tests import builders
from tests.conftest import NOW
from tests.matched import put, small_region
from tests.matcher.webhooks.receiver import Receiver, receiving

MINUTE = timedelta(minutes=1)
POST = Post(Keyring("a key that only these tests know, long"), Reach(anywhere=True))


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def world(engine: Engine) -> Engine:
    with writing(engine) as session:
        small_region(session)
        put(session, builders.account("admin@example.org", "administrator"))
    return engine


def listen(session: Session, url: str, key: str = "hok-1", **fields: object) -> None:
    put(
        session,
        Webhook(
            **{
                "id": key,
                "account": "admin@example.org",
                "url": url,
                "events": ["request.published", "offer.published"],
                "sealed_secret": POST.keys.seal(PURPOSE, "whs_tests", now=NOW),
                "created_at": NOW,
                **fields,
            }
        ),
    )


def happen(session: Session, action: str = "request.published", key: str = "req-agua", minutes: int = 1) -> None:
    at = NOW + minutes * MINUTE
    record(
        session,
        action,
        (action.split(".", maxsplit=1)[0], key),
        now=at,
        actor="clock",
        change={"state": ["submitted", "published"]},
    )


def pass_time(engine: Engine, minutes: float) -> dict[str, int]:
    """What the clock does so many minutes after NOW."""
    now = NOW + minutes * MINUTE
    do_duties(engine, now=now)
    return dict(tell_due(Courier(engine, POST, "https://sursur.example/"), now=now))


def told(engine: Engine) -> list[Telling]:
    with reading(engine) as session:
        return list(session.exec(select(Telling).order_by(col(Telling.event))))


def test_an_event_is_told_once_with_what_it_is_and_where_it_is_read(world: Engine, receiver: Receiver) -> None:
    with writing(world) as session:
        listen(session, receiver.url)
        happen(session)

    assert pass_time(world, 2) == {"delivered": 1}
    assert pass_time(world, 3) == pass_time(world, 60) == {}
    (call,), (row,) = receiver.calls, told(world)
    assert json.loads(call.body) == {
        "delivery": row.id,
        "event": "request.published",
        "kind": "request",
        "id": "req-agua",
        "at": "2026-11-23T07:01:00Z",
        "link": "https://sursur.example/api/v1/requests/req-agua",
    }
    assert call.headers["sursur-signature"] == signature("whs_tests", call.body, now=NOW + 2 * MINUTE)
    assert (row.state, row.attempts, row.status, row.answer) == ("delivered", 1, 200, "thank you")


def test_what_was_not_asked_for_or_happened_before_is_not_told(world: Engine, receiver: Receiver) -> None:
    with writing(world) as session:
        listen(session, receiver.url)
        happen(session, minutes=-1)
        happen(session, "request.withdrawn")
        happen(session, "account.created", "somebody@example.org")
        happen(session, key="req-unknown")

    assert pass_time(world, 2) == {}
    assert receiver.calls == []


def test_an_event_that_appears_late_is_told_too(world: Engine, receiver: Receiver) -> None:
    """Numbers are given before transactions are committed: a lower one may appear after a higher one."""
    with writing(world) as session:
        listen(session, receiver.url)
        with session.no_autoflush:
            happen(session)
            event = next(one for one in session.new if isinstance(one, AuditEvent))
            event.id = 905
            late = event.model_dump() | {"id": 900, "action": "offer.published", "kind": "offer", "key": "off-agua"}
    assert pass_time(world, 2) == {"delivered": 1}
    with writing(world) as session:
        session.add(AuditEvent(**late))
    assert pass_time(world, 3) == {"delivered": 1}
    assert [json.loads(call.body)["event"] for call in receiver.calls] == ["request.published", "offer.published"]


def test_nobody_is_told_of_what_he_may_not_see(world: Engine, receiver: Receiver) -> None:
    with writing(world) as session:
        put(session, builders.organization("other-arg", "ARG"))
        put(session, builders.account("other@example.org", organization="other-arg"))
        listen(session, receiver.url, account="other@example.org", events=["match.endorsed", "offer.edited"])
        session.get_one(Offer, "off-agua").state = "withdrawn"
        happen(session, "offer.edited", "off-agua")

    assert pass_time(world, 2) == {}
    assert receiver.calls == []


def test_who_does_not_answer_well_is_called_again_and_later_each_time(world: Engine, receiver: Receiver) -> None:
    receiver.status, receiver.answer = 503, b"come back later"
    with writing(world) as session:
        listen(session, receiver.url)
        happen(session)

    minute = 2.0
    assert pass_time(world, minute) == {"queued": 1}
    for wait in BACK_OFF:
        assert pass_time(world, minute + wait / MINUTE - 0.1) == {}
        minute += wait / MINUTE
        pass_time(world, minute)
    (row,) = told(world)
    assert (row.state, row.attempts, row.status, row.answer) == ("failed", 6, 503, "come back later")
    assert len(receiver.calls) == 6
    assert len({call.headers["sursur-delivery"] for call in receiver.calls}) == 1
    assert len({call.headers["sursur-signature"] for call in receiver.calls}) == 6


def test_a_server_that_is_not_there_is_no_failure_of_ours(world: Engine) -> None:
    with writing(world) as session:
        listen(session, "http://127.0.0.1:1/hook")
        happen(session)

    assert pass_time(world, 2) == {"queued": 1}
    assert told(world)[0].status is None
    assert "ConnectError" in (told(world)[0].error or "")


def test_after_fifty_failures_in_a_row_a_webhook_is_disabled_and_its_owner_told(
    world: Engine, receiver: Receiver
) -> None:
    receiver.status = 500
    with writing(world) as session:
        listen(session, receiver.url, failures=FAILURES - 2)
        happen(session)
    pass_time(world, 2)
    with writing(world) as session:
        happen(session, "offer.published", "off-agua", minutes=2)

    pass_time(world, 2.5)
    with reading(world) as session:
        row, letter = session.get_one(Webhook, "hok-1"), session.exec(select(Letter)).one()
        events = session.exec(select(AuditEvent.action).where(AuditEvent.kind == "webhook")).all()
    assert (row.active, row.failures, row.disabled_at) == (False, FAILURES, NOW + 2.5 * MINUTE)
    assert (letter.account, letter.kind) == ("admin@example.org", "webhook-disabled")
    assert events == ["webhook.disabled"]
    assert {one.state for one in told(world)} == {"failed"}
    assert pass_time(world, 5000) == {}
    assert len(receiver.calls) == 2


def test_one_good_answer_forgets_the_failures(world: Engine, receiver: Receiver) -> None:
    with writing(world) as session:
        listen(session, receiver.url, failures=FAILURES - 1)
        happen(session)

    assert pass_time(world, 2) == {"delivered": 1}
    with reading(world) as session:
        row = session.get_one(Webhook, "hok-1")
        assert (row.active, row.failures, row.version) == (True, 0, 1)


@pytest.mark.parametrize("who", ["account", "webhook"])
def test_who_is_switched_off_is_not_called(world: Engine, receiver: Receiver, who: str) -> None:
    with writing(world) as session:
        listen(session, receiver.url)
        happen(session)
    do_duties(world, now=NOW + MINUTE)
    with writing(world) as session:
        row = session.get_one(Account, "admin@example.org") if who == "account" else session.get_one(Webhook, "hok-1")
        row.active = False

    assert pass_time(world, 2) == {}
    assert receiver.calls == []


def test_a_call_whose_process_died_is_made_again(world: Engine, receiver: Receiver) -> None:
    with writing(world) as session:
        listen(session, receiver.url)
        happen(session)
    do_duties(world, now=NOW + MINUTE)
    with writing(world) as session:
        row = session.exec(select(Telling)).one()
        row.state, row.attempts, row.claimed_until = "claimed", 1, NOW + MINUTE + CLAIM

    assert pass_time(world, 2) == {}
    assert pass_time(world, 4) == {"delivered": 1}
    assert told(world)[0].attempts == 2


def test_two_couriers_call_each_event_once(world: Engine, receiver: Receiver) -> None:
    with writing(world) as session:
        for number in range(10):
            listen(session, f"{receiver.url}?{number}", f"hok-{number}")
        happen(session)
        happen(session, "offer.published", "off-agua")
    do_duties(world, now=NOW + MINUTE)
    both = [Thread(target=pass_time, args=(world, 2)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert len(receiver.calls) == 20
    assert len({call.headers["sursur-delivery"] for call in receiver.calls}) == 20


def test_a_secret_of_another_key_ends_nothing_but_its_own_delivery(world: Engine, receiver: Receiver) -> None:
    with writing(world) as session:
        listen(
            session,
            receiver.url,
            sealed_secret=Keyring("the key of before, lost since then").seal(PURPOSE, "whs_1", now=NOW),
        )
        listen(session, receiver.url, "hok-2")
        happen(session)

    assert pass_time(world, 2) == {"queued": 1, "delivered": 1}
    assert "SURSUR_SECRET_KEY" in "".join(one.error or "" for one in told(world))
