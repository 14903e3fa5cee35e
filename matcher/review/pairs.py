"""The match of a request with an offer, by the posts that it joins."""

from sqlmodel import Session, col, select

from matcher.policy import may
from matcher.policy.actor import Actor
from matcher.policy.matches import MatchAction
from models.exchange import Exchange
from models.match import Match
from models.pairing import Pairing, select_pairings


def match_of_pair(session: Session, actor: Actor, request: str, offer: str) -> Pairing | None:
    """The match of a pair in whatever state; None where there is none, or the actor may not see it."""
    row = session.exec(select_pairings().where(Match.request == request, Match.offer == offer)).first()
    found = None if row is None else Pairing(*row)
    return found if found is not None and may(actor, MatchAction.SEE, found) else None


def exchange_of_match(session: Session, match: int) -> str | None:
    """The identifier of the exchange that a match led to."""
    return session.exec(select(col(Exchange.id)).where(Exchange.match == match)).first()
