"""Ranks what is new without waiting for the week: a request as soon as it is published or edited, everything within the
hour where an offer is.

The audit trail tells what is new, so nothing that was committed is overlooked, and what was done before a crash is done
again without harm: a run that sees the same changes nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from matcher.matching.execution.workforce import ANYBODY, Workforce
from matcher.matching.run import run_matches
from models.audit import AuditEvent
from models.cursor import move_cursor, position_of
from models.database import reading, writing
from models.match_run import latest_run
from models.offer import Offer
from models.request import Request
from scoring.text.encoder import Encoder

ONE_BY_ONE = 20
"""Up to so many new requests are ranked by themselves; more of them are worth a run over everything."""
PAUSE = timedelta(hours=1)
"""Between two runs over everything that new offers call for."""
SETTLED = timedelta(minutes=2)
"""After so long every event of a moment can be seen. What is younger is looked at again, which changes nothing."""
REQUESTS, OFFERS = "rank requests", "rank offers"


@dataclass(frozen=True)
class Fresh:
    """What has changed since it was last ranked: live requests, whether any offer, and up to which audit event."""

    requests: list[str]
    offers: bool
    position: int

    @property
    def everything(self) -> bool:
        """Whether a run over everything is called for."""
        return self.offers or len(self.requests) > ONE_BY_ONE


def find_fresh(session: Session, *, now: datetime) -> Fresh:
    """What is new. Offers count only where the last run over everything is an hour old."""
    live = [
        row.id
        for row in session.exec(select(Request).where(col(Request.id).in_(_changed(session, "request", REQUESTS))))
        if row.is_live(now.date())
    ]
    run = latest_run(session)
    rested = run is None or run.started_at <= now - PAUSE
    offers = rested and _any_published(session, _changed(session, "offer", OFFERS))
    return Fresh(sorted(live), offers, end_of_trail(session, now=now))


def rank_fresh(engine: Engine, *, now: datetime, encoder: Encoder | None = None, workforce: Workforce = ANYBODY) -> int:
    """Ranks what is new; answers how many suggestions are new."""
    with reading(engine) as session:
        fresh = find_fresh(session, now=now)
    wanted: list[str | None] = [None] if fresh.everything else list(fresh.requests)
    found = 0
    for request in wanted:
        result = run_matches(engine, as_of=now.date(), now=now, request=request, encoder=encoder, workforce=workforce)
        found += 0 if result.repeated else result.run.counts.get("new", 0)
    with writing(engine) as session:
        note_ranked(session, fresh.position, everything=fresh.everything)
    return found


def end_of_trail(session: Session, *, now: datetime) -> int:
    """The number of the newest audit event that no other can come before: where several write at once, an event has its
    number before it can be seen."""
    settled = select(func.max(AuditEvent.id)).where(col(AuditEvent.at) <= now - SETTLED)
    return session.exec(settled).one() or 0


def note_ranked(session: Session, position: int, *, everything: bool) -> None:
    """Notes that what had changed up to an audit event is ranked: the requests, or everything."""
    for cursor in (REQUESTS, OFFERS) if everything else (REQUESTS,):
        move_cursor(session, cursor, position)


def _changed(session: Session, kind: str, cursor: str) -> list[str]:
    events = select(AuditEvent.key).where(AuditEvent.kind == kind, col(AuditEvent.id) > position_of(session, cursor))
    return list(session.exec(events.distinct()))


def _any_published(session: Session, offers: list[str]) -> bool:
    """Whether one of some offers is or was published; what was never seen by anybody changes no ranking."""
    if not offers:
        return False
    seen = select(Offer.id).where(col(Offer.id).in_(offers), col(Offer.published_at).is_not(None))
    return session.exec(seen.limit(1)).first() is not None
