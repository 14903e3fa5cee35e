"""What stands before and after a match in a list, so that a queue is worked through one by one."""

from datetime import datetime
from typing import Any

from sqlalchemy import tuple_
from sqlmodel import Session, col, select

from matcher.policy import demand
from matcher.policy.actor import Actor
from matcher.policy.matches import MatchAction
from matcher.review.visible import visible_to
from matcher.review.wanted import Sort, Wanted, conditions
from models.match import Match
from models.offer import Offer
from models.pairing import Pairing
from models.request import Request

COLUMNS = {Sort.OLDEST: "proposed_at", Sort.NEWEST: "proposed_at", Sort.BEST: "score"}
BACKWARDS = frozenset({Sort.NEWEST, Sort.BEST})


def neighbours(
    session: Session, actor: Actor, found: Pairing, wanted: Wanted, *, now: datetime
) -> tuple[int | None, int | None]:
    """The keys of the matches before and after one in a list, which need not hold that one itself.

    Raises UnauthenticatedError for the public.
    """
    demand(actor, MatchAction.LIST)
    column = col(getattr(Match, COLUMNS[wanted.sort]))
    place, here = tuple_(column, col(Match.id)), tuple_(getattr(found.match, COLUMNS[wanted.sort]), found.id)
    rows = select(Match.id).join(Request, col(Request.id) == Match.request).join(Offer, col(Offer.id) == Match.offer)
    rows = rows.where(visible_to(actor), *conditions(session, actor, wanted, now))
    upwards = session.exec(_nearest(rows.where(place > here), column, descending=False)).first()
    downwards = session.exec(_nearest(rows.where(place < here), column, descending=True)).first()
    return (upwards, downwards) if wanted.sort in BACKWARDS else (downwards, upwards)


def _nearest(rows: Any, column: Any, *, descending: bool) -> Any:  # noqa: ANN401
    key = col(Match.id)
    return rows.order_by(*((column.desc(), key.desc()) if descending else (column, key))).limit(1)
