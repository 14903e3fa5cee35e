"""The reader's own posts that expire soon, which one click renews."""

from datetime import date, timedelta

from matcher.digests.sections.items import MOST, Item, post_part
from matcher.digests.sections.reader import Reader
from matcher.digests.situation import Situation
from matcher.policy.posts import PostCase, owns

SOON = timedelta(days=30)


def expiring(reader: Reader, situation: Situation) -> list[Item]:
    """Live posts that the reader may renew and that expire within a month, the nearest first, at most ten."""
    last = situation.today + SOON
    mine = [one for one in situation.live_posts_of(reader.actor) if owns(reader.actor, PostCase(one))]
    soon = [one for one in mine if one.expires_on is not None and one.expires_on <= last]
    soon.sort(key=lambda one: (one.expires_on or date.max, one.id))
    return [
        post_part(one, reader.language) | {"expires_on": one.expires_on.isoformat()}
        for one in soon[:MOST]
        if one.expires_on is not None
    ]
