"""What a focal point looks after: proposals to review, posts about to be published, needs without an answer."""

from matcher.digests.sections.items import MOST, Item, days_since, post_part, side_part, suggestion
from matcher.digests.sections.reader import Reader
from matcher.digests.situation import Situation
from matcher.policy.posts import PostCase
from models.match import MatchState
from models.pairing import Pairing


def queue(reader: Reader, situation: Situation) -> list[Item]:
    """Proposals that wait for review, the oldest and best first, at most ten."""
    proposed = situation.in_state(MatchState.PROPOSED)
    waiting = [one for one in proposed if in_charge(reader, one, situation) and reader.sees(one)]
    waiting.sort(key=lambda one: (one.match.proposed_at, -one.match.score, one.id))
    return [
        suggestion(one, situation, reader.language) | {"days": days_since(one.match.proposed_at, situation.today)}
        for one in waiting[:MOST]
    ]


def in_charge(reader: Reader, found: Pairing, situation: Situation) -> bool:
    """Whether a match is in the hands of a focal point: it is assigned to him or, where it is to nobody, he is the one
    for its countries and the sectors of its request."""
    return reader.actor.looks_after(*found.countries) and reader.actor.email in situation.in_charge(found)


def submitted(reader: Reader, situation: Situation) -> list[Item]:
    """Posts that are published unless somebody objects in time, the nearest first, at most ten."""
    mine = [one for one in situation.submitted if reader.actor.email in situation.in_charge(one)]
    return [
        {
            "post": post_part(one, reader.language),
            "by": side_part(one, situation, reader.language),
            "publishes_on": one.silence_ends_at.date().isoformat(),
        }
        for one in mine[:MOST]
        if one.silence_ends_at is not None
    ]


def unmet(reader: Reader, situation: Situation) -> list[Item]:
    """Live requests without any live match, the oldest first, at most ten."""
    mine = [one for one in situation.unmet if reader.actor.looks_after(*PostCase(one).countries)]
    return [
        {
            "request": post_part(one, reader.language),
            "requester": side_part(one, situation, reader.language),
            "days": days_since(one.published_at or one.created_at, situation.today),
        }
        for one in mine[:MOST]
    ]
