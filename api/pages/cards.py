"""Posts and matches as lists show them. Nobody is shown what he may not see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from matcher.policy import Actor
from matcher.posting.visibility import may_read
from models import taxonomy
from models.likely import likely
from models.match import LIVE, Match
from models.offer import Offer
from models.organization import Organization, names_of
from models.post import PostState
from models.request import Request
from scoring.explanation import from_data
from scoring.sentence import sentence

_SHOWN: tuple[Any, ...] = (
    *(Match.request, Match.rank, Match.score, Match.explanation),
    *(Offer.id, Offer.title, Offer.text, Offer.language, Offer.country, Offer.sectors),
    col(Organization.name).label("organization_name"),
)
_ROWS = (
    select(*_SHOWN)
    .join(Offer, col(Offer.id) == Match.offer)
    .join(Organization, col(Organization.id) == Offer.organization)
)
"""Matches and their offers, as far as rows show them."""


@dataclass(frozen=True)
class PostCard:
    """A post in a list."""

    id: str
    title: str
    text: str
    language: str
    organization: str
    country: str
    sectors: list[str]


@dataclass(frozen=True)
class MatchRow:
    """A suggested offer for a request."""

    rank: int
    score: float
    why: str
    offer: PostCard


@dataclass(frozen=True)
class Cards:
    """Makes cards for one reader, each kind in a constant number of queries."""

    session: Session
    actor: Actor
    language: str

    def of(self, posts: Sequence[Request] | Sequence[Offer]) -> dict[str, PostCard]:
        """The cards of posts that the reader may see, by identifier."""
        names = names_of(self.session, {post.organization for post in posts})
        return {post.id: self._card(post, names[post.organization]) for post in posts}

    def matches(self, request: str) -> list[MatchRow]:
        """The live matches of a request with their offers, best first."""
        rows = self.session.execute(_ROWS.where(*self._shown([request])).order_by(col(Match.rank))).all()
        return [self._row(row) for row in rows]

    def best(self, requests: list[str]) -> dict[str, MatchRow]:
        """The first live match of each request whose offer the reader may see, without reading all the others."""
        if not requests:
            return {}
        place = func.row_number().over(partition_by=col(Match.request), order_by=(col(Match.rank), col(Match.id)))
        places = select(Match.id, place.label("place")).join(Offer, col(Offer.id) == Match.offer)
        shown = places.where(*self._shown(requests)).subquery()
        firsts = select(shown.c.id).where(shown.c.place == 1)
        rows = self.session.execute(_ROWS.where(col(Match.id).in_(firsts))).all()
        return {row.request: self._row(row) for row in rows}

    def _shown(self, requests: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
        """What a live match of these requests fulfils, and its offer, which the reader may see."""
        live = (col(Match.request).in_(requests), col(Match.state).in_(LIVE))
        return (*live, likely(col(Offer.state) == PostState.PUBLISHED), may_read(Offer, self.actor))

    def _row(self, row: Any) -> MatchRow:  # noqa: ANN401
        why = sentence(from_data(row.explanation), self.language)
        return MatchRow(row.rank, row.score, why, self._card(row, row.organization_name))

    def _card(self, post: Any, organization: str) -> PostCard:  # noqa: ANN401
        return PostCard(
            id=post.id,
            title=post.title,
            text=post.text,
            language=post.language,
            organization=organization,
            country=taxonomy.country_name(post.country, self.language) if post.country else "",
            sectors=[taxonomy.sectors()[slug].names[self.language] for slug in post.sectors],
        )
