"""The newest public posts, with the moment at which each was last changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, TypeVar

from sqlalchemy import func
from sqlmodel import Session, col, select

from matcher.openness import open_posts
from matcher.policy import Actor, demand
from matcher.policy.services import ServiceAction
from matcher.tagged import tagged
from models.audit import AuditEvent
from models.offer import Offer
from models.organization import names_of
from models.request import Request

PostKind = Literal["request", "offer"]
Post = TypeVar("Post", Request, Offer)
TABLES: dict[PostKind, type[Request] | type[Offer]] = {"request": Request, "offer": Offer}
LONGEST = 50
"""Entries of a feed."""
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
"""When a feed without entries was last changed."""


@dataclass(frozen=True)
class FeedFilter:
    """What a reader follows; None means any."""

    kind: PostKind | None = None
    sector: str | None = None
    country: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Entry:
    """One post of the feed, and who posted it."""

    kind: PostKind
    post: Request | Offer
    organization: str
    updated: datetime


@dataclass(frozen=True)
class Feed:
    """The entries, the newest first, and when anything about them last changed."""

    entries: Sequence[Entry]
    updated: datetime


def newest_posts(session: Session, actor: Actor, wanted: FeedFilter, *, on: date) -> Feed:
    """The newest public posts that are wanted and open on a day."""
    demand(actor, ServiceAction.SEE_FEED)
    found: list[tuple[PostKind, Request | Offer]] = []
    if wanted.kind != "offer":
        found += [("request", post) for post in _open(session, Request, wanted, on)]
    if wanted.kind != "request":
        found += [("offer", post) for post in _open(session, Offer, wanted, on)]
    found.sort(key=lambda one: (_posted(one[1]), one[1].id), reverse=True)
    found = found[:LONGEST]
    names = names_of(session, {post.organization for _, post in found})
    changed = _changed(session, {post.id for _, post in found})
    entries = [
        Entry(kind, post, names[post.organization], max(_posted(post), changed.get((kind, post.id), BEGINNING)))
        for kind, post in found
    ]
    return Feed(entries, max([_anything(session, on), *(one.updated for one in entries)]))


def _open(session: Session, table: type[Post], wanted: FeedFilter, on: date) -> Sequence[Post]:
    chosen = select(table).where(*open_posts(table, on=on))
    if wanted.sector is not None:
        chosen = chosen.where(tagged(table.sectors, wanted.sector))
    if wanted.country is not None:
        chosen = chosen.where(table.country == wanted.country)
    if wanted.language is not None:
        chosen = chosen.where(table.language == wanted.language)
    return session.exec(chosen.order_by(col(table.published_at).desc(), col(table.id).desc()).limit(LONGEST)).all()


def _posted(post: Request | Offer) -> datetime:
    return post.published_at or post.created_at


def _changed(session: Session, keys: set[str]) -> dict[tuple[str, str], datetime]:
    latest = select(AuditEvent.kind, AuditEvent.key, func.max(AuditEvent.at)).where(
        col(AuditEvent.kind).in_(TABLES), col(AuditEvent.key).in_(keys)
    )
    found = session.exec(latest.group_by(AuditEvent.kind, AuditEvent.key)).all()
    return {(kind, key): moment for kind, key, moment in found}


def _anything(session: Session, on: date) -> datetime:
    """When a post was last changed or withdrawn, or expired: each may take an entry out of the feed."""
    changed = session.exec(select(func.max(AuditEvent.at)).where(col(AuditEvent.kind).in_(TABLES))).one()
    last_days = [
        session.exec(select(func.max(table.expires_on)).where(col(table.expires_on) < on)).one()
        for table in TABLES.values()
    ]
    ended = [datetime.combine(one + timedelta(days=1), time.min, UTC) for one in last_days if one]
    return max([BEGINNING, *ended, *([changed] if changed else [])])
