"""What the clock asks for: evaluations, and a year later whether the need was met."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from matcher.audit import record
from matcher.duties import do_duties
from matcher.errors import ConflictError, ForbiddenError, NotFoundError
from matcher.exchanges.asking import answer_need, ask_whether_met, need_question
from matcher.exchanges.evaluating import evaluate
from matcher.exchanges.reminding import remind_of_evaluations
from models.account import Account
from models.database import reading, writing
from models.evaluation import Stage
from models.need_question import NeedAnswer, NeedMet
from models.request import Request
from tests.conftest import NOW
from tests.exchanging import (
    ENDS,
    FOCAL,
    PROVIDER,
    RECIPIENT,
    STARTS,
    STRANGER,
    completed,
    letters,
    on,
    running,
    said,
    who,
)

HALF = STARTS + (ENDS - STARTS) / 2
DAY = timedelta(days=1)
YEAR_LATER = ENDS + timedelta(days=365)


def _asked(world: Engine, day: date) -> list[str]:
    with writing(world) as session:
        remind_of_evaluations(session, on(day))
    with reading(world) as session:
        return letters(session, "evaluation-due")


def test_both_sides_are_asked_half_way_and_at_the_end_once(world: Engine) -> None:
    with writing(world) as session:
        running(session)

    assert _asked(world, HALF - DAY) == []
    assert _asked(world, HALF) == _asked(world, ENDS - DAY) == [RECIPIENT, PROVIDER]
    assert _asked(world, ENDS) == _asked(world, ENDS + 90 * DAY) == [RECIPIENT, RECIPIENT, PROVIDER, PROVIDER]


def test_who_has_spoken_or_wants_no_reminders_is_left_in_peace(world: Engine) -> None:
    with writing(world) as session:
        row = running(session)
        session.get_one(Account, RECIPIENT).reminders = False
        evaluate(session, who(session, PROVIDER), row.id, said(Stage.MID_TERM), now=on(STARTS))

    assert _asked(world, HALF) == []


def _questions(world: Engine, moment: datetime) -> int:
    with writing(world) as session:
        return ask_whether_met(session, moment)


def test_one_year_after_its_exchange_the_requester_is_asked_once(world: Engine) -> None:
    with writing(world) as session:
        completed(session)

    assert _questions(world, on(YEAR_LATER - DAY)) == 0
    assert _questions(world, on(YEAR_LATER)) == 1
    assert _questions(world, on(YEAR_LATER + DAY)) == 0
    with reading(world) as session:
        assert letters(session, "need-met") == [RECIPIENT]


@pytest.mark.parametrize(("state", "asked"), [("closed", 1), ("published", 0)])
def test_one_year_after_it_was_closed_and_stayed_so_a_request_is_asked_about(
    state: str, asked: int, world: Engine
) -> None:
    with writing(world) as session:
        row = session.get_one(Request, "req-agua")
        row.state = "closed"
        change = {"state": ["published", "closed"]}
        record(session, "request.closed", ("request", row.id), now=NOW, actor=RECIPIENT, change=change)
        if state == "published":
            row.state = "published"

    assert _questions(world, NOW + timedelta(days=364)) == 0
    assert _questions(world, NOW + timedelta(days=365)) == asked


def test_the_requester_answers_once_and_nobody_else(world: Engine) -> None:
    with writing(world) as session:
        completed(session)
    answer = NeedAnswer(answer=NeedMet.PARTLY, text="Faltan bombas.")
    with writing(world) as session:
        with pytest.raises(NotFoundError):
            answer_need(session, who(session, RECIPIENT), "req-agua", answer, now=NOW)
        ask_whether_met(session, on(YEAR_LATER))
        with pytest.raises(ForbiddenError):
            answer_need(session, who(session, FOCAL), "req-agua", answer, now=on(YEAR_LATER))
        for email in (PROVIDER, STRANGER):
            with pytest.raises(NotFoundError):
                need_question(session, who(session, email), "req-agua")

        answer_need(session, who(session, RECIPIENT), "req-agua", answer, now=on(YEAR_LATER))

        assert need_question(session, who(session, FOCAL), "req-agua").answer == "partly"
        with pytest.raises(ConflictError, match="answered"):
            answer_need(session, who(session, RECIPIENT), "req-agua", answer, now=on(YEAR_LATER))


def test_the_clock_does_these_duties(world: Engine) -> None:
    with writing(world) as session:
        completed(session)

    done = do_duties(world, now=on(YEAR_LATER))

    assert done["needs asked about"] == 1
    assert done["evaluations asked for"] == 0
