"""The public catalogue: published posts by filter, page by page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import String, cast, or_
from sqlmodel import Session, col, select

from matcher.errors import NotFoundError
from models.offer import Offer
from models.post import PostState
from models.request import Request

Post = TypeVar("Post", Request, Offer)


@dataclass(frozen=True)
class Filter:
    """What a reader is looking for; None means any."""

    sector: str | None = None
    country: str | None = None
    language: str | None = None
    modality: str | None = None


def live_posts(
    session: Session,
    table: type[Post],
    wanted: Filter,
    *,
    on: date,
    after: str | None = None,
    limit: int = 50,
) -> tuple[Sequence[Post], str | None]:
    """Up to `limit` open posts after a cursor, by identifier, and the cursor of the following ones."""
    chosen = select(table).where(
        table.state == PostState.PUBLISHED, or_(col(table.expires_on).is_(None), col(table.expires_on) >= on)
    )
    if wanted.country is not None:
        chosen = chosen.where(table.country == wanted.country)
    if wanted.language is not None:
        chosen = chosen.where(table.language == wanted.language)
    if wanted.sector is not None:
        chosen = chosen.where(_tagged(table.sectors, wanted.sector))
    if wanted.modality is not None:
        chosen = chosen.where(_tagged(table.modalities, wanted.modality))
    if after is not None:
        chosen = chosen.where(col(table.id) > after)
    rows = session.exec(chosen.order_by(col(table.id)).limit(limit + 1)).all()
    return rows[:limit], rows[limit - 1].id if len(rows) > limit else None


def _tagged(column: Any, slug: str) -> Any:  # noqa: ANN401
    """Slugs hold no quotes, so the quoted slug in the stored JSON is an exact test on every database."""
    return cast(column, String).contains(f'"{slug}"', autoescape=True)


def posts_by_id(session: Session, table: type[Post], keys: Iterable[str]) -> dict[str, Post]:
    """The published ones of several posts, by identifier."""
    chosen = select(table).where(col(table.id).in_(set(keys)), table.state == PostState.PUBLISHED)
    return {row.id: row for row in session.exec(chosen)}


def one_post(session: Session, table: type[Post], key: str) -> Post:
    """A published post, also an expired one. Raises NotFoundError for any other: drafts do not exist for the public."""
    row = session.get(table, key)
    if row is None or row.state != PostState.PUBLISHED:
        raise NotFoundError(table.__name__.lower(), key)
    return row
