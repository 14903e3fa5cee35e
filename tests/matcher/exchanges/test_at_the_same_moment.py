"""What both sides do at the same moment counts from both."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import Engine
from sqlmodel import Session

from matcher.exchanges.evaluating import evaluate
from matcher.exchanges.moving import agree
from models.database import reading, writing
from models.exchange import Exchange, ExchangeState
from models.request import Request
from tests.conftest import NOW
from tests.exchanging import ENDS, PROVIDER, RECIPIENT, on, running, said, who, with_days


def _both(engine: Engine, act: Callable[[Session, str], object]) -> None:
    together = Barrier(2)

    def one(email: str) -> None:
        together.wait()
        with writing(engine) as session:
            act(session, email)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(one, (RECIPIENT, PROVIDER)))


def test_two_agreements_make_an_agreed_exchange(world: Engine) -> None:
    with writing(world) as session:
        row = with_days(session)
        key, version = row.id, row.version
    _both(world, lambda session, email: agree(session, who(session, email), key, version=version, now=NOW))

    with reading(world) as session:
        assert session.get_one(Exchange, key).state == ExchangeState.AGREED


def test_two_final_evaluations_complete_an_exchange_once(world: Engine) -> None:
    with writing(world) as session:
        key = running(session).id
    _both(world, lambda session, email: evaluate(session, who(session, email), key, said(), now=on(ENDS)))

    with reading(world) as session:
        assert session.get_one(Exchange, key).state == ExchangeState.COMPLETED
        assert session.get_one(Request, "req-agua").answered_by == [key]
