"""The questions of digests about matches: is it of interest, is it not, is it chosen, is the introduction accepted?"""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from matcher.digests.links import Purpose
from matcher.digests.questions import Asked, Holder, Said, Standing
from matcher.digests.sections.items import title_of
from matcher.errors import BadInputError
from matcher.policy.matches import MatchAction, side_of
from matcher.review.introducing import accept, choose
from matcher.review.moves import allowed_actions, has_accepted
from matcher.review.opening import Picked, find_pairing
from matcher.review.reasons import Decline, reasons_for
from matcher.review.reviewing import decline, say_interest
from matcher.review.rows import said_to_be_of_interest
from models.decision import Side
from models.match import MatchState
from models.organization import Organization
from models.pairing import Pairing

ACTIONS: Mapping[Purpose, MatchAction] = {
    Purpose.INTERESTING: MatchAction.INTEREST,
    Purpose.NOT_FOR_US: MatchAction.TURN_DOWN,
    Purpose.CHOOSE: MatchAction.CHOOSE,
    Purpose.ACCEPT: MatchAction.ACCEPT,
}


def look_at_match(session: Session, holder: Holder, now: datetime) -> Asked:
    """The match that a link is about."""
    found = _found(session, holder)
    side, language = side_of(holder.actor, found), holder.language
    return Asked(
        standing=_standing(session, holder, found, now),
        titles=[(title_of(one, language), _name(session, one.organization)) for one in (found.request, found.offer)],
        version=found.match.version,
        state=found.match.state,
        until=found.match.parked_until,
        reasons=reasons_for(language, side) if holder.errand.purpose == Purpose.NOT_FOR_US else (),
    )


def act_on_match(session: Session, holder: Holder, said: Said, now: datetime) -> None:
    """Says of the match what the link is for. Raises BadInputError for a decline without a reason."""
    found, actor = _found(session, holder), holder.actor
    picked = Picked(found.id, said.version)
    match holder.errand.purpose:
        case Purpose.INTERESTING:
            say_interest(session, actor, picked, now=now)
        case Purpose.CHOOSE:
            choose(session, actor, found.request.id, [picked], now=now)
        case Purpose.ACCEPT:
            accept(session, actor, picked, now=now)
        case _:
            if said.reason is None:
                raise BadInputError("reason: say why it is declined")
            decline(session, actor, picked, Decline(reason=said.reason, note=said.note), now=now)


def _found(session: Session, holder: Holder) -> Pairing:
    return find_pairing(session, holder.actor, int(holder.errand.subject))


def _standing(session: Session, holder: Holder, found: Pairing, now: datetime) -> Standing:
    if _is_done(session, holder, found):
        return Standing.DONE
    allowed = allowed_actions(holder.actor, found, on=now.date())
    return Standing.OPEN if ACTIONS[holder.errand.purpose] in allowed else Standing.OVER


def _is_done(session: Session, holder: Holder, found: Pairing) -> bool:
    state = found.match.state
    match holder.errand.purpose:
        case Purpose.INTERESTING:
            return state == MatchState.PROPOSED and found.id in said_to_be_of_interest(session, [found])
        case Purpose.NOT_FOR_US:
            return state == MatchState.DECLINED
        case Purpose.CHOOSE:
            return found.together and has_accepted(found, Side.REQUESTER)
        case _:
            return found.together and has_accepted(found, side_of(holder.actor, found))


def _name(session: Session, organization: str) -> str:
    return session.get_one(Organization, organization).name
