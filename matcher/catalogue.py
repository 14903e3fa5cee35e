"""The catalogue: the posts that a reader may see, by filter and order, page by page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, not_, or_
from sqlmodel import Session, col, select

from matcher.errors import BadInputError, NotFoundError
from matcher.policy import PUBLIC, Actor
from matcher.policy.posts import sees
from matcher.posting.visibility import Post, admitting, case_of, may_read, of_countries
from matcher.tagged import tagged
from models import taxonomy
from models.folding import holds
from models.likely import likely
from models.post import TAGS, PostState, Visibility
from models.searching import are_few, keys_holding, keys_tagged

NEVER = date.max
"""Stands for the day of expiry of a post that never expires."""


class Standing(StrEnum):
    """Where a post stands, for a reader: open ones are published and not expired."""

    OPEN = "open"
    EXPIRED = "expired"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    ANY = "any"


class Order(StrEnum):
    """In which order posts are listed."""

    ID = "id"
    NEWEST = "newest"
    EXPIRES = "expires"


@dataclass(frozen=True)
class Filter:
    """What a reader is looking for; None means any. `own` are the posts of the reader's organization, `organization`
    names the one whose need or expertise it is."""

    sector: str | None = None
    sdg: int | None = None
    modality: str | None = None
    language: str | None = None
    country: str | None = None
    region: str | None = None
    text: str | None = None
    standing: Standing = Standing.OPEN
    own: bool = False
    organization: str | None = None


@dataclass(frozen=True)
class Part:
    """Which part of a list: how many posts after a cursor, in which order."""

    after: str | None = None
    limit: int = 50
    order: Order = Order.ID


def list_posts(
    session: Session, table: type[Post], wanted: Filter, part: Part = Part(), *, on: date, actor: Actor = PUBLIC
) -> tuple[Sequence[Post], str | None]:
    """The posts that a reader may see and looks for, and the cursor of the following ones.

    Raises BadInputError for a cursor that is none of this order.
    """
    chosen = select(table).where(may_read(table, actor), *_conditions(table, wanted, on=on, actor=actor))
    chosen = chosen.where(*_has_tags(session, table, wanted, part.order))
    if wanted.text is not None:
        chosen = chosen.where(*_said(session, table, wanted.text))
    if part.after is not None:
        chosen = chosen.where(_after(table, part, wanted.standing))
    key = _sort_key(table, part.order, wanted.standing)
    direction = key.desc() if part.order == Order.NEWEST else key.asc()
    rows = session.exec(chosen.order_by(direction, col(table.id)).limit(part.limit + 1)).all()
    return rows[: part.limit], _cursor(rows[part.limit - 1], part.order) if len(rows) > part.limit else None


def _conditions(table: type[Post], wanted: Filter, *, on: date, actor: Actor) -> list[ColumnElement[bool]]:
    found = [_stands(table, wanted.standing, on)]
    if wanted.language is not None:
        found.append(col(table.language) == wanted.language)
    if wanted.country is not None:
        found.append(of_countries(table, [wanted.country]))
    if wanted.region is not None:
        found.append(of_countries(table, countries_of(wanted.region)))
    if wanted.organization is not None:
        found.append(col(table.organization) == wanted.organization)
    if wanted.own:
        found.append(or_(col(table.organization) == actor.organization, col(table.posted_by) == actor.organization))
    return found


def _has_tags(session: Session, table: type[Post], wanted: Filter, order: Order) -> Iterator[ColumnElement[bool]]:
    """That a post has all tags looked for. Where few have one, or their order is that of the tags' own index, they are
    taken from there; a page of many others is sooner come upon among all posts."""
    for column, tag in zip(TAGS, (wanted.sector, wanted.modality, wanted.sdg), strict=True):
        if tag is not None:
            keys = keys_tagged(table, column, tag)
            by_index = order == Order.ID or are_few(session, keys)
            yield col(table.id).in_(keys) if by_index else tagged(getattr(table, column), tag)


def _said(session: Session, table: type[Post], text: str) -> Iterator[ColumnElement[bool]]:
    """That a post says something. Where few do they are named, so that nobody has to read the others."""
    yield or_(holds(table.title, text), holds(table.text, text))
    keys = keys_holding(session, table, text)
    if keys is not None:
        yield col(table.id).in_(keys)


def _stands(table: type[Post], standing: Standing, on: date) -> ColumnElement[bool]:
    match standing:
        case Standing.ANY:
            return literal(value=True)
        case Standing.OPEN:
            return is_live_on(table, on)
        case Standing.EXPIRED:
            return and_(likely(col(table.state) == PostState.PUBLISHED), col(table.expires_on) < on)
        case _:
            return col(table.state) == standing


def is_live_on(table: type[Post], on: date) -> ColumnElement[bool]:
    """The condition that a post is published and not expired on a day."""
    alive = or_(col(table.expires_on).is_(None), col(table.expires_on) >= on)
    return and_(likely(col(table.state) == PostState.PUBLISHED), alive)


def countries_of(region: str) -> list[str]:
    """The countries of a region or subregion of the taxonomy."""
    return [one.code for one in taxonomy.countries().values() if region in (one.region, one.subregion)]


def _sort_key(table: type[Post], order: Order, standing: Standing) -> Any:  # noqa: ANN401
    """What to sort by. Whatever is published has its moment, by which an index knows the newest."""
    if order == Order.NEWEST and standing in (Standing.OPEN, Standing.EXPIRED):
        return col(table.published_at)
    if order == Order.NEWEST:
        return func.coalesce(col(table.published_at), col(table.created_at))
    if order == Order.EXPIRES:
        return func.coalesce(col(table.expires_on), NEVER)
    return col(table.id)


def _cursor(row: Post, order: Order) -> str:
    if order == Order.NEWEST:
        return f"{(row.published_at or row.created_at).astimezone(UTC).isoformat()}~{row.id}"
    if order == Order.EXPIRES:
        return f"{(row.expires_on or NEVER).isoformat()}~{row.id}"
    return row.id


def _after(table: type[Post], part: Part, standing: Standing) -> ColumnElement[bool]:
    if part.order == Order.ID:
        return col(table.id) > part.after
    value, key = _read_cursor(part)
    sort = _sort_key(table, part.order, standing)
    beyond = sort < value if part.order == Order.NEWEST else sort > value
    return or_(beyond, and_(sort == value, col(table.id) > key))


def _read_cursor(part: Part) -> tuple[date, str]:
    value, _, key = (part.after or "").partition("~")
    try:
        if part.order == Order.EXPIRES:
            return date.fromisoformat(value), key
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise BadInputError(
            "{after!r} is no cursor of a list by {order}; take `next` as it came", after=part.after, order=part.order
        ) from None
    if moment.tzinfo is None:
        raise BadInputError(
            "{after!r} is no cursor of a list by {order}; take `next` as it came", after=part.after, order=part.order
        )
    return moment, key


def posts_by_id(session: Session, table: type[Post], keys: Iterable[str], *, actor: Actor = PUBLIC) -> dict[str, Post]:
    """The published ones of several posts that the reader may see, by identifier."""
    published = (col(table.id).in_(set(keys)), col(table.state) == PostState.PUBLISHED)
    return {row.id: row for row in session.exec(select(table).where(*published, may_read(table, actor)))}


def one_post(session: Session, table: type[Post], key: str, *, actor: Actor = PUBLIC) -> Post:
    """A published post, also an expired one, that the reader may see.

    Raises NotFoundError for any other: what is hidden does not exist.
    """
    row = session.get(table, key)
    if row is None or row.state != PostState.PUBLISHED or not sees(actor, case_of(session, row)):
        raise NotFoundError(table.__name__.lower(), key)
    return row


def count_hidden(session: Session, table: type[Post], *, actor: Actor = PUBLIC) -> int:
    """How many published posts the reader may not see, counted among those of a visibility that does not admit him."""
    kept = col(table.visibility).in_([one for one in Visibility if one not in admitting(actor)])
    hidden = (col(table.state) == PostState.PUBLISHED, kept, not_(may_read(table, actor)))
    return session.exec(select(func.count(col(table.id))).where(*hidden)).one()
