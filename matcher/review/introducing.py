"""The requester chooses, both sides are introduced, and each accepts or declines. With both, an exchange begins."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlmodel import Session

from locales.messages import Message
from matcher.errors import ConflictError, Fault, NotFoundError, SursurError
from matcher.exchanges.opening import open_exchange
from matcher.holding import hold_all
from matcher.policy import demand, may
from matcher.policy.actor import Actor
from matcher.policy.matches import MatchAction, side_of
from matcher.review.bulk import ManyRefusedError
from matcher.review.caps import check_room
from matcher.review.deciding import Said, write_down
from matcher.review.moves import ACCEPTED_AT, check_open, has_accepted
from matcher.review.opening import Picked, check_action, find_pairings, open_pairing
from matcher.review.telling import tell_side
from models.decision import Side, Verdict
from models.match import Match, MatchState
from models.pairing import Pairing

PARTIES = (Side.REQUESTER, Side.PROVIDER)


def choose(session: Session, actor: Actor, request: str, picks: Sequence[Picked], *, now: datetime) -> list[Pairing]:
    """The requester chooses one or several of the endorsed providers; this is its acceptance.

    Raises ManyRefusedError, and does nothing, where one cannot be chosen; ConflictError where too many are open; and
    what `demand` raises for somebody who could choose none of them.
    """
    picks = list(dict.fromkeys(picks))
    hold_all(session, Match, [one.match for one in picks])
    known = find_pairings(session, actor, [one.match for one in picks])
    _demand_a_say(actor, picks, list(known.values()))
    faults = [fault for one in picks if (fault := _fault(actor, request, one, known, now.date()))]
    if faults:
        raise ManyRefusedError(faults, len(picks))
    chosen = [known[one.match] for one in picks]
    check_room(session, chosen)
    for found in chosen:
        changes = {"requester_accepted_at": now}
        _introduce(session, actor, found, Said(Verdict.ACCEPTED, "match.introduced", changes), now=now)
    return chosen


def _demand_a_say(actor: Actor, picks: Sequence[Picked], known: Sequence[Pairing]) -> None:
    demand(actor, MatchAction.LIST)
    if not known and picks:
        raise NotFoundError("match", str(picks[0].match))
    if not any(may(actor, MatchAction.CHOOSE, one) for one in known):
        demand(actor, MatchAction.CHOOSE, next(iter(known), None))


def _fault(actor: Actor, request: str, picked: Picked, known: Mapping[int, Pairing], on: date) -> Fault | None:
    try:
        found = known.get(picked.match)
        if found is None or found.request.id != request:
            raise NotFoundError(
                "match", str(picked.match), Message("among those of request {request!r}", request=request)
            )
        check_action(actor, found, picked, MatchAction.CHOOSE)
        check_open(MatchAction.CHOOSE, found, on=on)
    except SursurError as error:
        return Fault(Message("match {match}", match=picked.match), error.message)
    return None


def introduce(session: Session, actor: Actor, picked: Picked, *, now: datetime, note: str | None = None) -> Pairing:
    """A focal point introduces both sides at the requester's wish; then both must still accept.

    Raises NotFoundError, ForbiddenError, StaleEditError, or ConflictError where it cannot be or too many are open.
    """
    found = open_pairing(session, actor, picked, MatchAction.INTRODUCE)
    check_open(MatchAction.INTRODUCE, found, on=now.date())
    check_room(session, [found])
    said = Said(Verdict.INTRODUCED, "match.introduced", note=note)
    return _introduce(session, actor, found, said, now=now)


def _introduce(session: Session, actor: Actor, found: Pairing, said: Said, *, now: datetime) -> Pairing:
    """Brings both sides together, with what was said and what that changes besides; both get a letter."""
    changes = {"state": MatchState.INTRODUCED, "introduced_at": now, "reminded_days": 0, **said.changes}
    write_down(session, actor, found, replace(said, changes=changes), now=now)
    for side in PARTIES:
        tell_side(session, found, side, "match-introduced", now=now)
    return found


def accept(session: Session, actor: Actor, picked: Picked, *, now: datetime) -> Pairing:
    """One side accepts an introduction. When both have, contact data is open to them, their exchange is
    opened and both hear of it.

    Raises NotFoundError, ForbiddenError, StaleEditError, or ConflictError where it is over or was accepted before.
    """
    found = open_pairing(session, actor, picked, MatchAction.ACCEPT)
    check_open(MatchAction.ACCEPT, found, on=now.date())
    side = side_of(actor, found)
    if side is None or has_accepted(found, side):
        raise ConflictError("match {id}: your side has accepted already; the other has not answered yet", id=found.id)
    both = all(one == side or has_accepted(found, one) for one in PARTIES)
    changes = {ACCEPTED_AT[side]: now} | ({"state": MatchState.ACCEPTED} if both else {})
    said = Said(Verdict.ACCEPTED, "match.accepted" if both else "match.answered", changes)
    write_down(session, actor, found, said, now=now)
    if both:
        for one in PARTIES:
            tell_side(session, found, one, "match-accepted", now=now)
        open_exchange(session, actor, found.match, now=now)
    return found
