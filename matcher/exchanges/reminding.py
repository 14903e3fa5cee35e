"""Reminds the sides of the evaluations that are due: half way, and at the planned end. Each is asked for once."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from matcher.exchanges.due import is_due, silent_sides
from matcher.exchanges.evaluating import evaluations_of
from matcher.exchanges.letters import about, remind
from models.dossier import Dossier, dossiers
from models.evaluation import Stage
from models.exchange import Exchange

AT_ONCE = 200
"""Most exchanges that one call looks at; the next call goes on."""
ASKED = {Stage.MID_TERM: "midterm_asked_at", Stage.FINAL: "final_asked_at"}
"""Where it is kept that the evaluation of each stage was asked for."""


def remind_of_evaluations(session: Session, now: datetime) -> int:
    """Asks both sides for what is due; answers how many letters that were."""
    return sum(_ask(session, one, stage, now) for stage in Stage for one in _due(session, stage, now))


def _due(session: Session, stage: Stage, now: datetime) -> Sequence[Dossier]:
    chosen = (
        select(Exchange)
        .where(is_due(stage, now.date()), col(getattr(Exchange, ASKED[stage])).is_(None))
        .order_by(col(Exchange.id))
        .limit(AT_ONCE)
    )
    return dossiers(session, session.exec(chosen).all())


def _ask(session: Session, dossier: Dossier, stage: Stage, now: datetime) -> int:
    setattr(dossier.exchange, ASKED[stage], now)
    session.add(dossier.exchange)
    session.flush()
    silent = silent_sides(dossier, evaluations_of(session, dossier.id), stage)
    return remind(session, silent, "evaluation-due", about(dossier) | {"stage": stage}, now=now)
