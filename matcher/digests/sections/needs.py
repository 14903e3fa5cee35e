"""The question that is put a year later: was the need met?"""

from matcher.digests.sections.items import MOST, STILL_ASKED, Item, post_part
from matcher.digests.sections.reader import Reader
from matcher.digests.situation import Situation
from matcher.policy import may
from matcher.policy.needs import NeedAction


def needs(reader: Reader, situation: Situation) -> list[Item]:
    """The questions of the last weeks that wait for the reader's answer, the oldest first, at most ten."""
    since = situation.now - STILL_ASKED
    asked = [one for one in situation.needs if one[0].asked_at >= since]
    mine = [one for one in asked if may(reader.actor, NeedAction.ANSWER, one[1])]
    return [
        {"request": post_part(request, reader.language), "asked_on": question.asked_at.date().isoformat()}
        for question, request in mine[:MOST]
    ]
