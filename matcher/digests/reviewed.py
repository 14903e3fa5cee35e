"""What a focal point looks after, as far as the sections of his digest begin with it."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from sqlmodel import Session, col, select

from matcher.catalogue import is_live_on
from matcher.digests.candidates import PART, Strand
from matcher.digests.sections.items import MOST
from matcher.digests.situation import Situation
from matcher.policy import Actor
from matcher.review.caring import looked_after
from matcher.review.silence import TABLES
from matcher.review.unmet import served
from matcher.review.visible import visible_to
from models.code_order import CodeOrder
from models.match import Match, MatchState, waiting_since
from models.offer import Offer
from models.post import PostState
from models.request import Request


def standing_still(actor: Actor) -> Strand:
    """Introductions and endorsements, the longest waiting first."""
    return Strand((waiting_since().is_not(None),), (waiting_since(), col(Match.id)), _covered(actor))


def proposed(actor: Actor) -> Strand:
    """Proposals, the oldest and best first."""
    order = (col(Match.proposed_at), col(Match.score).desc(), col(Match.id))
    return Strand((Match.state == MatchState.PROPOSED,), order, _covered(actor))


def _covered(actor: Actor) -> Any:  # noqa: ANN401
    """None where no country needs to be looked at."""
    return None if actor.covers is None else visible_to(actor)


def first_submitted(session: Session, actor: Actor, bare: Situation) -> set[str]:
    """The posts that are published first unless somebody objects, of those that are in the actor's hands."""
    found = set[str]()
    for table in TABLES:
        waits = (col(table.state) == PostState.SUBMITTED, col(table.silence_ends_at).is_not(None))
        chosen = select(table).where(*waits, looked_after(actor, table))
        ordered: Any = chosen.order_by(col(table.silence_ends_at), CodeOrder(col(table.id)))
        mine = (one.id for one in _in_parts(session, ordered) if actor.email in bare.in_charge(one))
        found.update(islice(mine, MOST))
    return found


def _in_parts(session: Session, ordered: Any) -> Iterator[Request | Offer]:  # noqa: ANN401
    """The posts of a query, part by part: thousands may wait, and a section shows ten."""
    start, rows = 0, list[Request | Offer]()
    while start == 0 or len(rows) == PART:
        rows = session.exec(ordered.limit(PART).offset(start)).all()
        yield from rows
        start += PART


def first_unmet(session: Session, actor: Actor, *, on: date) -> Sequence[str]:
    """The oldest live requests without a live match."""
    chosen = select(Request.id).where(is_live_on(Request, on), looked_after(actor, Request), ~served())
    return session.exec(chosen.order_by(col(Request.published_at), CodeOrder(col(Request.id))).limit(MOST)).all()
