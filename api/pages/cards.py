"""Posts and matches as lists show them. Nobody is shown what he may not see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matcher.catalogue import posts_by_id
from matcher.policy import Actor
from matcher.posting.visibility import may_read
from models import taxonomy
from models.match import LIVE, Match
from models.offer import Offer
from models.organization import names_of
from models.post import PostState
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
        names = names_of(self.session, {post.organization for post in posts})
        return {post.id: self._card(post, names[post.organization]) for post in posts}

    def matches(self, requests: list[str]) -> dict[str, list[MatchRow]]:
        """The live matches of several requests with their offers, best first."""
        live = select(Match).where(col(Match.request).in_(requests), col(Match.state).in_(LIVE))
        rows = self.session.exec(live.order_by(col(Match.request), col(Match.rank))).all()
        offers = posts_by_id(self.session, Offer, {row.offer for row in rows}, actor=self.actor)
        cards = self.of(list(offers.values()))
        found: dict[str, list[MatchRow]] = {}
        for row in rows:
            if row.offer in cards:
                found.setdefault(row.request, []).append(self._row(row, cards[row.offer]))
        return found

    def best(self, requests: list[str]) -> dict[str, MatchRow]:
        """The first live match of each request whose offer the reader may see, without reading all the others."""
        if not requests:
            return {}
        firsts = dict(self._firsts(requests))
        rows = self.session.exec(select(Match).where(col(Match.id).in_(firsts.values()))).all()
        offers = posts_by_id(self.session, Offer, {row.offer for row in rows}, actor=self.actor)
        cards = self.of(list(offers.values()))
        return {row.request: self._row(row, cards[row.offer]) for row in rows}

    def _firsts(self, requests: list[str]) -> Iterator[tuple[str, int | None]]:
        """Each request with the keys of its matches that may be shown, the best last."""
        live = select(Match.id, Match.request, Match.offer).where(
            col(Match.request).in_(requests), col(Match.state).in_(LIVE)
        )
        rows = self.session.exec(live.order_by(col(Match.request), col(Match.rank).desc())).all()
        shown = select(Offer.id).where(col(Offer.id).in_({offer for _, _, offer in rows}))
        open_to_him = (col(Offer.state) == PostState.PUBLISHED, may_read(Offer, self.actor))
        visible = set(self.session.exec(shown.where(*open_to_him)))
        return ((request, key) for key, request, offer in rows if offer in visible)

    def _row(self, match: Match, offer: PostCard) -> MatchRow:
        return MatchRow(match.rank, match.score, sentence(from_data(match.explanation), self.language), offer)

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
