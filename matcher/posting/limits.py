"""How long a post lives, and how many an organization may have."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from locales.messages import Message
from matcher.errors import BadInputError, ConflictError
from matcher.holding import hold
from models.offer import Offer
from models.organization import Organization
from models.post import LONGEST_LIFE_DAYS, OFFER_LIFE_DAYS, PostState
from models.request import Request

MOST_LIVE = 200
"""Requests, and offers, of one organization that are open or before the focal point."""
MOST_DRAFTS = 200
"""Drafts of requests, and of offers, of one organization."""


def longest_life(table: type[Request | Offer]) -> timedelta:
    """How far ahead a post may expire: three years for a request, twelve months for an offer."""
    return timedelta(days=LONGEST_LIFE_DAYS if table is Request else OFFER_LIFE_DAYS)


def usual_expiry(today: date) -> date:
    """When a post expires that names no date of its own, or is renewed."""
    return today + timedelta(days=OFFER_LIFE_DAYS)


def check_expiry(table: type[Request | Offer], expires_on: date | None, *, today: date) -> None:
    """Raises BadInputError for a day that has passed or lies too far ahead."""
    if expires_on is None:
        return
    if expires_on <= today:
        raise BadInputError("expires_on: {expires_on} does not lie in the future", expires_on=expires_on)
    latest = today + longest_life(table)
    if expires_on > latest:
        raise BadInputError(
            "expires_on: {expires_on} lies too far ahead; {latest} is the latest, renew it then",
            expires_on=expires_on,
            latest=latest,
        )


def check_room(session: Session, table: type[Request | Offer], organization: str, *, today: date) -> None:
    """Raises ConflictError where an organization has as many live posts as it may."""
    alive = or_(col(table.expires_on).is_(None), col(table.expires_on) >= today)
    live = or_(col(table.state) == PostState.SUBMITTED, and_(col(table.state) == PostState.PUBLISHED, alive))
    _check_count(session, table, organization, live, MOST_LIVE)


def check_room_for_draft(session: Session, table: type[Request | Offer], organization: str) -> None:
    """Raises ConflictError where an organization has as many drafts as it may."""
    _check_count(session, table, organization, col(table.state) == PostState.DRAFT, MOST_DRAFTS)


def _check_count(
    session: Session, table: type[Request | Offer], organization: str, chosen: ColumnElement[bool], most: int
) -> None:
    hold(session, Organization, organization)
    counted = select(func.count(col(table.id))).where(table.organization == organization, chosen)
    if session.exec(counted).one() >= most:
        noun = table.__name__.lower()
        raise ConflictError(
            "{organization!r} has {most} {noun}s of this kind, as many as it may; end some first",
            organization=organization,
            most=most,
            noun=Message(noun),
        )
