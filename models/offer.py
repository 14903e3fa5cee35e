"""Offers: expertise advertised by a provider."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, Session, col, select

from models.base import Identifier, JsonColumn, OrganizationReference, UtcDateTime, Versioned
from models.catalogue import SeenElsewhere
from models.change import mark_changes
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
mark_changes(Offer)
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


def versions_of_published(session: Session, among: Collection[str] | None = None) -> dict[str, int]:
    """The version of every published offer, or of those among some identifiers, by identifier."""
    chosen = select(col(Offer.id), col(Offer.version)).where(Offer.state == PostState.PUBLISHED).order_by(col(Offer.id))
    queries = [chosen] if among is None else [chosen.where(col(Offer.id).in_(part)) for part in _parts(sorted(among))]
    return {one: version for query in queries for one, version in session.exec(query)}


def offers_by_id(session: Session, wanted: Sequence[str]) -> list[Offer]:
    """Some offers, by identifier."""
    return [row for part in _parts(wanted) for row in session.exec(select(Offer).where(col(Offer.id).in_(part)))]


def _parts(of: Sequence[str]) -> Iterator[Sequence[str]]:
    return (of[start : start + AT_ONCE] for start in range(0, len(of), AT_ONCE))
