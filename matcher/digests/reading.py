"""Reads the facts for digests: all of them for a week's run, or only what one digest speaks of. Either way it takes
eleven queries at most, however many readers, posts and matches there are; none for what a digest does not speak of."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, final

from sqlalchemy import and_, or_, true
from sqlmodel import Session, col, select

from matcher.digests.situation import Post, Situation
from matcher.exchanges.due import DueEvaluation, due_evaluations
from matcher.review.recipients import focal_points
from models.decision import Decision, Verdict
from models.match import LIVE, Match, MatchState
from models.need_question import NeedQuestion
from models.offer import Offer
from models.organization import Organization
from models.pairing import Pairing
from models.post import PostState
from models.request import Request

UNREVIEWED = (MatchState.PROPOSED, MatchState.ENDORSED)
WAITING = (*UNREVIEWED, MatchState.INTRODUCED)
"""The states in which a match waits for somebody."""


@final
@dataclass(frozen=True)
class Named:
    """What a digest speaks of, by key. Of the posts in `with_matches` all live matches matter."""

    matches: set[int] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    with_matches: set[str] = field(default_factory=set)
    exchanges: set[str] = field(default_factory=set)
    organizations: set[str] = field(default_factory=set)


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
        served=_served(session, only and only.with_matches and {one.id for one in posts}),
        interesting=_interesting(session, only),
        evaluations=_evaluations(session, only, now),
        needs=_needs(session, only),
        focal_points=frozenset(one.email for one in focal_points(session)),
    )


def _matches(session: Session, only: Named | None) -> list[Match]:
    """The matches that wait for somebody, the best first."""
    chosen = select(Match).where(col(Match.state).in_(WAITING))
    if only is not None:
        around = [col(one).in_(only.with_matches) for one in (Match.request, Match.offer)]
        chosen = chosen.where(or_(col(Match.id).in_(only.matches), *around))
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
    """The matches whose posts are still open; who was introduced in time may answer after an expiry."""
    found = []
    for match in matches:
        request, offer = known.get((Request, match.request)), known.get((Offer, match.offer))
        if not isinstance(request, Request) or not isinstance(offer, Offer):
            continue
        both = (request, offer)
        if match.state == MatchState.INTRODUCED:
            still_open = all(one.state == PostState.PUBLISHED for one in both)
        else:
            still_open = all(one.is_live(now.date()) for one in both)
        if still_open:
            found.append(Pairing(match, request, offer))
    return found


def _organizations(session: Session, posts: Iterable[Post], only: Named | None) -> dict[str, Organization]:
    wanted = only and only.organizations | {one.organization for one in posts}
    return {row.id: row for row in session.exec(select(Organization).where(_among(Organization.id, wanted)))}


def _served(session: Session, requests: Collection[str] | None) -> frozenset[str]:
    """The requests that have a live match."""
    if requests is not None and not requests:
        return frozenset()
    chosen = select(Match.request).where(col(Match.state).in_(LIVE), _among(Match.request, requests))
    return frozenset(session.exec(chosen.distinct()))


def _interesting(session: Session, only: Named | None) -> frozenset[int]:
    """The proposals of which the requester said so since they were made."""
    if only is not None and not only.matches:
        return frozenset()
    said = (
        select(Decision.match)
        .join(Match, col(Match.id) == Decision.match)
        .where(Decision.verdict == Verdict.INTERESTED, col(Decision.undone_at).is_(None))
        .where(Match.state == MatchState.PROPOSED, col(Decision.decided_at) >= col(Match.proposed_at))
        .where(_among(Decision.match, only and only.matches))
    )
    return frozenset(session.exec(said))


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
