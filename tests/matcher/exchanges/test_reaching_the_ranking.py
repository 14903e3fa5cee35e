"""What becomes of an exchange changes the next ranking, and is learned from."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.exchanges.evaluating import evaluate
from matcher.exchanges.parties import answer_invitation, invite_party
from matcher.learning.examples import gather_examples
from matcher.matching.ranking import rank_live
from matcher.matching.records import gather
from models.database import reading, writing
from models.decision import Decision, Verdict
from models.exchange import PartyRole
from models.exchange_schemas import PartyInvite
from models.match import Match
from scoring import EXPERT_MODEL
from tests.builders import offer, request
from tests.conftest import NOW
from tests.exchanging import ENDS, PROVIDER, RECIPIENT, SECOND, agreed, completed, on, running, said, who, with_days
from tests.matched import put

AFTER = on(ENDS, days=30)


def _like_it(session: Session) -> None:
    """Another country asks for the same, and another provider offers it as well."""
    live = {"expires_on": None, "published_at": AFTER, "created_at": AFTER}
    put(session, request("req-again", organization="sena-col", country="COL", **live))
    put(session, offer("off-other", organization="inta-arg", country="ARG", **live))


def _score(engine: Engine, offer_id: str = "off-agua") -> float:
    with reading(engine) as session:
        [ranking] = rank_live(session, as_of=AFTER.date(), request="req-again").rankings
        return {one.offer: one.score for one in ranking.places}[offer_id]


@pytest.mark.parametrize(("rating", "rises"), [(5, True), (1, False)])
def test_evaluations_move_a_later_ranking(rating: int, rises: bool, world: Engine) -> None:
    with writing(world) as session:
        _like_it(session)
        row = running(session)
    before = _score(world)
    with writing(world) as session:
        for email in (RECIPIENT, PROVIDER):
            evaluate(session, who(session, email), row.id, said(rating=rating), now=AFTER)
    after = _score(world)

    assert abs(after - before) > 0.002
    assert (after > before) is rises


def test_only_what_runs_or_is_over_is_experience(world: Engine) -> None:
    with writing(world) as session:
        agreed(session)
        assert gather(session, as_of=AFTER.date()).exchanges == []


def test_a_second_provider_has_taught_too(world: Engine) -> None:
    with writing(world) as session:
        row = with_days(session)
        second = PartyInvite(organization="inta-arg", role=PartyRole.SECOND_PROVIDER)
        invite_party(session, who(session, RECIPIENT), row.id, second, version=row.version, now=NOW)
        answer_invitation(session, who(session, SECOND), row.id, accept=True, now=NOW)
        row.state = "agreed"
        row.state = "running"
        session.flush()

        taught = gather(session, as_of=AFTER.date()).exchanges
        assert [(one.provider, one.requester_country) for one in taught] == [("sabesp-bra", "MEX"), ("inta-arg", "MEX")]


def test_the_outcome_becomes_an_example_to_learn_from(world: Engine) -> None:
    with writing(world) as session:
        row = completed(session, rating=4)
        match = session.get_one(Match, row.match)
        seen = [{"feature": one.feature, "value": 0.5} for one in EXPERT_MODEL.rows]
        match.explanation = {**match.explanation, "contributions": seen}
        session.add(Decision(match=row.match, verdict=Verdict.ACCEPTED, decided_at=NOW))
        session.flush()

        examples = gather_examples(session).examples
        assert examples.outcome.tolist() == [False, True, True]
        shares = dict(zip(examples.endorsed[1:].tolist(), examples.weights[1:].tolist(), strict=True))
        assert shares[1] / shares[0] == pytest.approx(3)
