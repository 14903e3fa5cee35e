"""Evaluations, and the outcome that they make."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.errors import ConflictError, ForbiddenError
from matcher.exchanges.dossiers import dossier_for
from matcher.exchanges.evaluating import close, evaluate, evaluations_of, outcome_of, visible_evaluations
from models.database import writing
from models.dossier import Dossier
from models.evaluation import Evaluation, Stage
from models.exchange import Exchange, ExchangeParticipant, ExchangeState
from models.request import Request
from tests.builders import exchange
from tests.exchanging import (
    ANALYST,
    ENDS,
    FOCAL,
    PROVIDER,
    RECIPIENT,
    WINDOW,
    agreed,
    completed,
    letters,
    on,
    running,
    said,
    who,
)

AT = on(ENDS)


def _seen(session: Session, email: str, row: Exchange) -> set[str]:
    actor = who(session, email)
    dossier = dossier_for(session, actor, row.id)
    return {one.organization for one in visible_evaluations(actor, dossier, evaluations_of(session, row.id))}


def test_nobody_reads_the_other_sides_words_before_writing_his_own(world: Engine) -> None:
    with writing(world) as session:
        row = running(session)
        evaluate(session, who(session, RECIPIENT), row.id, said(Stage.MID_TERM), now=AT)
        assert letters(session, "evaluation-due") == [PROVIDER]
        seen = {email: _seen(session, email, row) for email in (RECIPIENT, PROVIDER, WINDOW, ANALYST, FOCAL)}
        assert seen == {
            RECIPIENT: {"amexcid-mex"},
            PROVIDER: set(),
            WINDOW: set(),
            ANALYST: set(),
            FOCAL: {"amexcid-mex"},
        }

        evaluate(session, who(session, PROVIDER), row.id, said(Stage.MID_TERM), now=AT)

        assert _seen(session, PROVIDER, row) == _seen(session, RECIPIENT, row) == {"amexcid-mex", "sabesp-bra"}
        assert row.state == ExchangeState.RUNNING


def test_the_final_words_of_both_complete_the_exchange(world: Engine) -> None:
    with writing(world) as session:
        row = running(session)
        evaluate(session, who(session, RECIPIENT), row.id, said(rating=5), now=AT)
        assert (row.state, row.outcome) == (ExchangeState.RUNNING, None)

        evaluate(session, who(session, PROVIDER), row.id, said(rating=3), now=AT)

        assert (row.state, row.outcome, row.ended_on, row.end_year) == (ExchangeState.COMPLETED, 0.75, ENDS, 2027)
        assert session.get_one(Request, "req-agua").answered_by == [row.id]
        assert letters(session, "exchange-completed") == [RECIPIENT, PROVIDER]


def test_a_side_speaks_once_at_each_stage(world: Engine) -> None:
    with writing(world) as session:
        row = running(session)
        evaluate(session, who(session, PROVIDER), row.id, said(), now=AT)
        with pytest.raises(ConflictError, match="already"):
            evaluate(session, who(session, WINDOW), row.id, said(rating=1), now=AT)


def test_only_the_sides_evaluate_and_only_what_runs(world: Engine) -> None:
    with writing(world) as session:
        row = agreed(session)
        with pytest.raises(ConflictError, match="agreed"):
            evaluate(session, who(session, PROVIDER), row.id, said(), now=AT)
        with pytest.raises(ForbiddenError):
            evaluate(session, who(session, FOCAL), row.id, said(), now=AT)


def test_a_focal_point_closes_what_one_side_leaves_open(world: Engine) -> None:
    with writing(world) as session:
        row = running(session)
        evaluate(session, who(session, RECIPIENT), row.id, said(rating=2), now=AT)
        with pytest.raises(ForbiddenError):
            close(session, who(session, RECIPIENT), row.id, version=row.version, now=AT)

        close(session, who(session, FOCAL), row.id, version=row.version, now=on(ENDS, days=60))

        assert (row.state, row.outcome, row.ended_on) == (ExchangeState.COMPLETED, 0.25, ENDS)
        assert _seen(session, PROVIDER, row) == {"amexcid-mex"}


def test_without_any_word_the_outcome_stays_unknown(world: Engine) -> None:
    with writing(world) as session:
        row = running(session)
        close(session, who(session, FOCAL), row.id, version=row.version, now=AT)

        assert (row.state, row.outcome) == (ExchangeState.COMPLETED, None)


def test_evaluating_twice_at_once_completes_once(world: Engine) -> None:
    with writing(world) as session:
        row = completed(session)
        with pytest.raises(ConflictError, match="completed"):
            evaluate(session, who(session, PROVIDER), row.id, said(), now=AT)


def _said(organization: str, *ratings: int, stage: str = "final") -> Evaluation:
    names = ("relevance", "delivery", "results", "sustainability")
    values = dict(zip(names, ratings, strict=True))
    return Evaluation(
        exchange="exc-1",
        stage=stage,
        organization=organization,
        would_recommend=True,
        need_met="yes",
        sent_at=AT,
        **values,
    )


def _triangle() -> Dossier:
    roles = {"a": "requester", "b": "provider", "c": "second-provider", "d": "funder"}
    sides = [
        ExchangeParticipant(exchange="exc-1", position=place, role=role, organization=key)
        for place, (key, role) in enumerate(roles.items())
    ]
    return Dossier(exchange(), sides)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ([], None),
        ([_said("a", 1, 1, 1, 1)], 0.0),
        ([_said("a", 5, 5, 5, 5)], 1.0),
        ([_said("a", 5, 4, 3, 2)], 0.625),
        ([_said("a", 5, 5, 5, 5), _said("b", 1, 1, 1, 1)], 0.5),
        ([_said("a", 5, 5, 5, 5), _said("b", 1, 1, 1, 1), _said("c", 1, 1, 1, 1)], 0.5),
        ([_said("a", 5, 5, 5, 5), _said("b", 1, 1, 1, 1), _said("c", 5, 5, 5, 5)], 0.75),
        ([_said("a", 5, 5, 5, 5), _said("b", 1, 1, 1, 1, stage="mid-term")], 1.0),
    ],
)
def test_the_outcome_is_the_mean_of_both_sides(words: list[Evaluation], outcome: float | None) -> None:
    assert outcome_of(_triangle(), words) == outcome
