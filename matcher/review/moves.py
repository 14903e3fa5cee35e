"""Which actions a match is open to: the policy says who may, this table in which states."""

from collections.abc import Collection, Mapping
from datetime import date

from locales.messages import Message, either
from matcher.errors import ConflictError
from matcher.policy import may
from matcher.policy.actor import Actor
from matcher.policy.matches import MatchAction, side_of
from models.decision import Side
from models.match import MatchState
from models.pairing import Pairing
from models.post import PostState

OPEN_IN: Mapping[MatchAction, Collection[MatchState]] = {
    MatchAction.ENDORSE: (MatchState.PROPOSED,),
    MatchAction.DECLINE: (MatchState.PROPOSED, MatchState.ENDORSED),
    MatchAction.INTRODUCE: (MatchState.ENDORSED,),
    MatchAction.ASSIGN: (MatchState.PROPOSED, MatchState.ENDORSED, MatchState.INTRODUCED),
    MatchAction.INTEREST: (MatchState.PROPOSED,),
    MatchAction.CHOOSE: (MatchState.ENDORSED,),
    MatchAction.ACCEPT: (MatchState.INTRODUCED,),
    MatchAction.TURN_DOWN: (MatchState.PROPOSED, MatchState.ENDORSED, MatchState.INTRODUCED),
    MatchAction.NOTE: tuple(MatchState),
    MatchAction.SEE_CONTACTS: (MatchState.ACCEPTED,),
}
"""The states in which each action can be taken. A provider only knows of matches from the introduction on."""

NEEDS_LIVE_POSTS = frozenset({MatchAction.ENDORSE, MatchAction.INTRODUCE, MatchAction.CHOOSE})

ACCEPTED_AT: Mapping[Side, str] = {
    Side.REQUESTER: "requester_accepted_at",
    Side.PROVIDER: "provider_accepted_at",
}
"""The column that says when a side accepted."""


def check_open(action: MatchAction, found: Pairing, *, on: date) -> None:
    """Raises ConflictError where a match is not open to an action on that day."""
    states = OPEN_IN[action]
    if found.match.state not in states:
        raise ConflictError(
            "match {id} is {state}; this needs one that is {wanted}",
            id=found.id,
            state=Message(found.match.state),
            wanted=either(states),
        )
    over = _in_the_way(action, found, on)
    if over is not None:
        raise ConflictError(
            "match {id}: the {over} is no longer open, so this cannot be done any more", id=found.id, over=Message(over)
        )


def _in_the_way(action: MatchAction, found: Pairing, on: date) -> str | None:
    """The post whose end closes the match to an action. Who was introduced in time may accept after an expiry."""
    if action in NEEDS_LIVE_POSTS:
        return post_that_is_over(found, on)
    return post_that_was_ended(found) if action == MatchAction.ACCEPT else None


def post_that_was_ended(found: Pairing) -> str | None:
    """`request` or `offer`, whichever was withdrawn or closed."""
    if found.request.state != PostState.PUBLISHED:
        return "request"
    return None if found.offer.state == PostState.PUBLISHED else "offer"


def post_that_is_over(found: Pairing, on: date) -> str | None:
    """`request` or `offer`, whichever is no longer published, or has expired."""
    if not found.request.is_live(on):
        return "request"
    return None if found.offer.is_live(on) else "offer"


def has_accepted(found: Pairing, side: Side | None) -> bool:
    """Whether a side has accepted already."""
    return side is not None and side in ACCEPTED_AT and getattr(found.match, ACCEPTED_AT[side]) is not None


def allowed_actions(actor: Actor, found: Pairing, *, on: date) -> list[MatchAction]:
    """What an actor may do with a match as it stands; but for undoing, which looks at the decisions."""
    now_open = [one for one in OPEN_IN if _is_open(one, found, on) and may(actor, one, found)]
    done = has_accepted(found, side_of(actor, found))
    return [one for one in now_open if not (done and one == MatchAction.ACCEPT)]


def _is_open(action: MatchAction, found: Pairing, on: date) -> bool:
    return found.match.state in OPEN_IN[action] and _in_the_way(action, found, on) is None
