"""Posts and matches as lists show them. Nobody is shown what he may not see."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matcher.catalogue import posts_by_id
from matcher.policy import Actor
from models import taxonomy
from models.match import LIVE, Match
from models.offer import Offer
from models.organization import Organization
from models.request import Request
from scoring.explanation import from_data
from scoring.sentence import sentence


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
        wanted = {post.organization for post in posts}
        rows = self.session.exec(select(Organization).where(col(Organization.id).in_(wanted))).all()
        names = {row.id: row.name for row in rows}
        return {post.id: self._card(post, names[post.organization]) for post in posts}

    def matches(self, requests: list[str], most: int | None = None) -> dict[str, list[MatchRow]]:
        """The live matches of several requests with their offers, best first, at most so many a request."""
        live = select(Match).where(col(Match.request).in_(requests), col(Match.state).in_(LIVE))
        rows = self.session.exec(live.order_by(col(Match.request), col(Match.rank))).all()
        offers = posts_by_id(self.session, Offer, {row.offer for row in rows}, actor=self.actor)
        cards = self.of(list(offers.values()))
        found: dict[str, list[MatchRow]] = {}
        for row in rows:
            mine = found.setdefault(row.request, [])
            if row.offer in cards and (most is None or len(mine) < most):
                why = sentence(from_data(row.explanation), self.language)
                mine.append(MatchRow(row.rank, row.score, why, cards[row.offer]))
        return found

    def _card(self, post: Request | Offer, organization: str) -> PostCard:
        return PostCard(
            id=post.id,
            title=post.title,
            text=post.text,
            language=post.language,
            organization=organization,
            country=taxonomy.country_name(post.country, self.language) if post.country else "",
            sectors=[taxonomy.sectors()[slug].names[self.language] for slug in post.sectors],
        )
