"""Requests, offers and the suggestions between them, as everybody may see them."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlmodel import Session, SQLModel

from matcher.exporting.formats import Row, Rows
from models.match import live_matches
from models.offer import Offer, OfferCreate, OfferPublic, published_offers
from models.post import Visibility
from models.request import Request, RequestCreate, RequestPublic, published_requests

SOURCED = ("source_document", "source_section")
"""Where a record was taken from: everybody may know."""

Post = TypeVar("Post", Request, Offer)


def requests(session: Session) -> Rows:
    """The published requests that everybody may see, under the field names of their import."""
    return as_imported(public_posts(published_requests(session)), RequestCreate, RequestPublic)


def offers(session: Session) -> Rows:
    """The published offers that everybody may see, under the field names of their import."""
    return as_imported(public_posts(published_offers(session)), OfferCreate, OfferPublic)


def public_posts(posts: Iterable[Post]) -> list[Post]:
    """The posts that everybody may see."""
    return [one for one in posts if one.visibility == Visibility.PUBLIC]


def as_imported(rows: Sequence[SQLModel], schema: type[SQLModel], public: type[SQLModel]) -> Rows:
    """Rows under the field names of their import, so that a file can be taken in again; nothing for insiders."""
    columns = [name for name in schema.model_fields if name in public.model_fields or name in SOURCED]
    return columns, picked(rows, columns)


def picked(rows: Iterable[SQLModel], columns: Sequence[str]) -> list[Row]:
    """Some columns of rows."""
    return [{name: getattr(row, name, None) for name in columns} for row in rows]


def matches(session: Session) -> Rows:
    """The live suggestions between posts that everybody may see; how far they came is for those whom they concern."""
    columns = ("request", "offer", "rank", "rank_by_score", "score", "model", "run", "proposed_at")
    asked = {row.id for row in public_posts(published_requests(session))}
    offered = {row.id for row in public_posts(published_offers(session))}
    rows = [
        {name: getattr(match, name, None) for name in columns} | {"model": match.explanation["model"]}
        for those in live_matches(session).values()
        for match in those
        if match.request in asked and match.offer in offered
    ]
    return columns, rows
