"""What becomes of matches when a post is over: nobody is asked any more about what nobody can have."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col

from matcher.editing import apply_changes
from matcher.policy.actor import CLOCK
from matcher.review.telling import tell_side
from models.decision import Side
from models.match import Match, MatchState
from models.offer import Offer
from models.pairing import Pairing, select_pairings
from models.post import PostState
from models.request import Request

UNANSWERED = (MatchState.PROPOSED, MatchState.ENDORSED)
"""The states in which nobody has been introduced: they end with the post, however it ends."""


class PostEnd(StrEnum):
    """How a post came to be over."""

    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    EXPIRED = "expired"


def settle_matches_of(session: Session, kind: str, post: str, *, now: datetime, why: PostEnd) -> int:
    """Supersedes the live matches of a `request` or an `offer` that is over; answers how many.

    An introduction goes on where the post only expired: its answer may still come. Where the post was withdrawn or
    closed it ends, and both sides get a letter.
    """
    states = UNANSWERED if why == PostEnd.EXPIRED else (*UNANSWERED, MatchState.INTRODUCED)
    column = {"request": Match.request, "offer": Match.offer}[kind]
    rows = session.exec(select_pairings().where(column == post, col(Match.state).in_(states)).order_by(col(Match.id)))
    return _supersede(session, [Pairing(*row) for row in rows], now)


def settle_what_is_over(session: Session, now: datetime) -> int:
    """Supersedes whatever still waits although its request or offer is over: expired, withdrawn or closed."""
    over = or_(_is_not_published(), col(Request.expires_on) < now.date(), col(Offer.expires_on) < now.date())
    waiting = col(Match.state).in_(UNANSWERED) & over
    introduced = (col(Match.state) == MatchState.INTRODUCED) & _is_not_published()
    rows = session.exec(select_pairings().where(or_(waiting, introduced)).order_by(col(Match.id)))
    return _supersede(session, [Pairing(*row) for row in rows], now)


def _is_not_published() -> Any:  # noqa: ANN401
    return or_(col(Request.state) != PostState.PUBLISHED, col(Offer.state) != PostState.PUBLISHED)


def _supersede(session: Session, found: Sequence[Pairing], now: datetime) -> int:
    for one in found:
        was_introduced = one.match.state == MatchState.INTRODUCED
        apply_changes(session, CLOCK, one.match, {"state": MatchState.SUPERSEDED}, now=now, action="match.superseded")
        for side in (Side.REQUESTER, Side.PROVIDER) if was_introduced else ():
            tell_side(session, one, side, "match-ended", now=now)
    return len(found)
