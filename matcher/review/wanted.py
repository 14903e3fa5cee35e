"""What a reader of matches is looking for, and the conditions in SQL that say it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, false, or_
from sqlmodel import Session, col

from matcher.policy.actor import Actor
from matcher.review.recipients import focal_points
from matcher.review.turning import in_charge_of
from matcher.review.visible import owned_by
from matcher.tagged import tagged
from models.account import Role
from models.likely import likely
from models.match import Match, MatchState
from models.offer import Offer
from models.post import PostState
from models.request import Request

MINE = "mine"


class Queue(StrEnum):
    """What waits for the actor: proposals to review, endorsed providers to choose from, introductions to answer."""

    REVIEW = "review"
    CHOICE = "choice"
    ANSWER = "answer"


class Sort(StrEnum):
    """In which order; equal ones by their key."""

    OLDEST = "oldest"
    NEWEST = "newest"
    BEST = "best"


@dataclass(frozen=True)
class Wanted:
    """What a reader is looking for; None means any.

    `min_age_days` counts from the proposal. `assigned_to` is an address, `me`, `nobody`, or MINE for what is assigned
    to the actor or, where it is to nobody, waits for him by country and sector.
    """

    queue: Queue | None = None
    state: MatchState | None = None
    request: str | None = None
    offer: str | None = None
    country: str | None = None
    sector: str | None = None
    min_age_days: int | None = None
    assigned_to: str | None = None
    sort: Sort = Sort.OLDEST


def conditions(session: Session, actor: Actor, wanted: Wanted, now: datetime) -> list[Any]:
    """What must hold of a match, its request and its offer. One query for MINE, else none."""
    found: list[Any] = []
    if wanted.queue is not None:
        found.append(_in_queue(actor, wanted.queue, now))
    if wanted.state is not None:
        found.append(Match.state == wanted.state)
    if wanted.request is not None:
        found.append(Match.request == wanted.request)
    if wanted.offer is not None:
        found.append(Match.offer == wanted.offer)
    if wanted.country is not None:
        found.append(or_(col(Request.country) == wanted.country, col(Offer.country) == wanted.country))
    if wanted.sector is not None:
        found.append(tagged(Request.sectors, wanted.sector))
    if wanted.min_age_days is not None:
        found.append(col(Match.proposed_at) <= now - timedelta(days=wanted.min_age_days))
    if wanted.assigned_to is not None:
        found.append(_assigned(session, actor, wanted.assigned_to))
    return found


def _in_queue(actor: Actor, queue: Queue, now: datetime) -> Any:  # noqa: ANN401
    """What waits for the actor. A queue that is not for his role is empty."""
    party = actor.has_role(Role.AGENCY, Role.PROVIDER)
    if queue == Queue.REVIEW:
        reviews = actor.administers or actor.has_role(Role.FOCAL_POINT)
        return and_(col(Match.state) == MatchState.PROPOSED, *_live(now)) if reviews else false()
    if not party:
        return false()
    if queue == Queue.CHOICE:
        return and_(col(Match.state) == MatchState.ENDORSED, owned_by(actor, Request), *_live(now))
    asked = and_(owned_by(actor, Request), col(Match.requester_accepted_at).is_(None))
    offered = and_(owned_by(actor, Offer), col(Match.provider_accepted_at).is_(None))
    return and_(col(Match.state) == MatchState.INTRODUCED, or_(asked, offered))


def _live(now: datetime) -> list[Any]:
    found: list[Any] = []
    for post in (Request, Offer):
        expires = col(post.expires_on)
        found += [likely(col(post.state) == PostState.PUBLISHED), or_(expires.is_(None), expires >= now.date())]
    return found


def _assigned(session: Session, actor: Actor, to: str) -> Any:  # noqa: ANN401
    """Only those who review see who is in charge, so for others nothing is assigned to anybody."""
    if not (actor.administers or actor.has_role(Role.FOCAL_POINT)):
        return false()
    if to == MINE:
        return in_charge_of(actor, focal_points(session))
    if to == "nobody":
        return col(Match.assigned_to).is_(None)
    return Match.assigned_to == (actor.email if to == "me" else to)
