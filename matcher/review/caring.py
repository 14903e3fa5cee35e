"""The posts that somebody looks after, as a condition in SQL: the same as the policy's `post.publish` for many."""

from typing import Any

from sqlalchemy import false, or_, true
from sqlmodel import col

from matcher.policy.actor import Actor
from matcher.posting.visibility import of_countries
from models.account import Role
from models.offer import Offer
from models.request import Request


def looked_after(actor: Actor, table: type[Request | Offer]) -> Any:  # noqa: ANN401
    """The condition that a post is one of the countries which the actor looks after; all, for administrators."""
    if actor.administers or (actor.has_role(Role.FOCAL_POINT) and actor.covers is None):
        return true()
    if not actor.has_role(Role.FOCAL_POINT):
        return false()
    codes = sorted(actor.covers or ())
    theirs = of_countries(Request, codes) if table is Request else of_countries(Offer, codes)
    return or_(theirs, col(table.country).is_(None))
