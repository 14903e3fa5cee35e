"""The own posts on a desk: by standing, the open requests each with its best suggestion."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from api.pages.cards import Cards, MatchRow
from api.pages.visits import Visit
from matcher.catalogue import Standing
from matcher.posting.tally import Tally
from matcher.posting.visibility import Post
from models.offer import Offer
from models.request import Request

SHOWN = 8
"""Posts of one standing that a desk shows; the others are one link away."""
LISTED = (Standing.DRAFT, Standing.SUBMITTED, Standing.OPEN)
"""The standings whose posts a desk lists; of the others it says how many there are."""


@dataclass(frozen=True)
class OwnRow:
    """One own post. `publishes_on` is when the silence is over; `returned` tells that the focal point sent it back."""

    id: str
    title: str
    language: str
    expires_on: date | None
    publishes_on: date | None
    returned: bool
    best: MatchRow | None


@dataclass(frozen=True)
class Group:
    """Own posts of one standing: how many there are, and those that are shown."""

    standing: str
    count: int
    rows: list[OwnRow]


@dataclass(frozen=True)
class OwnPosts:
    """All own posts of a kind."""

    noun: str
    counts: Mapping[Standing, int]
    groups: list[Group]
    others: list[tuple[str, int]]


def own_posts_of(session: Session, visit: Visit, table: type[Post], tally: Tally) -> OwnPosts:
    """The requests, or the offers, of the reader's organization; the number of queries does not depend on them."""
    counts, listed = tally.counts, _listed(session, table, tally)
    cards = Cards(session, visit.actor, visit.language)
    asked = [post.id for post in listed[Standing.OPEN]] if table is Request else []
    best = cards.best(asked)
    return OwnPosts(
        noun=table.__name__.lower(),
        counts=counts,
        groups=[
            Group(one, counts.get(one, 0), [_row(post, best.get(post.id)) for post in listed[one]])
            for one in LISTED
            if listed[one]
        ],
        others=[(one, count) for one, count in sorted(counts.items()) if one not in LISTED],
    )


def _listed(session: Session, table: type[Post], tally: Tally) -> dict[Standing, list[Post]]:
    """The posts that are shown, by standing; they are the reader's own, so he may see them."""
    keys = {one: tally.standing(one, SHOWN) for one in LISTED}
    wanted = {key for ones in keys.values() for key in ones}
    rows = {row.id: row for row in session.exec(select(table).where(col(table.id).in_(wanted)))}
    return {one: [rows[key] for key in ones] for one, ones in keys.items()}


def _row(post: Request | Offer, best: MatchRow | None) -> OwnRow:
    return OwnRow(
        id=post.id,
        title=post.title,
        language=post.language,
        expires_on=post.expires_on,
        publishes_on=post.silence_ends_at.date() if post.silence_ends_at else None,
        returned=post.objection is not None,
        best=best,
    )
