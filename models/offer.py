"""Offers: expertise advertised by a provider."""

from datetime import datetime

from sqlmodel import Field, Session, col, select

from models.base import Identifier, JsonColumn, UtcDateTime, Versioned
from models.post import PostColumns, PostCreate, PostPublic, PostState

OFFER_LIFE_DAYS = 365
"""An offer expires twelve months after publication unless it is renewed."""


class OfferCreate(PostCreate):
    """An offer as it arrives in a file or over the API."""

    practices: list[Identifier] = []
    capacity: int | None = Field(default=None, ge=0, le=1000, description="exchanges a year; 0 pauses the offer")


class Offer(PostColumns, Versioned, table=True):
    """Expertise, its tags and its life."""

    practices: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    capacity: int | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)


class OfferPublic(PostPublic):
    """A published offer as everybody may see it."""

    practices: list[str]


def published_offers(session: Session) -> list[Offer]:
    """All published offers, also expired ones, by identifier."""
    return list(session.exec(select(Offer).where(Offer.state == PostState.PUBLISHED).order_by(col(Offer.id))))
