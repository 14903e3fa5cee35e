"""Finds offers by what people call them: words of their title, or the name of who offers."""

from collections.abc import Sequence

from sqlmodel import Session, col, or_, select

from matcher.policy import Actor
from matcher.posting.visibility import may_read
from models.folding import holds
from models.offer import Offer
from models.organization import Organization
from models.post import PostState

MOST = 20


def offers_named(session: Session, actor: Actor, words: str) -> Sequence[Offer]:
    """Up to 20 published offers, also expired ones, that the actor may see and whose title, or whose organization's
    name or acronym, holds the words; by identifier."""
    named = or_(holds(Organization.name, words), holds(Organization.acronym, words))
    whose = col(Offer.organization).in_(select(Organization.id).where(named))
    chosen = select(Offer).where(Offer.state == PostState.PUBLISHED, may_read(Offer, actor))
    return session.exec(chosen.where(or_(whose, holds(Offer.title, words))).order_by(col(Offer.id)).limit(MOST)).all()
