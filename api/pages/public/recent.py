"""Figures that are counted at most once a minute: with many posts they take longer than a page may."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session

from api.pages.visits import Visit
from matcher.glance import Glance, glance

LIFE = timedelta(minutes=1)
"""How old figures may be."""


@dataclass(frozen=True)
class Recent:
    """Figures of one database, and when they were counted."""

    engine: Engine
    counted_at: datetime
    glance: Glance


def recent_glance(session: Session, visit: Visit) -> Glance:
    """The service at a glance, a minute old at most."""
    state, engine = visit.request.app.state, visit.request.app.state.settings.engine
    known: Recent | None = getattr(state, "recent", None)
    if known is None or known.engine is not engine or not timedelta() <= visit.now - known.counted_at < LIFE:
        known = Recent(engine, visit.now, glance(session, visit.actor, on=visit.today))
        state.recent = known
    return known.glance
