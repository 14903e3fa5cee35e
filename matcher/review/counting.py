"""How much waits for whoever reviews: counted up to a hundred, for more tells nobody anything."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, func, literal, select

from matcher.policy import demand
from matcher.policy.actor import Actor
from matcher.policy.matches import MatchAction
from matcher.review.visible import visible_to
from matcher.review.wanted import Wanted, conditions
from models.match import Match
from models.offer import Offer
from models.request import Request

MOST_COUNTED = 100
"""Where counting ends."""


def count_matches(session: Session, actor: Actor, wanted: Wanted, *, now: datetime) -> int:
    """How many matches of a list there are, MOST_COUNTED at most. Raises UnauthenticatedError for the public."""
    demand(actor, MatchAction.LIST)
    joined = select(literal(1)).select_from(Match).join(Request, _same(Request, Match.request))
    joined = joined.join(Offer, _same(Offer, Match.offer))
    return count_up(session, joined.where(visible_to(actor), *conditions(session, actor, wanted, now)))


def count_up(session: Session, chosen: Any) -> int:  # noqa: ANN401
    """How many rows a query has, MOST_COUNTED at most."""
    return session.exec(select(func.count()).select_from(chosen.limit(MOST_COUNTED).subquery())).one()


def _same(post: type[Request | Offer], key: Any) -> Any:  # noqa: ANN401
    return post.id == key
