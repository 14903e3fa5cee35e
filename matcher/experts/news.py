"""What the digests tell of experts: who was asked, what he said, and whose availability ends."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, true
from sqlmodel import Session, col, select

from models.expert import SHOWN, Expert, ExpertState

ENDS_SOON = timedelta(days=30)
"""How long before its last day an availability is told."""


def experts_to_tell_of(
    session: Session, *, since: datetime, now: datetime, only: Collection[str] | None = None
) -> list[Expert]:
    """The experts who were asked and have not answered, who answered since a moment, or whose availability ends within
    a month; by identifier."""
    until, today = col(Expert.available_until), now.date()
    soon = and_(col(Expert.state).in_(SHOWN), until >= today, until <= today + ENDS_SOON)
    wanted = or_(col(Expert.state) == ExpertState.ASKED, col(Expert.answered_at) > since, soon)
    among = true() if only is None else col(Expert.id).in_(only)
    return list(session.exec(select(Expert).where(wanted, among).order_by(col(Expert.id))))


def experts_concerning(session: Session, organization: str | None, email: str | None) -> set[str]:
    """The experts whom an organization keeps, and who reads mail at an address himself."""
    own = or_(col(Expert.organization) == (organization or ""), col(Expert.email) == (email or ""))
    return set(session.exec(select(Expert.id).where(own)))
