"""Finds the countries that would complete a group: those that a call admits, with what they ask and offer."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import or_
from sqlmodel import Session, col, select

import scoring
from matcher.calls.finding import Announced
from matcher.catalogue import is_live_on, posts_by_id
from matcher.consortia.weighing import DIGITS, Candidate, Evidence, Proposal, propose
from matcher.learning.active import active_model
from matcher.matching.explaining import record_as_of
from matcher.matching.mechanisms import ANY_SECTOR, Reach
from matcher.policy import Actor
from matcher.posting.visibility import may_read
from matcher.support.answers import Answer
from matcher.support.case import Case
from matcher.support.places import check_countries
from matcher.tagged import tagged
from models import taxonomy
from models.mechanism import Mechanism
from models.offer import Offer
from models.proposal_call import with_rules
from models.request import Request
from models.support import support_matrix
from scoring import Index

RANKED = 200
"""Offers that are looked at for a request, the best."""
MOST_POSTS = 2_000
"""Requests, and offers, in the sectors that are looked at, the newest."""
Post = TypeVar("Post", Request, Offer)


@dataclass(frozen=True)
class Group:
    """The group as it is: its countries, the request that it is about, if any, and the sectors of both."""

    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    request: Request | None = None


@dataclass(frozen=True)
class Consortia:
    """What completes a group: its least number of countries where the rules name one, and the proposals, best first."""

    group: Group
    least: int | None
    proposals: list[Proposal]


def group_of(found: Announced, request: Request | None, countries: Collection[str]) -> Group:
    """A group by the request that it is about and the countries that are in it already."""
    rules = with_rules(found.call, found.mechanism)
    asking = [request.country, *request.with_countries] if request else []
    sectors = tuple(request.sectors if request and request.sectors else rules.sectors)
    return Group(tuple(dict.fromkeys(one for one in (*asking, *countries) if one)), sectors, request)


def consortia(
    session: Session, actor: Actor, found: Announced, group: Group, *, index: Index | None, on: date
) -> Consortia:
    """The best ways to complete a group for a call. Only posts that the actor may read speak for a country. The `index`
    is needed where the group is about a request."""
    rules = with_rules(found.call, found.mechanism)
    reach = Reach(support_matrix(session))
    needs, offers = _needs(session, actor, group, on), _offers(session, actor, group, index=index, on=on)
    candidates = [
        Candidate(code, needs.get(code), offers.get(code))
        for code in sorted(needs.keys() | offers.keys())
        if code not in group.countries and _admitted(code, rules, reach)
    ]
    missing = (rules.minimum_countries or 0) - len(group.countries)
    return Consortia(group, rules.minimum_countries, propose(group.countries, candidates, wanted=max(1, missing)))


def _admitted(code: str, rules: Mechanism, reach: Reach) -> bool:
    known = code in taxonomy.countries()
    return known and check_countries(Case(learning=(code,)), rules, reach).answer != Answer.NO


def _needs(session: Session, actor: Actor, group: Group, on: date) -> dict[str, Evidence]:
    """By country the open request that shares most of the sectors: the part of them that it shares."""
    posts = _posts(session, actor, Request, group, on)
    return _best((one, _shared(one.sectors, group.sectors)) for one in posts if one is not group.request)


def _offers(session: Session, actor: Actor, group: Group, *, index: Index | None, on: date) -> dict[str, Evidence]:
    """By country its best offer: by the ranking's score beside the best of all countries where there is a request, else
    by the part of the sectors that it shares."""
    if group.request is None or index is None:
        posts = _posts(session, actor, Offer, group, on)
        return _best((one, _shared(one.sectors, group.sectors)) for one in posts)
    record, model = record_as_of(session, group.request, index), active_model(session, index.encoder)
    places = scoring.rank(record, index, model=model, k=RANKED).places
    seen = posts_by_id(session, Offer, [one.offer for one in places], actor=actor)
    others = [one for one in places if one.offer in seen and seen[one.offer].country not in group.countries]
    best = max((one.score for one in others), default=0.0)
    return _best((seen[one.offer], one.score / best if best > 0 else 0.0) for one in others)


def _posts(session: Session, actor: Actor, table: type[Post], group: Group, on: date) -> Sequence[Post]:
    sectors = [one for one in group.sectors if one != ANY_SECTOR]
    chosen = select(table).where(is_live_on(table, on), may_read(table, actor), col(table.country).is_not(None))
    if sectors:
        chosen = chosen.where(or_(*(tagged(table.sectors, one) for one in sectors)))
    return session.exec(chosen.order_by(col(table.published_at).desc(), col(table.id)).limit(MOST_POSTS)).all()


def _shared(theirs: Collection[str], ours: Collection[str]) -> float:
    """The part of our sectors that is theirs too; 1 where ours are every one."""
    if not ours or ANY_SECTOR in ours:
        return 1.0
    return len(set(ours) & set(theirs)) / len(set(ours))


def _best(valued: Iterable[tuple[Post, float]]) -> dict[str, Evidence]:
    """By country the post with the highest value, of equals the first by identifier."""
    found: dict[str, Evidence] = {}
    for post, value in sorted(valued, key=lambda one: (-one[1], one[0].id)):
        if post.country and value > 0:
            found.setdefault(post.country, Evidence(post.id, post.title, round(value, DIGITS)))
    return found
