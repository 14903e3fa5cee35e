"""Profiles as their reader may see them."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from matcher.policy import Actor, may
from matcher.policy.experts import ExpertAction, is_self, keeps
from matcher.posting.visibility import may_read
from models.expert import Expert
from models.expert_schemas import ExpertPublic
from models.offer import Offer

DOABLE = (ExpertAction.EDIT, ExpertAction.ASK, ExpertAction.ANSWER)


def shown_to(session: Session, actor: Actor, rows: Sequence[Expert]) -> list[ExpertPublic]:
    """Everything that the reader may know: name and contact by their visibility, what came of asking for insiders, and
    those offers that he may see; one query."""
    backed = {key for row in rows for key in row.offers}
    chosen = select(Offer.id).where(col(Offer.id).in_(backed), may_read(Offer, actor))
    offers = set(session.exec(chosen)) if backed else set()
    return [_shown(actor, row, offers) for row in rows]


def _shown(actor: Actor, row: Expert, offers: set[str]) -> ExpertPublic:
    seen = ExpertPublic.model_validate(row, from_attributes=True)
    reader = actor.as_reader
    named, inside = may(reader, ExpertAction.READ_PERSON, row), keeps(reader, row) or is_self(reader, row)
    seen.offers = [one for one in row.offers if one in offers]
    seen.own_offer = row.own_offer if row.own_offer in offers else None
    seen.person, seen.contact = (row.person, row.contact) if named else (None, None)
    seen.email = row.email if named and inside else None
    seen.asked_at, seen.answered_at = (row.asked_at, row.answered_at) if inside else (None, None)
    seen.allowed = [str(one) for one in DOABLE if may(actor, one, row)]
    return seen
