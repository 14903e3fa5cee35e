"""New suggestions, each shown once: providers for the reader's requests, and requests that its offers could serve."""

from collections import defaultdict
from collections.abc import Iterable

from matcher.digests.sections.items import MOST, Item, suggestion
from matcher.digests.sections.reader import Reader
from matcher.digests.situation import Situation
from matcher.policy.matches import side_of
from models.decision import Side
from models.match import MatchState
from models.pairing import Pairing

PER_REQUEST = 3


def matches(reader: Reader, situation: Situation) -> list[Item]:
    """New providers for the requests of the reader's side, the best of each request first, at most ten. What the
    requester has found interesting already is left out."""
    mine = [
        one
        for one in _new(reader, situation)
        if one.match.state == MatchState.PROPOSED
        and one.id not in situation.interesting
        and side_of(reader.actor, one) == Side.REQUESTER
    ]
    chosen = sorted(_in_turn(mine)[:MOST], key=lambda one: (one.request.id, one.match.rank))
    return [suggestion(one, situation, reader.language) for one in chosen]


def _in_turn(found: Iterable[Pairing]) -> list[Pairing]:
    """The best of every request, then the second best, and so on."""
    of_request: dict[str, list[Pairing]] = defaultdict(list)
    for one in found:
        of_request[one.request.id].append(one)
    return [ones[place] for place in range(PER_REQUEST) for ones in of_request.values() if len(ones) > place]


def could_serve(reader: Reader, situation: Situation) -> list[Item]:
    """New requests that the offers of the reader's organization could serve, of an agency also those of its country's
    institutions; the best first, at most ten. Once somebody is introduced they are answers."""
    mine = [one for one in _new(reader, situation) if could_be_served(reader, one)]
    return [suggestion(one, situation, reader.language) for one in mine[:MOST]]


def could_be_served(reader: Reader, found: Pairing) -> bool:
    """Whether the offer is of the reader's side, which has not been told of the request yet."""
    offer, actor = found.offer, reader.actor
    own = actor.belongs_to(offer.organization) or actor.is_window_of(offer.country)
    return own and found.match.state != MatchState.INTRODUCED and side_of(actor, found) is None


def _new(reader: Reader, situation: Situation) -> Iterable[Pairing]:
    waiting = (one for one in situation.matches_of(reader.actor) if one.match.state != MatchState.INTRODUCED)
    return (one for one in waiting if one.id not in reader.shown and reader.sees(one))
