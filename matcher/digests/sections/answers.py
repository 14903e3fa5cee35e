"""What waits for an answer of the reader's side: introductions to accept, endorsed providers to choose from."""

from matcher.digests.sections.items import MOST, Item, days_since, match_part
from matcher.digests.sections.reader import Reader
from matcher.digests.situation import Situation
from matcher.policy.matches import side_of
from matcher.review.lapsing import TIME_TO_ANSWER
from matcher.review.moves import has_accepted
from matcher.review.reminding import waits_since
from models.decision import Side
from models.match import MatchState
from models.pairing import Pairing

ACCEPT, CHOOSE = "accept", "choose"


def answers(reader: Reader, situation: Situation) -> list[Item]:
    """Introductions first, for they lapse; then what may be chosen. The longest waiting first, at most ten."""
    mine = [(wanted_of(reader, one), one) for one in situation.matches_of(reader.actor)]
    waiting = [(wanted, one) for wanted, one in mine if wanted and reader.sees(one)]
    waiting.sort(key=lambda one: (one[0], waits_since(one[1].match), one[1].request.id, one[1].match.rank))
    return [_item(one, wanted, reader, situation) for wanted, one in waiting[:MOST]]


def wanted_of(reader: Reader, found: Pairing) -> str | None:
    """What a match wants of the reader: that he accepts it, or chooses it, or nothing."""
    side, state = side_of(reader.actor, found), found.match.state
    if state == MatchState.INTRODUCED and side in (Side.REQUESTER, Side.PROVIDER):
        return None if has_accepted(found, side) else ACCEPT
    return CHOOSE if state == MatchState.ENDORSED and side == Side.REQUESTER else None


def _item(found: Pairing, wanted: str, reader: Reader, situation: Situation) -> Item:
    since = waits_since(found.match)
    return match_part(found, situation, reader.language) | {
        "wanted": wanted,
        "since": since.date().isoformat(),
        "days": days_since(since, situation.today),
        "lapses_on": (since + TIME_TO_ANSWER).date().isoformat() if wanted == ACCEPT else None,
    }
