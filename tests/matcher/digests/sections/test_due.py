"""What the reader owes: renewals, evaluations, and the answer to the question of a year ago."""

from datetime import timedelta

from sqlalchemy import Engine

from matcher.exchanges.asking import answer_need
from matcher.exchanges.evaluating import evaluate
from models.database import writing
from models.evaluation import Stage
from models.need_question import NeedAnswer, NeedMet, NeedQuestion
from models.request import Request
from tests import builders
from tests.conftest import NOW
from tests.exchanging import ENDS, STARTS, on, running, who
from tests.exchanging import said as evaluation
from tests.matched import put
from tests.matcher.digests.said import AGENCY, FOCAL, PROVIDER, WINDOW, said, section

HALF = on(STARTS + (ENDS - STARTS) / 2)


def test_who_wrote_a_post_for_an_institution_is_asked_to_renew_it(small: Engine) -> None:
    soon = (NOW + timedelta(days=9)).date()
    with writing(small) as session:
        put(session, builders.offer("off-b", organization="sabesp-bra", posted_by="abc-bra", expires_on=soon))

    assert section(small, WINDOW, "expiring") == [
        {"kind": "offer", "id": "off-b", "title": "Agua potable rural", "expires_on": "2026-12-02"}
    ]
    assert section(small, PROVIDER, "expiring") == section(small, WINDOW, "expiring")
    assert "expiring" not in said(small, AGENCY)


def test_no_more_than_ten_posts_expire_in_one_mail_the_nearest_first(small: Engine) -> None:
    with writing(small) as session:
        for number in range(12):
            day = (NOW + timedelta(days=20 - number)).date()
            put(session, builders.offer(f"off-{number:02}", organization="sabesp-bra", expires_on=day))

    found = [one["id"] for one in section(small, PROVIDER, "expiring")]

    assert (found[0], len(found)) == ("off-11", 10)


def test_both_sides_owe_their_evaluation_from_its_day_on_until_they_send_it(small: Engine) -> None:
    with writing(small) as session:
        row = running(session)
        key, title = row.id, row.title

    owed = {"exchange": key, "title": title, "stage": "mid-term", "due_on": HALF.date().isoformat()}
    assert section(small, AGENCY, "evaluations", now=HALF - timedelta(days=1)) == []
    assert section(small, AGENCY, "evaluations", now=HALF) == [owed]
    assert section(small, PROVIDER, "evaluations", now=HALF) == [owed]
    with writing(small) as session:
        evaluate(session, who(session, PROVIDER), key, evaluation(Stage.MID_TERM), now=HALF)
    assert section(small, AGENCY, "evaluations", now=HALF) == [owed]
    assert section(small, PROVIDER, "evaluations", now=HALF) == []
    assert [one["stage"] for one in section(small, AGENCY, "evaluations", now=on(ENDS))][-1] == "final"


def test_nobody_is_asked_for_ever(small: Engine) -> None:
    with writing(small) as session:
        running(session)
        session.get_one(Request, "req-agua").state = "closed"
        put(session, NeedQuestion(request="req-agua", asked_at=HALF))
    weeks = timedelta(weeks=8)

    for name in ("evaluations", "needs"):
        assert len(section(small, AGENCY, name, now=HALF + weeks)) == 1
        assert section(small, AGENCY, name, now=HALF + weeks + timedelta(days=1)) == []


def test_the_question_of_a_year_ago_is_put_to_the_requester_until_it_is_answered(small: Engine) -> None:
    with writing(small) as session:
        session.get_one(Request, "req-agua").state = "closed"
        put(session, NeedQuestion(request="req-agua", asked_at=NOW - timedelta(days=3)))

    assert section(small, AGENCY, "needs") == [
        {
            "request": {"kind": "request", "id": "req-agua", "title": "Agua potable rural"},
            "asked_on": "2026-11-20",
        }
    ]
    assert not [one for one in (WINDOW, PROVIDER, FOCAL) if "needs" in said(small, one)]
    with writing(small) as session:
        answer_need(session, who(session, AGENCY), "req-agua", NeedAnswer(answer=NeedMet.PARTLY), now=NOW)
    assert "needs" not in said(small, AGENCY)
