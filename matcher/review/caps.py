"""How many introductions may wait for an answer at once, so that requesters choose and providers are not flooded."""

from collections import Counter
from collections.abc import Sequence

from sqlmodel import Session, col, func, select

from locales.messages import Message
from matcher.errors import ConflictError
from matcher.holding import hold
from models.match import Match, MatchState
from models.offer import Offer
from models.organization import Organization
from models.pairing import Pairing
from models.request import Request

PER_REQUEST_OPEN = 3
PER_PROVIDER_OPEN = 5


def check_room(session: Session, found: Sequence[Pairing]) -> None:
    """Raises ConflictError where introducing these matches would leave too many open, for a request or a provider.

    Their rows stay locked until the transaction ends, so that two who introduce at once cannot pass a cap together.
    """
    for request, wanted in sorted(Counter(one.request.id for one in found).items()):
        hold(session, Request, request)
        _check(
            Message("request {request!r}", request=request),
            _open(session, Match.request == request),
            wanted,
            PER_REQUEST_OPEN,
        )
    for provider, wanted in sorted(Counter(one.offer.organization for one in found).items()):
        hold(session, Organization, provider)
        _check(
            Message("provider {provider!r}", provider=provider),
            _open(session, Offer.organization == provider),
            wanted,
            PER_PROVIDER_OPEN,
        )


def _open(session: Session, whose: bool) -> int:
    """How many introductions wait for an answer; `whose` is a condition in SQL."""
    counted = select(func.count(col(Match.id))).join(Offer, col(Offer.id) == Match.offer)
    return session.exec(counted.where(Match.state == MatchState.INTRODUCED, whose)).one()


def _check(whose: Message, open_ones: int, wanted: int, cap: int) -> None:
    if open_ones + wanted > cap:
        raise ConflictError(
            "{whose} has {open_ones} introductions that wait for an answer, and may have {cap}; "
            "wait for an answer, or decline one",
            whose=whose,
            open_ones=open_ones,
            cap=cap,
        )
