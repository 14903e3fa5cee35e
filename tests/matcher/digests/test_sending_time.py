"""Between building and sending the world goes on: what no longer holds is not said."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, update
from sqlmodel import Session, col, select

from matcher.digests.building import build_week
from matcher.digests.sections import Content
from matcher.digests.sending_time import still_to_say
from matcher.exchanges.asking import answer_need
from matcher.exchanges.evaluating import evaluate
from models.account import Account
from models.database import reading, writing
from models.digest import Digest
from models.expert import Expert, ExpertState
from models.match import Match, MatchState
from models.need_question import NeedAnswer, NeedMet, NeedQuestion
from models.offer import Offer
from models.post import PostState
from models.proposal_call import ProposalCall
from models.request import Request
from tests import builders
from tests.conftest import NOW
from tests.exchanging import ENDS, on, running, who
from tests.exchanging import said as evaluation
from tests.matched import put, suggest
from tests.matcher.digests.said import AGENCY, DAY, FOCAL, PROVIDER, waiting
from tests.statements import counted

LATER = NOW + timedelta(hours=3)
Act = Callable[[Session], object]


def build(engine: Engine, *, now: Any = NOW) -> None:
    with writing(engine) as session:
        build_week(session, "2026-W48", now=now, domain="sursur.example")


def left(engine: Engine, email: str, *, now: Any = LATER) -> Content:
    with reading(engine) as session:
        digest = session.exec(select(Digest).where(Digest.account == email)).one()
        return still_to_say(session, digest, session.get_one(Account, email), now=now)


def matches_become(state: MatchState, **values: Any) -> Act:
    return lambda session: session.execute(update(Match).values(state=state, **values))


def request_becomes(**values: Any) -> Act:
    return lambda session: session.execute(update(Request).where(col(Request.id) == "req-agua").values(values))


def offer_becomes(**values: Any) -> Act:
    return lambda session: session.execute(update(Offer).where(col(Offer.id) == "off-agua").values(values))


def account_becomes(**values: Any) -> Act:
    return lambda session: session.execute(update(Account).values(values))


ENDS_OF_A_SUGGESTION: dict[str, Act] = {
    "withdrawn": request_becomes(state=PostState.WITHDRAWN),
    "closed": offer_becomes(state=PostState.CLOSED),
    "expired": offer_becomes(expires_on=(NOW - DAY).date()),
    "hidden": offer_becomes(visibility="parties"),
    "declined": matches_become(MatchState.DECLINED, parked_until=(NOW + DAY).date()),
    "superseded": matches_become(MatchState.SUPERSEDED),
    "endorsed": matches_become(MatchState.ENDORSED, endorsed_at=NOW),
    "accepted": matches_become(MatchState.ACCEPTED),
    "switched off": account_becomes(active=False),
    "unsubscribed": account_becomes(wants_digest=False),
}


def test_what_still_holds_is_said_as_it_was_built(matched: Engine) -> None:
    build(matched)
    with reading(matched) as session:
        rows = session.exec(select(Digest)).all()
        again = [still_to_say(session, one, session.get_one(Account, one.account), now=NOW) for one in rows]

    assert again == [one.content for one in rows]
    assert sum(map(bool, again)) > 10


@pytest.mark.parametrize("name", ENDS_OF_A_SUGGESTION)
def test_a_suggestion_that_is_over_is_not_sent(small: Engine, name: str) -> None:
    with writing(small) as session:
        suggest(session)
    build(small)
    assert list(left(small, AGENCY)) == ["matches"]
    with writing(small) as session:
        ENDS_OF_A_SUGGESTION[name](session)

    assert left(small, AGENCY) == {}


def test_one_that_is_over_leaves_the_others(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.offer("off-b", organization="sabesp-bra"))
        suggest(session)
        suggest(session, offer="off-b")
    build(small)
    with writing(small) as session:
        offer_becomes(state=PostState.WITHDRAWN)(session)

    assert [one["offer"]["id"] for one in left(small, AGENCY)["matches"]] == ["off-b"]
    assert [one["offer"]["id"] for one in left(small, FOCAL)["queue"]] == ["off-b"]


def test_an_answer_that_was_given_is_not_asked_for(small: Engine) -> None:
    with writing(small) as session:
        waiting(session, MatchState.INTRODUCED, days=8)
    build(small)
    assert list(left(small, PROVIDER)) == ["answers"]
    with writing(small) as session:
        matches_become(MatchState.INTRODUCED, provider_accepted_at=NOW)(session)

    assert left(small, PROVIDER) == {}
    assert list(left(small, AGENCY)) == ["answers"]


def test_what_was_renewed_answered_or_evaluated_is_not_asked_for_again(small: Engine) -> None:
    end = on(ENDS)
    with writing(small) as session:
        key = running(session).id
        put(
            session,
            builders.request("req-old", expires_on=(end + DAY).date()),
            builders.request("req-closed", state="closed"),
            NeedQuestion(request="req-closed", asked_at=end),
        )
    build(small, now=end)
    assert {"expiring", "evaluations", "needs"} <= left(small, AGENCY, now=end).keys()
    with writing(small) as session:
        session.get_one(Request, "req-old").expires_on = (end + 300 * DAY).date()
        evaluate(session, who(session, AGENCY), key, evaluation(), now=end)
        answer_need(session, who(session, AGENCY), "req-closed", NeedAnswer(answer=NeedMet.YES), now=end)

    assert left(small, AGENCY, now=end) == {}


def test_a_call_that_closes_early_and_a_person_who_has_answered_are_told_no_more(small: Engine) -> None:
    asked = {"state": ExpertState.ASKED, "asked_at": NOW - 8 * DAY}
    with writing(small) as session:
        put(
            session,
            builders.mechanism(organization="segib", countries=["MEX"]),
            builders.proposal_call(rolling=False, closes_on=(NOW + 9 * DAY).date()),
            builders.expert(organization="amexcid-mex", **asked),
        )
    build(small)
    assert left(small, AGENCY).keys() == {"calls", "experts"}
    with writing(small) as session:
        session.get_one(ProposalCall, "cal-1").closes_on = (NOW - DAY).date()
        expert = session.get_one(Expert, "exp-agua")
        expert.state, expert.answered_at = ExpertState.CONSENTED, NOW

    assert left(small, AGENCY) == {}


def test_a_post_that_is_not_public_any_more_is_reduced_to_its_minimal_form(small: Engine) -> None:
    with writing(small) as session:
        suggest(session)
    build(small)
    with writing(small) as session:
        request_becomes(visibility="parties")(session)

    assert [(one["request"]["title"], one["why"]) for one in left(small, AGENCY)["matches"]] == [
        ("Una solicitud reservada", "")
    ]
    assert left(small, PROVIDER) == {}


def test_a_submitted_post_that_is_published_and_a_need_that_is_met_are_told_no_more(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.request("req-new", state="submitted", silence_ends_at=NOW + DAY))
    build(small)
    assert list(left(small, FOCAL)) == ["submitted", "unmet"]
    with writing(small) as session:
        suggest(session)
    assert list(left(small, FOCAL)) == ["submitted"]
    with writing(small) as session:
        session.get_one(Request, "req-new").state = PostState.PUBLISHED

    assert left(small, FOCAL) == {}


def test_what_could_be_raised_is_told_beside_what_could_be_served(small: Engine) -> None:
    """Better suggestions of the offer, shown in other weeks, do not crowd out those of this digest."""
    with writing(small) as session:
        for number in range(12):
            put(session, builders.request(f"req-{number}"))
            match = suggest(session, f"req-{number}", score=0.9)
            part = {"feature": "fresh_offer", "value": 0.1, "weight": 0.1, "contribution": 0.01, "average": 0}
            match.rank, match.explanation = 2, {**match.explanation, "contributions": [{**part, "evidence": {}}]}
    with writing(small) as session:
        build_week(session, "2026-W47", now=NOW - 7 * DAY, domain="sursur.example")
    build(small)

    with reading(small) as session:
        digests = session.exec(select(Digest).where(Digest.account == PROVIDER).order_by(Digest.week)).all()
        account = session.get_one(Account, PROVIDER)
        kept = [still_to_say(session, one, account, now=LATER) for one in digests]
        assert [one.content for one in digests] == kept
    assert [(len(one["could_serve"]), len(one["raises"])) for one in kept] == [(10, 1), (2, 1)]


def test_a_digest_of_an_older_version_is_understood(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.offer("off-b", organization="sabesp-bra", expires_on=NOW.date()))
    build(small)
    with writing(small) as session:
        row = session.exec(select(Digest).where(Digest.account == PROVIDER)).one()
        row.content = {"expiring": [{"id": "off-b", "title": "Agua", "expires_on": "2026-11-23"}]}

    assert [one["kind"] for one in left(small, PROVIDER)["expiring"]] == ["offer"]


def test_the_number_of_queries_does_not_depend_on_the_content(matched: Engine) -> None:
    with writing(matched) as session:
        put(session, builders.account("quiet@example.org", "provider", organization="segib"))
    build(matched)
    counts = set()
    with reading(matched) as session:
        for digest in session.exec(select(Digest)).all():
            account = session.get_one(Account, digest.account)
            if account.role in ("agency", "provider", "focal-point"):
                with counted(matched) as asked:
                    still_to_say(session, digest, account, now=NOW)
                counts.add(len(asked))

    assert max(counts) <= 14
