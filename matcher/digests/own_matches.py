"""The matches of one side, as strands that begin with its posts: many matches are in each state."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select, union_all

from matcher.digests.candidates import Strand
from matcher.digests.reading import UNREVIEWED, interesting
from matcher.policy import Actor
from matcher.posting.visibility import is_joint
from matcher.tagged import tagged
from models.code_order import CodeOrder
from models.likely import likely
from models.match import Match, MatchState, waiting_since
from models.offer import Offer
from models.post import PostState
from models.request import Request

Table = type[Request] | type[Offer]
SIDES: tuple[tuple[Table, Any, Any], ...] = (
    (Request, col(Match.request), col(Match.requester_accepted_at)),
    (Offer, col(Match.offer), col(Match.provider_accepted_at)),
)
"""The posts of each side, how a match names them, and when the side accepted."""
BEST = (col(Match.score).desc(), col(Match.id))


@dataclass(frozen=True)
class Own:
    """The published posts of an actor's side, each way to them by an index of its own. `joint` are the
    requests in which its country joins."""

    actor: Actor
    joint: Collection[str] = ()

    def of(self, table: Table) -> Any:  # noqa: ANN401
        """A query of the keys of its requests or offers."""
        sides = [col(table.organization) == (self.actor.organization or "")]
        if self.actor.window is not None:
            sides.append(col(table.country) == self.actor.window)
        if table is Request and self.joint:
            sides.append(col(Request.id).in_(self.joint))
        published = likely(col(table.state) == PostState.PUBLISHED)
        return union_all(*(select(table.id).where(one, published) for one in sides))


def own(session: Session, actor: Actor) -> Own:
    """The posts of an actor's side."""
    if actor.window is None:
        return Own(actor)
    joins = (is_joint(Request), tagged(Request.with_countries, actor.window))
    return Own(actor, session.exec(select(Request.id).where(*joins)).all())


def to_answer(side: Own) -> Iterator[Strand]:
    """Introductions that the side has not accepted, and endorsed providers to choose from; the oldest first."""
    order = (waiting_since(), CodeOrder(col(Match.request)), col(Match.rank))
    for table, post, accepted in SIDES:
        yield Strand((Match.state == MatchState.INTRODUCED, accepted.is_(None), post.in_(side.of(table))), order)
    yield Strand((Match.state == MatchState.ENDORSED, col(Match.request).in_(side.of(Request))), order)


def accepted_alone(side: Own) -> Iterator[Strand]:
    """Introductions that the side has accepted, the longest waiting first."""
    order = (waiting_since(), col(Match.id))
    for table, post, accepted in SIDES:
        yield Strand((Match.state == MatchState.INTRODUCED, accepted.is_not(None), post.in_(side.of(table))), order)


def suggested(side: Own) -> Strand:
    """Providers that are suggested to the side, the best first, but for those that it has found interesting."""
    asked = col(Match.request).in_(side.of(Request))
    return Strand((likely(col(Match.state) == MatchState.PROPOSED), asked, col(Match.id).not_in(interesting())), BEST)


def to_serve(side: Own, *, behind: bool = False) -> Strand:
    """What the side's offers are suggested for, the best first; `behind` those where they are not first themselves."""
    where = (col(Match.offer).in_(side.of(Offer)), col(Match.state).in_(UNREVIEWED))
    return Strand((*where, col(Match.rank) > 1) if behind else where, BEST)
