"""What each page shows, as data: one class a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from matcher.catalogue import Filter, Part, list_posts, one_post, posts_by_id
from matcher.matching.explaining import Suggested, explain_pair
from matcher.matching.partner_words import partner_data
from matcher.policy import Actor
from matcher.posting.visibility import Post
from models import taxonomy
from models.match import LIVE, Match
from models.offer import Offer
from models.organization import Organization
from models.request import Request
from scoring import Index
from scoring.explanation import Explanation, from_data
from scoring.features import FEATURES
from scoring.sentence import raise_data, sentence

SHOWN = 3
PAGE = 20


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
class RequestWithMatches:
    """An open request with its best matches."""

    request: PostCard
    matches: list[MatchRow]


@dataclass(frozen=True)
class HomePage:
    """The open requests, each with its best matches; `next` is the cursor of the following page."""

    requests: list[RequestWithMatches]
    sectors: list[tuple[str, str]]
    sector: str | None
    next: str | None


@dataclass(frozen=True)
class RequestPage:
    """One request with every live suggestion."""

    request: PostCard
    expected_outcome: str | None
    matches: list[MatchRow]


@dataclass(frozen=True)
class ErrorPage:
    """What went wrong; `here` is the page that was asked for."""

    title: str
    status: int
    here: str


@dataclass(frozen=True)
class ContributionRow:
    """One part of a score."""

    meaning: str
    family: str
    value: float | None
    weight: float
    contribution: float
    decisive: bool


@dataclass(frozen=True)
class PartnerCard:
    """A third partner for an exchange, with the identifiers of what speaks for it."""

    name: str
    why: str
    evidence: list[str]


@dataclass(frozen=True)
class WhyPage:
    """One pair explained."""

    request: PostCard
    offer: PostCard
    place: int | None
    candidates: int
    score: float
    probability: float | None
    weight_table: str
    why: str
    gate: bool
    contributions: list[ContributionRow]
    suggested: Suggested | None
    partners: list[PartnerCard]
    raises: list[dict[str, Any]]
    data: dict[str, Any]


@dataclass(frozen=True)
class Reader:
    """Who reads: in which language, on which day. Nobody is shown what he may not see."""

    session: Session
    actor: Actor
    language: str
    today: date

    def home(self, sector: str | None, after: str | None) -> HomePage:
        """The page of open requests."""
        wanted, part = Filter(sector=sector), Part(after, PAGE)
        posts, following = list_posts(self.session, Request, wanted, part, on=self.today, actor=self.actor)
        matches = self._matches([post.id for post in posts], SHOWN)
        cards = self._cards(posts)
        return HomePage(
            requests=[RequestWithMatches(cards[post.id], matches.get(post.id, [])) for post in posts],
            sectors=[(one.slug, one.names[self.language]) for one in taxonomy.sectors().values()],
            sector=sector,
            next=following,
        )

    def request(self, key: str) -> RequestPage:
        """The page of one request. Raises NotFoundError."""
        post = self._post(Request, key)
        matches = self._matches([key], None).get(key, [])
        return RequestPage(self._cards([post])[key], post.expected_outcome, matches)

    def why(self, request: str, offer: str, index: Index) -> WhyPage:
        """The page that explains a pair. Raises NotFoundError."""
        asked, offered = self._post(Request, request), self._post(Offer, offer)
        answer = explain_pair(self.session, request, offer, index=index)
        explanation = answer.explanation
        return WhyPage(
            request=self._cards([asked])[request],
            offer=self._cards([offered])[offer],
            place=answer.place,
            candidates=answer.candidates,
            score=explanation.score,
            probability=explanation.probability,
            weight_table=explanation.model,
            why=sentence(explanation, self.language),
            gate=explanation.gate is not None,
            contributions=_contributions(explanation),
            suggested=answer.suggested,
            partners=[_partner(partner_data(one, self.language)) for one in answer.partners],
            raises=[raise_data(one, self.language) for one in answer.raises],
            data=explanation.as_data(),
        )

    def _matches(self, requests: list[str], most: int | None) -> dict[str, list[MatchRow]]:
        """The live matches of several requests with their offers, best first, in a constant number of queries."""
        live = select(Match).where(col(Match.request).in_(requests), col(Match.state).in_(LIVE))
        rows = self.session.exec(live.order_by(col(Match.request), col(Match.rank))).all()
        offers = posts_by_id(self.session, Offer, {row.offer for row in rows}, actor=self.actor)
        cards = self._cards(list(offers.values()))
        found: dict[str, list[MatchRow]] = {}
        for row in rows:
            mine = found.setdefault(row.request, [])
            if row.offer in cards and (most is None or len(mine) < most):
                why = sentence(from_data(row.explanation), self.language)
                mine.append(MatchRow(row.rank, row.score, why, cards[row.offer]))
        return found

    def _post(self, table: type[Post], key: str) -> Post:
        return one_post(self.session, table, key, actor=self.actor)

    def _cards(self, posts: Sequence[Request] | Sequence[Offer]) -> dict[str, PostCard]:
        wanted = {post.organization for post in posts}
        rows = self.session.exec(select(Organization).where(col(Organization.id).in_(wanted))).all()
        names = {row.id: row.name for row in rows}
        return {post.id: self._card(post, names[post.organization]) for post in posts}

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


def _partner(data: Mapping[str, Any]) -> PartnerCard:
    return PartnerCard(data["name"], data["why"], data["evidence"]["identifiers"])


def _contributions(explanation: Explanation) -> list[ContributionRow]:
    decisive = {one.feature for one in explanation.decisive}
    return [
        ContributionRow(
            meaning=FEATURES[one.feature].meaning,
            family=str(one.family),
            value=one.value,
            weight=one.weight,
            contribution=one.contribution,
            decisive=one.feature in decisive,
        )
        for one in explanation.contributions
    ]
