"""Which evaluations are due: half way and at the planned end, from the sides that have not sent theirs."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, true
from sqlmodel import Session, col, select

from models.dossier import Dossier, dossiers
from models.evaluation import Evaluation, Stage
from models.exchange import Exchange, ExchangeParticipant, ExchangeState

DAYS = {Stage.MID_TERM: "midterm_on", Stage.FINAL: "ends_on"}
"""The column that says on which day the evaluation of each stage is due."""


@dataclass(frozen=True)
class DueEvaluation:
    """The evaluation of one exchange at one stage, and the sides that owe theirs."""

    dossier: Dossier
    stage: Stage
    due_on: date
    silent: Collection[ExchangeParticipant]


def is_due(stage: Stage, today: date) -> ColumnElement[bool]:
    """The condition that an exchange runs and has come to the day of a stage."""
    return and_(col(Exchange.state) == ExchangeState.RUNNING, col(getattr(Exchange, DAYS[stage])) <= today)


def silent_sides(dossier: Dossier, sent: Iterable[Evaluation], stage: Stage) -> list[ExchangeParticipant]:
    """The sides that evaluate and have not done so at a stage."""
    spoken = {one.organization for one in sent if (one.exchange, one.stage) == (dossier.id, stage)}
    return [one for one in dossier.deciding_sides if one.accepted and one.organization not in spoken]


def due_evaluations(session: Session, today: date, *, only: Collection[str] | None = None) -> list[DueEvaluation]:
    """What is due and not sent, of some exchanges or all, the longest due first; three queries."""
    chosen = and_(or_(*(is_due(stage, today) for stage in Stage)), _among(only))
    running = session.exec(select(Exchange).where(chosen).order_by(col(Exchange.id))).all()
    due = select(Evaluation).join(Exchange, col(Exchange.id) == Evaluation.exchange).where(chosen)
    sent: dict[str, list[Evaluation]] = {}
    for one in session.exec(due):
        sent.setdefault(one.exchange, []).append(one)
    found = [
        DueEvaluation(dossier, stage, day, silent)
        for dossier in dossiers(session, running)
        for stage, name in DAYS.items()
        if (day := getattr(dossier.exchange, name)) is not None and day <= today
        if (silent := silent_sides(dossier, sent.get(dossier.id, []), stage))
    ]
    return sorted(found, key=lambda one: (one.due_on, one.dossier.id))


def _among(only: Collection[str] | None) -> Any:  # noqa: ANN401
    return true() if only is None else col(Exchange.id).in_(only)
