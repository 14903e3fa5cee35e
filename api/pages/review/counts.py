"""What waits for a focal point, counted: the way from each of his lists to the others."""

from dataclasses import dataclass

from sqlmodel import Session

from api.pages.visits import Visit
from matcher.practices.reviewing import count_waiting
from matcher.review.counting import MOST_COUNTED, count_matches
from matcher.review.silence import count_silent
from matcher.review.stalling import Stall, count_stalled
from matcher.review.unmet import count_unmet
from matcher.review.wanted import Queue, Wanted


@dataclass(frozen=True)
class Counts:
    """How much of each kind waits; from MOST_COUNTED on nobody counts."""

    queue: str
    silence: str
    stalled: str
    unmet: str
    practices: str


def counts(session: Session, visit: Visit) -> Counts:
    """The lists of a focal point and how long they are. Raises what `demand` raises for who does not review."""
    actor, now = visit.actor, visit.now
    return Counts(
        silence=_told(count_silent(session, actor)),
        queue=_told(count_matches(session, actor, Wanted(queue=Queue.REVIEW), now=now)),
        stalled=_told(count_stalled(session, actor, Stall(), now=now)),
        unmet=_told(count_unmet(session, actor, on=visit.today)),
        practices=_told(count_waiting(session, actor)),
    )


def _told(count: int) -> str:
    return str(count) if count < MOST_COUNTED else f"{MOST_COUNTED}+"
