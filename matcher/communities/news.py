"""What is new in communities: what was said, what somebody found out of place, and the practices that came out."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import true
from sqlmodel import Session, col, select

from models.audit import AuditEvent
from models.contribution import Contribution, ContributionReport
from models.practice import Practice, PracticeState

MOST = 500
"""Contributions, and practices, of a week that are looked at: far more than digests tell."""


def new_remarks(
    session: Session, *, since: datetime, only: Collection[str] | None = None
) -> list[tuple[Contribution, Contribution]]:
    """What was said since a moment and is not hidden, each with the question that it is or answers; newest first."""
    chosen = select(Contribution).where(col(Contribution.at) > since, col(Contribution.hidden_as).is_(None))
    chosen = chosen.where(_among(Contribution.id, only))
    rows = session.exec(chosen.order_by(col(Contribution.at).desc(), col(Contribution.id)).limit(MOST)).all()
    asked = select(Contribution).where(col(Contribution.id).in_({row.thread for row in rows}))
    questions = {one.id: one for one in session.exec(asked)}
    pairs = [(row, questions[row.thread]) for row in rows]
    return [(row, question) for row, question in pairs if question.hidden_as is None]


def reported_remarks(session: Session, *, since: datetime) -> frozenset[str]:
    """The contributions that somebody has found out of place since a moment."""
    return frozenset(session.exec(select(ContributionReport.contribution).where(col(ContributionReport.at) > since)))


def new_practices(session: Session, *, since: datetime, only: Collection[str] | None = None) -> list[Practice]:
    """The practices that were published since a moment, by identifier."""
    events = select(AuditEvent.key).where(AuditEvent.action == "practice.published", col(AuditEvent.at) > since)
    chosen = select(Practice).where(col(Practice.id).in_(events), Practice.state == PracticeState.PUBLISHED)
    return list(session.exec(chosen.where(_among(Practice.id, only)).order_by(col(Practice.id)).limit(MOST)))


def _among(column: Any, wanted: Collection[str] | None) -> Any:  # noqa: ANN401
    return true() if wanted is None else col(column).in_(wanted)
