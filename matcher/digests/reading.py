"""Reads the facts for digests: all of them for a week's run, or only what one digest speaks of. Either way it takes
twenty-one queries at most, however many readers, posts and matches there are; none for what a digest does not speak
of."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, final

from sqlalchemy import and_, false, or_, true
from sqlmodel import Session, col, select

from matcher.communities.news import new_practices, new_remarks, reported_remarks
from matcher.digests.situation import NEWS, ClosingCall, Post, Situation
from matcher.exchanges.due import DueEvaluation, due_evaluations
from matcher.experts.news import experts_to_tell_of
from matcher.matching.mechanisms import Reach
from matcher.review.recipients import focal_points
from models.community import Community
from models.decision import Decision, Verdict
from models.expert import Expert
from models.likely import likely
from models.match import LIVE, Match, MatchState
from models.mechanism import Mechanism
from models.membership import Circle, circles
from models.need_question import NeedQuestion
from models.offer import Offer
from models.organization import Organization
from models.pairing import Pairing
from models.post import PostState
from models.proposal_call import ProposalCall
from models.request import Request
from models.support import support_matrix

UNREVIEWED = (MatchState.PROPOSED, MatchState.ENDORSED)
WAITING = (*UNREVIEWED, MatchState.INTRODUCED)
"""The states in which a match waits for somebody."""


CLOSES_SOON = timedelta(days=14)
"""How long before its last day a call is told: in two digests, the second within its last week."""


@final
@dataclass(frozen=True)
class Named:
    """What a digest speaks of, by key. Of the posts in `with_matches` all live matches matter."""

    matches: set[int] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    with_matches: set[str] = field(default_factory=set)
    exchanges: set[str] = field(default_factory=set)
    organizations: set[str] = field(default_factory=set)
    calls: set[str] = field(default_factory=set)
    experts: set[str] = field(default_factory=set)
    news: set[str] = field(default_factory=set)
    news_since: datetime | None = None


def read_situation(session: Session, *, now: datetime, only: Named | None = None) -> Situation:
    """What stands at a moment; `only` as far as some things are concerned."""
    matches = _matches(session, only)
    posts = _posts(session, matches, only)
    known = {(type(one), one.id): one for one in posts}
    return Situation(
        now=now,
        posts=posts,
        organizations=_organizations(session, posts, only),
        pairings=_pairings(matches, known, now),
        served=_served(session, only and only.with_matches and {one.id for one in posts}, matches),
        interesting=_interesting(session, only),
        evaluations=_evaluations(session, only, now),
        needs=_needs(session, only),
        focal_points=focal_points(session),
        closing=_closing(session, only, now),
        experts=_experts(session, only, now),
        **_communities(session, only, now),
    )


def _closing(session: Session, only: Named | None, now: datetime) -> list[ClosingCall]:
    """The calls that close within two weeks, the nearest first."""
    if only is not None and not only.calls:
        return []
    soon = (col(ProposalCall.closes_on) >= now.date(), col(ProposalCall.closes_on) <= now.date() + CLOSES_SOON)
    chosen = select(ProposalCall, Mechanism).join(Mechanism, col(Mechanism.id) == ProposalCall.mechanism)
    chosen = chosen.where(*soon, _among(ProposalCall.id, only and only.calls))
    rows = session.exec(chosen.order_by(col(ProposalCall.closes_on), col(ProposalCall.id))).all()
    reach = Reach(support_matrix(session)) if rows else Reach(())
    return [ClosingCall(call, mechanism, reach) for call, mechanism in rows if call.is_open(now.date())]


def _experts(session: Session, only: Named | None, now: datetime) -> list[Expert]:
    """The experts of whom something is to be told."""
    if only is not None and not only.experts:
        return []
    since = (only and only.news_since) or now - NEWS
    return experts_to_tell_of(session, since=since, now=now, only=only and only.experts)


def _communities(session: Session, only: Named | None, now: datetime) -> dict[str, Any]:
    """The communities with what was said and published in the last week; nothing where that is not spoken of."""
    if only is not None and not only.news:
        return {}
    found: list[Circle] = circles(session, session.exec(select(Community)).all(), on=now.date())
    since = (only and only.news_since) or now - NEWS
    keys = None if only is None else frozenset(only.news)
    return {
        "circles": found,
        "remarks": new_remarks(session, since=since, only=keys),
        "reported": reported_remarks(session, since=since),
        "practices": new_practices(session, since=since, only=keys),
        "since": since,
        "news": keys,
    }


def _matches(session: Session, only: Named | None) -> list[Match]:
    """The matches that wait for somebody, the best first."""
    waiting = col(Match.state).in_(WAITING)
    chosen = select(Match).where(waiting)
    if only is not None:
        named = ((Match.id, only.matches), (Match.request, only.with_matches), (Match.offer, only.with_matches))
        # a condition on no keys would keep the others from their indexes
        theirs = or_(false(), *(col(one).in_(keys) for one, keys in named if keys))
        chosen = select(Match).where(likely(waiting), theirs)
    return list(session.exec(chosen.order_by(col(Match.score).desc(), col(Match.id))))


def _posts(session: Session, matches: Iterable[Match], only: Named | None) -> list[Post]:
    """Requests, then offers, that are published or submitted."""
    wanted = only and only.posts | {key for one in matches for key in (one.request, one.offer)}
    requests, offers = (_out(table, wanted) for table in (Request, Offer))
    chosen_requests = select(Request).where(requests).order_by(col(Request.id))
    chosen_offers = select(Offer).where(offers).order_by(col(Offer.id))
    return [*session.exec(chosen_requests), *session.exec(chosen_offers)]


def _out(table: type[Post], wanted: Collection[str] | None) -> Any:  # noqa: ANN401
    return and_(col(table.state).in_((PostState.PUBLISHED, PostState.SUBMITTED)), _among(table.id, wanted))


def _pairings(matches: Iterable[Match], known: dict[tuple[type[Post], str], Post], now: datetime) -> list[Pairing]:
    """The matches whose posts are still open."""
    found = []
    for match in matches:
        request, offer = known.get((Request, match.request)), known.get((Offer, match.offer))
        if not isinstance(request, Request) or not isinstance(offer, Offer):
            continue
        joined = Pairing(match, request, offer)
        if is_open(joined, now):
            found.append(joined)
    return found


def is_open(found: Pairing, now: datetime) -> bool:
    """Whether the posts of a match are still open; who was introduced in time may answer after an expiry."""
    both = (found.request, found.offer)
    if found.match.state == MatchState.INTRODUCED:
        return all(one.state == PostState.PUBLISHED for one in both)
    return all(one.is_live(now.date()) for one in both)


def _organizations(session: Session, posts: Iterable[Post], only: Named | None) -> dict[str, Organization]:
    wanted = only and only.organizations | {one.organization for one in posts}
    return {row.id: row for row in session.exec(select(Organization).where(_among(Organization.id, wanted)))}


def _served(session: Session, requests: Collection[str] | None, matches: Iterable[Match]) -> frozenset[str]:
    """The requests that have a live match; those with one that waits need not be asked for."""
    known = frozenset(one.request for one in matches)
    if requests is not None and not requests:
        return known
    chosen = select(Match.request).where(col(Match.state).in_(LIVE), _among(Match.request, requests))
    return known.union(session.exec(chosen.distinct()))


def _interesting(session: Session, only: Named | None) -> frozenset[int]:
    if only is not None and not only.matches:
        return frozenset()
    return frozenset(session.exec(interesting().where(_among(Decision.match, only and only.matches))))


def interesting() -> Any:  # noqa: ANN401
    """A query of the proposals of which the requester said so since they were made."""
    return (
        select(Decision.match)
        .join(Match, col(Match.id) == Decision.match)
        .where(Decision.verdict == Verdict.INTERESTED, col(Decision.undone_at).is_(None))
        .where(likely(col(Match.state) == MatchState.PROPOSED), col(Decision.decided_at) >= col(Match.proposed_at))
    )


def _evaluations(session: Session, only: Named | None, now: datetime) -> Sequence[DueEvaluation]:
    if only is not None and not only.exchanges:
        return ()
    return due_evaluations(session, now.date(), only=only and only.exchanges)


def _needs(session: Session, only: Named | None) -> list[tuple[NeedQuestion, Request]]:
    """The questions that nobody has answered, the oldest first."""
    if only is not None and not only.posts:
        return []
    asked = select(NeedQuestion, Request).join(Request, col(Request.id) == NeedQuestion.request)
    asked = asked.where(col(NeedQuestion.answer).is_(None), _among(NeedQuestion.request, only and only.posts))
    rows = session.exec(asked.order_by(col(NeedQuestion.asked_at), col(NeedQuestion.request)))
    return [(question, request) for question, request in rows]


def _among(column: Any, wanted: Collection[Any] | None) -> Any:  # noqa: ANN401
    return true() if wanted is None else col(column).in_(wanted)
