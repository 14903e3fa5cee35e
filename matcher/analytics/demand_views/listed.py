"""Which open posts a view may name, and to whom; and what it tells of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import col, select

from matcher.analytics.asked import Asked
from matcher.analytics.demand_views.columns import COUNTRY, DAYS, LANGUAGES, SECTORS, TITLE
from matcher.analytics.posts import Tags, columns_of, tags_of
from matcher.analytics.tables import Cell
from matcher.catalogue import is_live_on
from matcher.posting.visibility import may_read
from matcher.review.caring import looked_after
from matcher.tagged import tagged
from models.account import Role
from models.offer import Offer
from models.request import Request

Post = type[Request] | type[Offer]
FACTS = (TITLE, COUNTRY, SECTORS, LANGUAGES, DAYS)
"""The columns of `facts`."""
STORED = 5
"""How many columns `tags_of` reads."""


@dataclass(frozen=True)
class Listed:
    """An open post that its reader may see; `found` is what more was asked for."""

    id: str
    title: str
    since: datetime
    tags: Tags
    found: tuple[Any, ...]

    def facts(self, today: date) -> tuple[Cell, ...]:
        """What every list tells of a post beside its identifier."""
        country = self.tags.countries[0] if self.tags.countries else None
        days = (today - self.since.date()).days
        return self.title, country, "|".join(self.tags.sectors), "|".join(self.tags.languages), days


def posts_of(asked: Asked, table: Post, *found: Any, where: Sequence[Any] = ()) -> Iterator[Listed]:  # noqa: ANN401
    """The open posts that are wanted and that the reader may see, the oldest first, each with what more is asked of the
    database; one query."""
    since = func.coalesce(col(table.published_at), col(table.created_at))
    chosen = select(col(table.id), col(table.title), since, *columns_of(table), *found)
    chosen = chosen.where(*_named(asked, table), *_of_sector(asked, table), *where).order_by(since, col(table.id))
    for key, title, opened, *more in asked.session.execute(chosen):
        one = Listed(key, title, opened, tags_of(*more[:STORED]), tuple(more[STORED:]))
        if one.tags.wanted(asked.wanted):
            yield one


def to_act_on(asked: Asked, table: Post) -> list[ColumnElement[bool]]:
    """The condition of posts that are the reader's to act on: for focal points those of the countries that they look
    after, for others all."""
    return [looked_after(asked.actor, table)] if asked.actor.has_role(Role.FOCAL_POINT) else []


def _named(asked: Asked, table: Post) -> list[ColumnElement[bool]]:
    if table is Request:
        return [is_live_on(Request, asked.today), may_read(Request, asked.actor)]
    return [is_live_on(Offer, asked.today), may_read(Offer, asked.actor)]


def _of_sector(asked: Asked, table: Post) -> list[ColumnElement[bool]]:
    """The other wishes are looked at row by row: they follow from several columns."""
    return [] if asked.wanted.sector is None else [tagged(col(table.sectors), asked.wanted.sector)]
