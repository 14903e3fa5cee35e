"""An organization's own posts by where they stand, in one query: few columns of each, for there may be hundreds."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, or_, select

from matcher.catalogue import Standing
from matcher.policy import Actor
from matcher.posting.visibility import Post
from models.post import PostState


@dataclass(frozen=True)
class OwnPost:
    """One own post: where it stands, since when it counts as new, and until when it is open."""

    id: str
    standing: Standing
    since: datetime
    expires_on: date | None


@dataclass(frozen=True)
class Tally:
    """All own posts of a kind, the newest first."""

    posts: Sequence[OwnPost]

    @property
    def counts(self) -> Mapping[Standing, int]:
        """How many there are of each standing."""
        return Counter(one.standing for one in self.posts)

    def standing(self, standing: Standing, most: int) -> list[str]:
        """The newest ones of a standing."""
        return [one.id for one in self.posts if one.standing == standing][:most]

    def expiring(self, today: date, within: timedelta, most: int) -> list[str]:
        """The open ones that expire within some time, the nearest first."""
        last = today + within
        days = [(one.expires_on, one.id) for one in self.posts if one.standing == Standing.OPEN and one.expires_on]
        return [key for day, key in sorted(days) if day <= last][:most]


def own_posts(session: Session, table: type[Post], actor: Actor, *, on: date) -> Tally:
    """The posts that are the actor's organization's, or that it wrote for another."""
    if actor.organization is None:
        return Tally([])
    columns: Any = (table.id, table.state, table.published_at, table.created_at, table.expires_on)
    mine = or_(col(table.organization) == actor.organization, col(table.posted_by) == actor.organization)
    found = [
        OwnPost(key, _standing(state, expires_on, on), published_at or created_at, expires_on)
        for key, state, published_at, created_at, expires_on in session.exec(select(*columns).where(mine))
    ]
    return Tally(sorted(found, key=lambda one: (one.since, one.id), reverse=True))


def _standing(state: str, expires_on: date | None, on: date) -> Standing:
    if state == PostState.PUBLISHED:
        return Standing.EXPIRED if expires_on is not None and expires_on < on else Standing.OPEN
    return Standing(state)
