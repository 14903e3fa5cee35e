"""The policy's `match.see` as a condition in SQL, so that a list needs one query however long it is."""

from typing import Any

from sqlalchemy import and_, false, or_, true
from sqlmodel import col

from matcher.policy.actor import Actor
from matcher.tagged import tagged
from models.account import Role
from models.match import Match
from models.offer import Offer
from models.request import Request


def visible_to(actor: Actor) -> Any:  # noqa: ANN401
    """The condition in SQL under which the policy's `match.see` holds."""
    if actor.administers or actor.has_role(Role.ANALYST):
        return true()
    if actor.has_role(Role.FOCAL_POINT):
        return of_a_country(actor.covers)
    if not actor.has_role(Role.AGENCY, Role.PROVIDER):
        return false()
    told = col(Match.introduced_at).is_not(None)
    return or_(owned_by(actor, Request), and_(told, owned_by(actor, Offer)))


def of_a_country(codes: frozenset[str] | None) -> Any:  # noqa: ANN401
    """The condition that one of some countries is one of a match's, or that one of these is unknown; all for None."""
    if codes is None:
        return true()
    countries = (col(Request.country), col(Offer.country))
    joined = [tagged(Request.with_countries, code) for code in sorted(codes)]
    return or_(*(or_(one.in_(sorted(codes)), one.is_(None)) for one in countries), *joined)


def owned_by(actor: Actor, post: type[Request | Offer]) -> Any:  # noqa: ANN401
    """Posts of the actor's organization, and for an agency those of its country, also joint requests."""
    own = false() if actor.organization is None else col(post.organization) == actor.organization
    if actor.window is None:
        return own
    joined = tagged(Request.with_countries, actor.window) if post is Request else false()
    return or_(own, col(post.country) == actor.window, joined)
