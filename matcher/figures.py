"""Figures of the service for those who watch over it, counted in the database so that many processes agree.

No figure names a person, an organization or a post.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from matcher.clock import LEASE
from matcher.digests.week import week_of
from models.delivery import Delivery, DeliveryState
from models.digest import Digest
from models.hold import Held, Hold
from models.lease import Lease
from models.match import Match
from models.match_run import MatchRun
from models.offer import Offer
from models.request import Request

MAILED = "mailed"
"""What a digest came to that was not skipped."""
Counts = Mapping[tuple[str, ...], int]


@dataclass(frozen=True)
class Figures:
    """Counts by their words; ages in seconds, None where there is nothing yet whose age could be told."""

    deliveries: Counts
    digests: Counts
    posts: Counts
    matches: Counts
    held: Counts
    seconds_since_tick: float | None
    seconds_of_lease_left: float | None
    seconds_since_match_run: float | None
    seconds_of_oldest_mail: float


def figures(session: Session, *, now: datetime) -> Figures:
    """The figures of this moment. The clock takes its lease anew at every tick, which tells when it last did."""
    lease = session.get(Lease, "clock")
    left = None if lease is None else (lease.expires_at - now).total_seconds()
    run = session.exec(select(func.max(MatchRun.finished_at))).one()
    oldest = session.exec(select(func.min(Delivery.due_at)).where(Delivery.state == DeliveryState.QUEUED)).one()
    return Figures(
        deliveries=_deliveries(session),
        digests=_digests(session, week_of(now)),
        posts=_posts(session),
        matches=_counted(session, col(Match.state)),
        held=_held(session),
        seconds_since_tick=None if left is None else LEASE.total_seconds() - left,
        seconds_of_lease_left=left,
        seconds_since_match_run=None if run is None else (now - run).total_seconds(),
        seconds_of_oldest_mail=0.0 if oldest is None else max(0.0, (now - oldest).total_seconds()),
    )


def _deliveries(session: Session) -> Counts:
    """By kind and state; every state of each kind is there, so that a rate from nothing shows."""
    kind = case((col(Delivery.letter).is_(None), "digest"), else_="letter")
    found = {(kind, state.value): 0 for kind in ("digest", "letter") for state in DeliveryState}
    return found | _counted(session, kind, col(Delivery.state))


def _digests(session: Session, week: str) -> Counts:
    """Those of the week by why they were skipped, or MAILED."""
    outcome = func.coalesce(Digest.skipped, MAILED)
    return {(MAILED,): 0} | _counted(session, outcome, where=col(Digest.week) == week)


def _posts(session: Session) -> Counts:
    return {
        (kind, *words): count
        for kind, table in (("request", Request), ("offer", Offer))
        for words, count in _counted(session, col(table.state)).items()
    }


def _held(session: Session) -> Counts:
    held = set(session.exec(select(Hold.name)))
    return {(what.value,): int(what in held) for what in Held}


def _counted(session: Session, *columns: Any, where: Any = True) -> dict[tuple[str, ...], int]:  # noqa: ANN401
    rows = session.execute(select(*columns, func.count()).where(where).group_by(*columns))  # type: ignore[call-overload]
    return {tuple(str(word) for word in words): count for *words, count in rows}
