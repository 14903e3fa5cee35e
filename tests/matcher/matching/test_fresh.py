"""What is new is ranked without waiting for Monday."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from matcher.audit import record
from matcher.matching.fresh import PAUSE, rank_fresh
from models.database import reading, writing
from models.match import Match
from models.match_run import MatchRun
from models.offer import Offer
from models.request import Request
from tests import builders
from tests.conftest import NOW
from tests.matched import put

MINUTE = timedelta(minutes=1)


def told(session: Session, kind: str, key: str, action: str = "published", at: datetime = NOW) -> None:
    record(session, f"{kind}.{action}", (kind, key), now=at, actor="tests", change={})


def pairs(engine: Engine) -> set[tuple[str, str]]:
    with reading(engine) as session:
        return {(one.request, one.offer) for one in session.exec(select(Match))}


def runs(engine: Engine) -> list[str | None]:
    with reading(engine) as session:
        return [one.request for one in session.exec(select(MatchRun).order_by("id"))]


def test_a_published_request_is_ranked_by_itself_and_once(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.request("req-nueva"))
        told(session, "request", "req-nueva")

    assert rank_fresh(small, now=NOW) == 1
    assert rank_fresh(small, now=NOW + MINUTE) == 0
    assert pairs(small) == {("req-nueva", "off-agua")}
    assert runs(small) == ["req-nueva"]


def test_an_edited_request_is_ranked_anew(small: Engine) -> None:
    with writing(small) as session:
        told(session, "request", "req-agua")
    rank_fresh(small, now=NOW)
    with writing(small) as session:
        session.get_one(Request, "req-agua").text = "Energía solar para escuelas rurales."
        told(session, "request", "req-agua", "edited")
    rank_fresh(small, now=NOW + MINUTE)

    assert runs(small) == ["req-agua", "req-agua"]


@pytest.mark.parametrize("state", ["draft", "submitted", "withdrawn"])
def test_what_nobody_may_see_is_not_ranked(small: Engine, state: str) -> None:
    with writing(small) as session:
        put(session, builders.request("req-nueva", state=state))
        told(session, "request", "req-nueva")
        put(session, builders.offer("off-nueva", state="draft", published_at=None))
        told(session, "offer", "off-nueva")

    assert rank_fresh(small, now=NOW) == 0
    assert runs(small) == []


def test_a_new_offer_calls_for_everything_but_not_more_than_once_an_hour(small: Engine) -> None:
    for number, moment in enumerate((NOW, NOW + MINUTE, NOW + 2 * MINUTE)):
        with writing(small) as session:
            put(session, builders.offer(f"off-{number}", organization="sabesp-bra"))
            told(session, "offer", f"off-{number}")
        rank_fresh(small, now=moment)
    assert runs(small) == [None]

    rank_fresh(small, now=NOW + PAUSE)
    assert runs(small) == [None, None]
    assert pairs(small) == {("req-agua", offer) for offer in ("off-agua", "off-0", "off-1", "off-2")}


def test_a_withdrawn_offer_is_taken_out_of_the_suggestions(small: Engine) -> None:
    with writing(small) as session:
        told(session, "offer", "off-agua")
    rank_fresh(small, now=NOW)
    with writing(small) as session:
        session.get_one(Offer, "off-agua").state = "withdrawn"
        told(session, "offer", "off-agua", "withdrawn")
    rank_fresh(small, now=NOW + PAUSE)

    with reading(small) as session:
        assert [one.state for one in session.exec(select(Match))] == ["superseded"]
