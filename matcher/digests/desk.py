"""What the sections of a digest say at this moment to one person, for the pages: read for his organization alone.

Each list is read as far as a page shows it, so that a country with thousands of posts costs no more than one with ten.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, case, col, func, or_, select, union

from matcher.digests.reading import UNREVIEWED, Named, read_situation
from matcher.digests.sections import Content, sections_for
from matcher.digests.sections.expiring import SOON
from matcher.digests.sections.items import STILL_ASKED
from matcher.digests.sections.raising import raises
from matcher.digests.sections.reader import Reader
from matcher.digests.sections.suggestions import could_be_served
from matcher.digests.situation import Situation
from matcher.exchanges.listing import ExchangeFilter, list_exchanges
from matcher.policy import Actor
from matcher.posting.tally import Tally, own_posts
from models.exchange import ExchangeState
from models.match import Match, MatchState
from models.need_question import NeedQuestion
from models.offer import Offer
from models.pairing import Pairing
from models.request import Request

READ = 20
"""Matches, posts and exchanges of one kind that are looked at: a section shows ten, and some of them drop out."""

ENDORSED = 2
"""The kind of endorsed matches, beside those that were not answered (0) and were (1)."""


@dataclass(frozen=True)
class Desk:
    """The sections of somebody's digest as they are now, the facts behind them, and his organization's posts."""

    situation: Situation
    content: Content
    requests: Tally
    offers: Tally


def desk_of(session: Session, actor: Actor, *, now: datetime, language: str) -> Desk:
    """What waits for an account and what could interest it. The number of queries does not depend on the content."""
    today = now.date()
    tallies = (own_posts(session, Request, actor, on=today), own_posts(session, Offer, actor, on=today))
    expiring = [key for one in tallies for key in one.expiring(today, SOON, READ)]
    named = Named(
        matches={*_to_answer(session, actor), *_to_serve(session, actor)},
        posts={*expiring, *_asked_about(session, actor, now)},
        exchanges=_running(session, actor),
        organizations={actor.organization} if actor.organization else set(),
    )
    situation = read_situation(session, now=now, only=named)
    return Desk(situation, sections_for(Reader(actor, language), situation), *tallies)


@dataclass(frozen=True)
class Prospects:
    """The open requests that an offer could serve, best first, and the changes that would raise its place, in words."""

    served: list[Pairing]
    raises: list[str]
    situation: Situation


def prospects_of(session: Session, actor: Actor, offer: Offer, *, now: datetime, language: str) -> Prospects:
    """What an offer is suggested for, as far as its side may know of it before it is introduced."""
    situation = read_situation(session, now=now, only=Named(with_matches={offer.id}))
    reader = Reader(actor, language)
    served = [one for one in situation.pairings if could_be_served(reader, one) and reader.sees(one)]
    return Prospects(served, [str(one["what"]) for one in raises(reader, situation)], situation)


def _to_answer(session: Session, actor: Actor) -> Sequence[int]:
    """What waits for the actor's side, what his side waits for, and what he may choose from; of each the oldest. A
    database begins with their posts, for many matches are in these states, and puts them in order afterwards."""
    waits = _waiting(actor).subquery()
    place = func.row_number().over(partition_by=waits.c.kind, order_by=(waits.c.proposed_at, waits.c.id))
    placed = select(waits.c.id, place.label("place")).subquery()
    return session.exec(select(placed.c.id).where(placed.c.place <= READ)).all()


def _waiting(actor: Actor) -> Any:  # noqa: ANN401
    """The actor's introduced matches, by whether his side has answered, and his endorsed ones."""
    state, what = col(Match.state), (col(Match.id), col(Match.proposed_at))
    asked = case((state == MatchState.ENDORSED, ENDORSED), else_=_answered(Match.requester_accepted_at))
    requested = select(*what, asked.label("kind")).where(
        state.in_((MatchState.INTRODUCED, MatchState.ENDORSED)), col(Match.request).in_(_own(actor, Request))
    )
    offered = select(*what, _answered(Match.provider_accepted_at).label("kind")).where(
        state == MatchState.INTRODUCED, col(Match.offer).in_(_own(actor, Offer))
    )
    return union(requested, offered)


def _answered(at: Any) -> Any:  # noqa: ANN401
    return case((col(at).is_(None), 0), else_=1)


def _to_serve(session: Session, actor: Actor) -> Iterable[int]:
    """The best suggestions of the actor's offers that nobody was introduced by yet. The states are named by what they
    are not, so that a database begins with the offers: nearly all matches are proposals."""
    later = [one for one in MatchState if one not in UNREVIEWED]
    chosen = select(col(Match.id)).where(col(Match.offer).in_(_own(actor, Offer)), col(Match.state).not_in(later))
    keys = session.exec(chosen.order_by(col(Match.score).desc(), col(Match.id)).limit(READ))
    return [key for key in keys if key is not None]


def _own(actor: Actor, table: type[Request | Offer]) -> Any:  # noqa: ANN401
    """The posts of the actor's organization and, for an agency, of its country, as a query of their keys by which they
    are found in indexes. Joint requests stand on the desk of the country that posted them."""
    sides = [col(table.organization) == (actor.organization or "")]
    if actor.window is not None:
        sides.append(col(table.country) == actor.window)
    return select(table.id).where(or_(*sides))


def _asked_about(session: Session, actor: Actor, now: datetime) -> Iterable[str]:
    """The requests of which the actor's side is asked whether the need was met."""
    still = (col(NeedQuestion.answer).is_(None), col(NeedQuestion.asked_at) >= now - STILL_ASKED)
    asked = select(NeedQuestion.request).where(col(NeedQuestion.request).in_(_own(actor, Request)), *still)
    return session.exec(asked.order_by(col(NeedQuestion.asked_at)).limit(READ)).all()


def _running(session: Session, actor: Actor) -> set[str]:
    wanted = ExchangeFilter(state=ExchangeState.RUNNING, mine=True)
    found, _ = list_exchanges(session, actor, wanted, limit=READ)
    return {one.id for one in found}
