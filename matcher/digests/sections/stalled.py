"""What stands still: who has accepted waits for the other side, and focal points see everything that waits."""

from collections.abc import Iterable

from matcher.digests.sections.items import MOST, Item, days_since, match_part
from matcher.digests.sections.reader import Reader
from matcher.digests.sections.reviewing import in_charge
from matcher.digests.situation import Situation
from matcher.policy.matches import side_of
from matcher.review.moves import has_accepted
from matcher.review.reminding import DAYS, waits_since
from models.account import Role
from models.decision import Side
from models.match import MatchState
from models.pairing import Pairing

PARTIES = (Side.REQUESTER, Side.PROVIDER)
BOTH = "both"


def stalled(reader: Reader, situation: Situation) -> list[Item]:
    """What has waited for seven days or more, the longest first, at most ten."""
    found = _watched(reader, situation) if reader.actor.has_role(Role.FOCAL_POINT) else _own(reader, situation)
    old = [one for one in found if is_old(one, situation) and reader.sees(one)]
    old.sort(key=lambda one: (waits_since(one.match), one.id))
    return [_item(one, reader, situation) for one in old[:MOST]]


def _watched(reader: Reader, situation: Situation) -> Iterable[Pairing]:
    """Introductions and endorsements that are in the hands of a focal point."""
    waiting = situation.in_state(MatchState.INTRODUCED, MatchState.ENDORSED)
    return (one for one in waiting if in_charge(reader, one, situation))


def _own(reader: Reader, situation: Situation) -> Iterable[Pairing]:
    """Introductions that the reader's side has accepted and the other has not."""
    mine = (one for one in situation.matches_of(reader.actor) if one.match.state == MatchState.INTRODUCED)
    return (one for one in mine if accepted(reader, one))


def accepted(reader: Reader, found: Pairing) -> bool:
    """Whether the reader's side has accepted a match."""
    return has_accepted(found, side_of(reader.actor, found))


def is_old(found: Pairing, situation: Situation) -> bool:
    """Whether a match has waited long enough to be told."""
    return _days(found, situation) >= min(DAYS)


def _days(found: Pairing, situation: Situation) -> int:
    return days_since(waits_since(found.match), situation.today)


def _item(found: Pairing, reader: Reader, situation: Situation) -> Item:
    days = _days(found, situation)
    return match_part(found, situation, reader.language) | {
        "waits_for": _waits_for(found),
        "step": max(step for step in DAYS if step <= days),
        "days": days,
    }


def _waits_for(found: Pairing) -> str:
    if found.match.state == MatchState.ENDORSED:
        return Side.REQUESTER
    silent = [side for side in PARTIES if not has_accepted(found, side)]
    return BOTH if len(silent) == len(PARTIES) else silent[0]
