"""A webhook is told what its owner may see, and only what befell it since he may."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from matcher.audit import record
from matcher.webhooks.queueing import queue_tellings
from models.database import writing
from models.exchange import ExchangeState
from models.match import Match
from models.request import Request
from models.webhook import Telling, Webhook
from tests.conftest import NOW
from tests.exchanging import ADMINISTRATOR, FOCAL, PROVIDER, RECIPIENT, STRANGER, more_people, opened
from tests.matched import bring, put, small_region, suggest

EVENTS = ("request.published", "match.endorsed", "match.introduced", "exchange.opened")
EVERYBODY = (RECIPIENT, PROVIDER, STRANGER, FOCAL, ADMINISTRATOR)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def world(engine: Engine) -> Engine:
    with writing(engine) as session:
        small_region(session)
        more_people(session)
        for email in EVERYBODY:
            fields = {"url": "https://agency.example/", "events": list(EVENTS), "sealed_secret": "x", "created_at": NOW}
            put(session, Webhook(id=f"hok-{email}", account=email, **fields))
    return engine


def _tell(session: Session, action: str, key: object, *, minutes: int = 0) -> None:
    kind = action.partition(".")[0]
    record(session, action, (kind, str(key)), now=NOW + minutes * MINUTE, actor="clock", change={})


def _told(session: Session, action: str) -> set[str]:
    queue_tellings(session, NOW + 5 * MINUTE)
    found = session.exec(select(Telling.webhook).where(col(Telling.action) == action))
    return {one.removeprefix("hok-") for one in found}


@pytest.mark.parametrize(
    ("visibility", "readers"),
    [("members", set(EVERYBODY)), ("parties", {RECIPIENT, FOCAL, ADMINISTRATOR})],
)
def test_posts(world: Engine, visibility: str, readers: set[str]) -> None:
    with writing(world) as session:
        session.get_one(Request, "req-agua").visibility = visibility
        _tell(session, "request.published", "req-agua")
        assert _told(session, "request.published") == readers


def test_a_provider_is_told_of_a_match_from_the_introduction_on(world: Engine) -> None:
    with writing(world) as session:
        match: Match = suggest(session)
        _tell(session, "match.endorsed", match.id)
        bring(match, "introduced")
        match.introduced_at = NOW + MINUTE
        _tell(session, "match.introduced", match.id, minutes=1)

        assert _told(session, "match.endorsed") == {RECIPIENT, FOCAL, ADMINISTRATOR}
        assert _told(session, "match.introduced") == {RECIPIENT, FOCAL, ADMINISTRATOR, PROVIDER}


def test_an_exchange_that_is_not_public_is_told_to_its_insiders(world: Engine) -> None:
    with writing(world) as session:
        assert opened(session).state == ExchangeState.ACCEPTED
        assert _told(session, "exchange.opened") == {RECIPIENT, PROVIDER, FOCAL, ADMINISTRATOR}


def test_what_is_gone_is_told_to_nobody(world: Engine) -> None:
    with writing(world) as session:
        _tell(session, "request.published", "req-gone")
        assert _told(session, "request.published") == set()
