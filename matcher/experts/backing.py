"""The offers that an expert backs: these are ranked, by the same features as all others, and name the expert."""

from datetime import datetime

from sqlmodel import Session, col, select

from matcher.editing import apply_changes, check_version
from matcher.errors import ConflictError, NotFoundError
from matcher.experts.finding import the_expert
from matcher.experts.resting import rest_with
from matcher.policy import Actor, demand
from matcher.policy.experts import ExpertAction
from matcher.policy.posts import PostAction
from matcher.posting.visibility import find_case
from matcher.tagged import tagged
from models.expert import Expert
from models.expert_schemas import BackingPost
from models.offer import Offer

MOST = 40
"""Offers that one expert backs."""


def back(session: Session, actor: Actor, key: str, wanted: BackingPost, *, version: int, now: datetime) -> Expert:
    """Ties an expert to an offer; both must be the actor's to change. As `own` the offer rests with the expert.

    Raises ConflictError for a second own offer, and for one that is another expert's own.
    """
    row = the_expert(session, actor, key, ExpertAction.EDIT)
    check_version(row, "expert", key, version)
    demand(actor, PostAction.EDIT, find_case(session, actor, Offer, wanted.offer))
    if wanted.own:
        _check_own(session, row, wanted.offer)
    if len(row.offers) >= MOST and wanted.offer not in row.offers:
        raise ConflictError("an expert backs {most} offers at most", most=MOST)
    own = {"own_offer": wanted.offer} if wanted.own else {}
    changes = {"offers": sorted({*row.offers, wanted.offer}), **own}
    apply_changes(session, actor, row, changes, now=now, action="expert.backs")
    rest_with(session, row, now=now)
    return row


def stop_backing(session: Session, actor: Actor, key: str, offer: str, *, version: int, now: datetime) -> Expert:
    """Unties an expert from an offer, which stays as it is. Raises NotFoundError."""
    row = the_expert(session, actor, key, ExpertAction.EDIT)
    check_version(row, "expert", key, version)
    if offer not in row.offers:
        raise NotFoundError("offer", offer)
    own = {"own_offer": None} if row.own_offer == offer else {}
    changes = {"offers": [one for one in row.offers if one != offer], **own}
    apply_changes(session, actor, row, changes, now=now, action="expert.backs-no-more")
    return row


def _check_own(session: Session, row: Expert, offer: str) -> None:
    if row.own_offer not in (None, offer):
        raise ConflictError("the expert has an own offer already: {offer}", offer=row.own_offer)
    others = select(Expert.id).where(Expert.own_offer == offer, col(Expert.id) != row.id)
    if session.exec(others).first() is not None:
        raise ConflictError("{offer!r} is another expert's own offer", offer=offer)


def forget_offer(session: Session, offer: str) -> None:
    """Unties all experts from an offer that is about to be deleted."""
    for row in session.exec(select(Expert).where(tagged(Expert.offers, offer))):
        row.offers = [one for one in row.offers if one != offer]
        row.own_offer = None if row.own_offer == offer else row.own_offer
        session.add(row)
    session.flush()
