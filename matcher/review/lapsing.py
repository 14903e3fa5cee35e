"""Introductions that nobody answered: after two months they lapse, and the pair rests."""

from datetime import datetime, timedelta

from sqlmodel import Session, col

from matcher.editing import apply_changes
from matcher.policy.actor import CLOCK
from matcher.review.telling import tell_side
from models.decision import Side
from models.match import Match, MatchState
from models.pairing import Pairing, select_pairings

TIME_TO_ANSWER = timedelta(days=60)
REST = timedelta(days=180)


def lapse_unanswered(session: Session, now: datetime) -> int:
    """Lets the introductions lapse that are two months old, and tells both sides; answers how many."""
    old = (Match.state == MatchState.INTRODUCED, col(Match.introduced_at) <= now - TIME_TO_ANSWER)
    found = [Pairing(*row) for row in session.exec(select_pairings().where(*old).order_by(col(Match.id)))]
    for one in found:
        changes = {"state": MatchState.LAPSED, "parked_until": now.date() + REST}
        apply_changes(session, CLOCK, one.match, changes, now=now, action="match.lapsed")
        for side in (Side.REQUESTER, Side.PROVIDER):
            tell_side(session, one, side, "match-lapsed", now=now)
    return len(found)
