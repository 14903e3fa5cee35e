"""Reminds the sides of the evaluations that are due: half way, and at the planned end. Each is asked for once."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from matcher.exchanges.evaluating import evaluations_of
from matcher.exchanges.letters import about, remind
from models.dossier import Dossier, dossiers
from models.evaluation import Stage
from models.exchange import Exchange, ExchangeState

AT_ONCE = 200
"""Most exchanges that one call looks at; the next call goes on."""
DUE = {Stage.MID_TERM: ("midterm_on", "midterm_asked_at"), Stage.FINAL: ("ends_on", "final_asked_at")}
"""For each stage the day on which it is due, and where it is kept that it was asked for."""


def remind_of_evaluations(session: Session, now: datetime) -> int:
    """Asks both sides for what is due; answers how many letters that were."""
    return sum(_ask(session, one, stage, now) for stage in Stage for one in _due(session, stage, now))


def _due(session: Session, stage: Stage, now: datetime) -> Sequence[Dossier]:
    day, asked = (col(getattr(Exchange, name)) for name in DUE[stage])
    chosen = (
        select(Exchange)
        .where(Exchange.state == ExchangeState.RUNNING, day <= now.date(), asked.is_(None))
        .order_by(col(Exchange.id))
        .limit(AT_ONCE)
    )
    return dossiers(session, session.exec(chosen).all())


def _ask(session: Session, dossier: Dossier, stage: Stage, now: datetime) -> int:
    setattr(dossier.exchange, DUE[stage][1], now)
    session.add(dossier.exchange)
    session.flush()
    sent = {one.organization for one in evaluations_of(session, dossier.id) if one.stage == stage}
    silent = [one for one in dossier.deciding_sides if one.accepted and one.organization not in sent]
    return remind(session, silent, "evaluation-due", about(dossier) | {"stage": stage}, now=now)
