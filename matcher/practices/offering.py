"""The offers that a practice speaks for."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from matcher.catalogue import is_live_on
from matcher.policy import Actor
from matcher.posting.visibility import may_read
from matcher.tagged import tagged
from models.offer import Offer
from models.practice import Practice

MOST = 10
"""Offers that the page of a practice shows."""


def offers_behind(session: Session, actor: Actor, practice: Practice, *, on: date) -> Sequence[Offer]:
    """The open offers that name a practice and that the actor may read, the newest first."""
    named = select(Offer).where(
        tagged(Offer.practices, practice.original), is_live_on(Offer, on), may_read(Offer, actor)
    )
    return session.exec(named.order_by(col(Offer.published_at).desc(), col(Offer.id)).limit(MOST)).all()
