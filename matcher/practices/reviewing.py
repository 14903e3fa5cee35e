"""Practices that wait for a focal point, the longest waiting first."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, and_, col, or_, select

from matcher.cursors import Part, part_of
from matcher.exchanges.listing import supervised
from matcher.policy import demand
from matcher.policy.actor import Actor
from matcher.policy.matches import MatchAction
from matcher.practices.finding import looked_after
from matcher.review.counting import count_up
from models.exchange import Exchange
from models.practice import Practice, PracticeState


def waiting_practices(session: Session, actor: Actor, part: Part) -> tuple[Sequence[Practice], str | None]:
    """A part of the submitted practices that the actor publishes, and the cursor of the next. Raises what `demand`
    raises for who does not review."""
    demand(actor, MatchAction.REVIEW)
    return part_of(session, Practice, select(Practice).where(*_wait_for(actor)), part)


def count_waiting(session: Session, actor: Actor) -> int:
    """How many there are, MOST_COUNTED at most. Raises as `waiting_practices`."""
    demand(actor, MatchAction.REVIEW)
    return count_up(session, select(Practice.id).where(*_wait_for(actor)))


def _wait_for(actor: Actor) -> tuple[Any, ...]:
    """The same as the permission `practice.publish`, for the database."""
    drawn = col(Practice.exchange).in_(select(Exchange.id).where(supervised(actor)))
    others = and_(col(Practice.exchange).is_(None), looked_after(actor))
    return (Practice.state == PracticeState.SUBMITTED, or_(drawn, others))
