"""Offers: expertise advertised by a provider."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Index, func
from sqlmodel import Field, Session, col, select

from models.base import Identifier, JsonColumn, OrganizationReference, UtcDateTime, Versioned
from models.catalogue import SeenElsewhere
from models.post import POST_MOVES, TAGS, PostColumns, PostDraft, PostPublic, PostState, PostUpdate, of_sides
from models.search_text import keep_words
from models.states import guard_state
from models.tagging import keep_tags

AT_ONCE = 500
"""Identifiers in one query: databases limit them."""


class OfferDraft(PostDraft):
    """An offer as it arrives over the API."""

    practices: list[Identifier] = []
    capacity: int | None = Field(default=None, ge=0, le=1000, description="exchanges a year; 0 pauses the offer")


class OfferCreate(OfferDraft):
    """An offer as it arrives in a file."""

    organization: OrganizationReference


class OfferUpdate(PostUpdate):
    """Fields to change in an offer."""

    practices: list[Identifier] = []
    capacity: int | None = Field(default=None, ge=0, le=1000)


class Offer(PostColumns, Versioned, table=True):
    """Expertise, its tags and its life."""

    __table_args__ = (
        Index("ix_offer_versions", "state", "id", "version"),
        Index("ix_offer_visibility", "state", "visibility"),
        *of_sides("offer"),
    )

    practices: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    capacity: int | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)


guard_state(Offer, POST_MOVES)
keep_words(Offer, "title", "text")
keep_tags(Offer, *TAGS)


class OfferPublic(PostPublic):
    """A published offer as everybody may see it; `also_at` says in which other catalogues it stands, where that was
    looked up."""

    practices: list[str]
    also_at: list[SeenElsewhere] | None = None


class OfferInside(OfferPublic):
    """An offer as those see it whose it is, and those who review it."""

    posted_by: str | None
    capacity: int | None
    created_at: datetime
    submitted_at: datetime | None
    silence_ends_at: datetime | None
    window_until: datetime | None
    objection: str | None
    objection_note: str | None
    closed_at: datetime | None
    actions: list[str]


def published_offers(session: Session) -> list[Offer]:
    """All published offers, also expired ones, by identifier."""
    return list(session.exec(select(Offer).where(Offer.state == PostState.PUBLISHED).order_by(col(Offer.id))))


Stamp = tuple[int, int, datetime | None]


def stamp_of_published(session: Session) -> Stamp:
    """Tells whether the published offers have changed, without reading them: how many there are, the sum of their
    versions, and when one was last published. A set that lost one and won none is smaller; each edit raises the sum."""
    counted = select(func.count(), func.coalesce(func.sum(col(Offer.version)), 0))
    count, versions = session.exec(counted.where(col(Offer.state) == PostState.PUBLISHED)).one()
    latest = session.exec(select(func.max(Offer.published_at))).one()
    return int(count), int(versions), latest


def versions_of_published(session: Session) -> dict[str, int]:
    """The version of every published offer, by identifier."""
    chosen = select(col(Offer.id), col(Offer.version)).where(Offer.state == PostState.PUBLISHED)
    return dict(session.exec(chosen.order_by(col(Offer.id))).all())


def offers_by_id(session: Session, wanted: Sequence[str]) -> list[Offer]:
    """Some offers, by identifier."""
    parts = [wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE)]
    return [row for part in parts for row in session.exec(select(Offer).where(col(Offer.id).in_(part)))]
