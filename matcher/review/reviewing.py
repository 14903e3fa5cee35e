"""What focal points say of proposals, and how any side declines."""

from datetime import date, datetime

from sqlmodel import Session

from matcher.errors import ConflictError
from matcher.holding import hold
from matcher.policy.actor import Actor
from matcher.policy.matches import MatchAction, side_of
from matcher.review.deciding import Said, write_down
from matcher.review.moves import check_open
from matcher.review.opening import Picked, check_action, find_pairing, open_pairing
from matcher.review.reasons import Decline, check_decline
from matcher.review.rows import said_to_be_of_interest
from matcher.review.telling import tell_side
from models.decision import Side, Verdict
from models.match import Match, MatchState
from models.pairing import Pairing


def endorse(session: Session, actor: Actor, picked: Picked, *, now: datetime, note: str | None = None) -> Pairing:
    """A focal point finds a proposal good; the requester may now choose it.

    Raises NotFoundError, ForbiddenError, StaleEditError, or ConflictError where the match or its posts are over.
    """
    found = find_pairing(session, actor, picked.match)
    check_endorsing(actor, found, picked, on=now.date())
    return endorse_checked(session, actor, found, now=now, note=note)


def check_endorsing(actor: Actor, found: Pairing, picked: Picked, *, on: date) -> None:
    """Raises what `endorse` does."""
    check_action(actor, found, picked, MatchAction.ENDORSE)
    check_open(MatchAction.ENDORSE, found, on=on)


def endorse_checked(session: Session, actor: Actor, found: Pairing, *, now: datetime, note: str | None) -> Pairing:
    """Endorses a match for which that was checked. The requester hears of it once a day and request."""
    changes = {"state": MatchState.ENDORSED, "endorsed_at": now, "reminded_days": 0}
    write_down(session, actor, found, Said(Verdict.ENDORSED, "match.endorsed", changes, note=note), now=now)
    once = f"{found.request.id}:{now:%Y%m%d}"
    tell_side(session, found, Side.REQUESTER, "match-endorsed", now=now, once=once)
    return found


def decline(session: Session, actor: Actor, picked: Picked, why: Decline, *, now: datetime) -> Pairing:
    """A focal point, the requester or the provider declines a match; the pair rests until its day.

    Raises NotFoundError, ForbiddenError, StaleEditError, ConflictError where the match is over, or BadInputError for a
    reason or a day that is not allowed.
    """
    found = find_pairing(session, actor, picked.match)
    until = check_declining(actor, found, picked, why, on=now.date())
    return decline_checked(session, actor, found, why, until=until, now=now)


def check_declining(actor: Actor, found: Pairing, picked: Picked, why: Decline, *, on: date) -> date:
    """The day until which the pair will rest. Raises what `decline` does."""
    side = side_of(actor, found)
    action = MatchAction.DECLINE if side == Side.FOCAL_POINT else MatchAction.TURN_DOWN
    check_action(actor, found, picked, action)
    assert side is not None
    until = check_decline(why, side, on=on)
    check_open(action, found, on=on)
    return until


def decline_checked(
    session: Session, actor: Actor, found: Pairing, why: Decline, *, until: date, now: datetime
) -> Pairing:
    """Declines a match for which that was checked, and tells the other sides that knew of it by a letter."""
    told = who_else_knows(actor, found)
    changes = {"state": MatchState.DECLINED, "parked_until": until}
    said = Said(Verdict.DECLINED, "match.declined", changes, reason=why.reason, note=why.note)
    write_down(session, actor, found, said, now=now)
    for side in told:
        tell_side(session, found, side, "match-declined", now=now)
    return found


def who_else_knows(actor: Actor, found: Pairing) -> list[Side]:
    """The parties, but for the actor's own side, that were written to about a match as it stands."""
    knowing = {
        MatchState.ENDORSED: [Side.REQUESTER],
        MatchState.INTRODUCED: [Side.REQUESTER, Side.PROVIDER],
    }.get(MatchState(found.match.state), [])
    own = side_of(actor, found)
    return [side for side in knowing if side != own]


def say_interest(session: Session, actor: Actor, picked: Picked, *, now: datetime) -> Pairing:
    """The requester would like to hear more of a suggestion before it is reviewed; the focal point sees that.

    Raises NotFoundError, ForbiddenError, StaleEditError, or ConflictError where it is over or was said before.
    """
    found = open_pairing(session, actor, picked, MatchAction.INTEREST)
    check_open(MatchAction.INTEREST, found, on=now.date())
    hold(session, Match, found.id)
    if found.id in said_to_be_of_interest(session, [found]):
        raise ConflictError("match {id}: your side said before that this is of interest", id=found.id)
    write_down(session, actor, found, Said(Verdict.INTERESTED, "match.interest-shown"), now=now)
    return found
