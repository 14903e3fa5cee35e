"""How often each word of the taxonomies is used by published posts, counted in the database."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, cast, func
from sqlmodel import Session, select

from matcher.policy import Actor, demand
from matcher.policy.services import ServiceAction
from models.offer import Offer
from models.post import PostState
from models.request import Request

KEPT = timedelta(hours=1)
"""How long a count is good enough: counting a hundred thousand posts takes half a second."""


@dataclass(frozen=True)
class Uses:
    """How many published requests and offers carried each word of a taxonomy at a moment."""

    at: datetime
    requests: Counter[str]
    offers: Counter[str]


_kept: dict[tuple[str, str], Uses] = {}
"""The last count of each column, by database."""


def uses_of(session: Session, actor: Actor, column: str, *, several: bool, now: datetime) -> Uses:
    """The uses of the words in a column of posts, which holds one or `several`; for administrators."""
    demand(actor, ServiceAction.SEE_ADMINISTRATION)
    place = (session.get_bind().engine.url.render_as_string(), column)
    kept = _kept.get(place)
    if kept is None or not kept.at <= now < kept.at + KEPT:
        requests, offers = (_counted(session, table, column, several=several) for table in (Request, Offer))
        kept = _kept[place] = Uses(now, requests, offers)
    return kept


def _counted(session: Session, table: Any, column: str, *, several: bool) -> Counter[str]:  # noqa: ANN401
    """Posts are grouped by the whole list as it is stored: there are few different ones."""
    stored = cast(getattr(table, column), String) if several else getattr(table, column)
    grouped = select(stored, func.count()).where(table.state == PostState.PUBLISHED).group_by(stored)
    found: Counter[str] = Counter()
    for value, count in session.exec(grouped):
        for word in _words(value, several=several):
            found[word] += count
    return found


def _words(value: str | None, *, several: bool) -> Iterable[str]:
    if not value:
        return []
    return json.loads(value) if several else [value]
