"""The steps from a post's submission to the end of an exchange, by the columns that say when each began and ended."""

from collections.abc import Mapping, Sequence

from sqlalchemy import case
from sqlmodel import col

from matcher.analytics.demand_views.spans import Span
from models.decision import Decision, Side, Verdict
from models.exchange import Exchange, ExchangeState
from models.likely import likely
from models.match import Match, MatchState
from models.offer import Offer
from models.post import PostState
from models.request import Request

LEFT = (
    MatchState.ENDORSED,
    MatchState.INTRODUCED,
    MatchState.ACCEPTED,
    MatchState.DECLINED,
    MatchState.LAPSED,
)
"""The states of matches that are no mere proposals any more."""
HAS_LEFT = likely(col(Match.state).in_(LEFT))
"""What is counted over all matches is read from one index, without a look at each row."""
_asks, _gives = col(Match.requester_accepted_at), col(Match.provider_accepted_at)
_both_accepted = case((_asks > _gives, _asks), else_=_gives)


def _of_posts(table: type[Request] | type[Offer]) -> Span:
    begin, waits = col(table.submitted_at), (col(table.state) == PostState.SUBMITTED,)
    return Span(begin, col(table.published_at), (), waits)


SPANS: Mapping[str, Sequence[Span]] = {
    "published": (_of_posts(Request), _of_posts(Offer)),
    "endorsed": (
        Span(
            col(Match.proposed_at),
            col(Match.endorsed_at),
            (HAS_LEFT,),
            (likely(col(Match.state) == MatchState.PROPOSED),),
        ),
    ),
    "declined": (
        Span(
            col(Match.proposed_at),
            col(Decision.decided_at),
            (
                col(Match.id) == Decision.match,
                col(Decision.verdict) == Verdict.DECLINED,
                col(Decision.role) == Side.FOCAL_POINT,
                col(Decision.undone_at).is_(None),
                col(Decision.decided_at) >= col(Match.proposed_at),
            ),
        ),
    ),
    "introduced": (
        Span(
            col(Match.endorsed_at),
            col(Match.introduced_at),
            (HAS_LEFT,),
            (likely(col(Match.state) == MatchState.ENDORSED),),
        ),
    ),
    "accepted": (
        Span(
            col(Match.introduced_at),
            _both_accepted,
            (likely(col(Match.state) == MatchState.ACCEPTED), _asks.is_not(None), _gives.is_not(None)),
            (likely(col(Match.state) == MatchState.INTRODUCED),),
        ),
    ),
    "agreed": (
        Span(
            col(Exchange.opened_at),
            col(Exchange.agreed_at),
            (),
            (col(Exchange.state) == ExchangeState.ACCEPTED,),
        ),
    ),
    "running": (
        Span(
            col(Exchange.agreed_at),
            col(Exchange.started_on),
            (),
            (col(Exchange.state) == ExchangeState.AGREED,),
        ),
    ),
    "completed": (
        Span(
            col(Exchange.started_on),
            col(Exchange.ended_on),
            (col(Exchange.state) == ExchangeState.COMPLETED,),
            (col(Exchange.state) == ExchangeState.RUNNING,),
        ),
    ),
}
"""The spans of each step by its code. What waits for a focal point's word waits in `endorsed`."""
