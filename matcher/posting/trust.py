"""Trusted organizations: what they post is published without a time to object."""

from datetime import datetime

from sqlmodel import Session

from matcher.editing import apply_changes
from matcher.errors import NotFoundError
from matcher.policy import Actor, demand
from matcher.policy.posts import PostAction
from models.organization import Organization


def set_trust(session: Session, actor: Actor, key: str, *, trusted: bool, now: datetime) -> Organization:
    """Trusts an organization, or no longer; for administrators. Raises what `demand` raises, and NotFoundError."""
    demand(actor, PostAction.TRUST)
    row = session.get(Organization, key)
    if row is None:
        raise NotFoundError("organization", key)
    apply_changes(session, actor, row, {"trusted": trusted}, now=now, action="organization.trusted")
    return row
