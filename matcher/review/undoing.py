"""Takes back an endorsement or a decline within a day, as long as nobody has acted on it. What was said stays kept."""

from datetime import datetime, timedelta

from sqlmodel import Session

from locales.messages import Message
from matcher.editing import apply_changes
from matcher.errors import ConflictError
from matcher.policy.actor import Actor
from matcher.policy.matches import MatchAction
from matcher.review.caps import check_room
from matcher.review.moves import post_that_is_over
from matcher.review.opening import Picked, open_pairing
from matcher.review.reviewing import who_else_knows
from matcher.review.telling import tell_side
from models.decision import Decision, Verdict, decisions_on
from models.match import MatchState
from models.pairing import Pairing

TIME_TO_UNDO = timedelta(hours=24)
LED_TO = {Verdict.ENDORSED: MatchState.ENDORSED, Verdict.DECLINED: MatchState.DECLINED}
"""The verdicts that can be undone, and the state that each led to."""


def undo(session: Session, actor: Actor, picked: Picked, *, now: datetime) -> Pairing:
    """Goes back to where the match stood before the actor's own last decision.

    Raises NotFoundError, ForbiddenError, StaleEditError, or ConflictError where it is too late, somebody has acted
    since, the posts are over, or too many introductions are open meanwhile.
    """
    found = open_pairing(session, actor, picked, MatchAction.UNDO)
    decision = undoable(session, actor, found, now=now)
    if decision is None:
        raise ConflictError(
            "match {id}: only your own endorsement or decline can be undone, within 24 hours and before anybody "
            "acts on it",
            id=found.id,
        )
    back = MatchState(decision.state_before or MatchState.PROPOSED)
    over = post_that_is_over(found, now.date())
    if over is not None:
        raise ConflictError(
            "match {id}: the {over} is no longer open, so the match stays as it is", id=found.id, over=Message(over)
        )
    if back == MatchState.INTRODUCED:
        check_room(session, [found])
    decision.undone_at = now
    session.add(decision)
    changes = {"state": back, "parked_until": None} | ({"endorsed_at": None} if back == MatchState.PROPOSED else {})
    apply_changes(session, actor, found.match, changes, now=now, action="match.undone")
    if decision.verdict == Verdict.DECLINED:
        for side in who_else_knows(actor, found):
            tell_side(session, found, side, "match-reopened", now=now)
    return found


def undoable(session: Session, actor: Actor, found: Pairing, *, now: datetime) -> Decision | None:
    """The actor's decision that can be undone now, if there is one."""
    standing = [one for one in decisions_on(session, found.id) if one.undone_at is None]
    if not standing or actor.email is None:
        return None
    last = standing[-1]
    own = last.account == actor.email and last.state_before is not None
    led_to = LED_TO.get(Verdict(last.verdict))
    in_time = now - last.decided_at <= TIME_TO_UNDO
    return last if own and in_time and led_to is not None and found.match.state == led_to else None
