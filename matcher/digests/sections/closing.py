"""Calls that close soon and for which one of the reader's open requests could apply."""

from collections.abc import Iterable

from matcher.calls.judging import judge_call
from matcher.digests.sections.items import Item, post_part
from matcher.digests.sections.reader import Reader
from matcher.digests.situation import ClosingCall, Situation
from matcher.policy.posts import PostCase, owns
from matcher.support.answers import Answer
from matcher.support.cases import case_of_asker
from models.request import Request

MOST_CALLS = 2
"""Calls that one digest reminds of."""


def closing(reader: Reader, situation: Situation) -> list[Item]:
    """The nearest first, at most two, each with the request that fits best; none of which a rule says no."""
    mine = [one for one in situation.live_posts_of(reader.actor) if owns(reader.actor, PostCase(one))]
    requests = [one for one in mine if isinstance(one, Request)]
    found = [_item(one, requests, reader, situation) for one in situation.closing]
    return [one for one in found if one][:MOST_CALLS]


def _item(one: ClosingCall, requests: Iterable[Request], reader: Reader, situation: Situation) -> Item:
    """A call with the request that fits it best; nothing where none does."""
    fitting = []
    for request in requests:
        case = case_of_asker(request, situation.organizations[request.organization].kind)
        said = judge_call(case, one.call, one.mechanism, one.reach, on=situation.today)
        if said.verdict != Answer.NO:
            fitting.append((-said.count(Answer.YES), request.id, request))
    if not fitting or one.call.closes_on is None:
        return {}
    best = min(fitting, key=lambda found: found[:2])[2]
    told = {"call": one.call.id, "id": one.call.id, "title": one.call.title}
    return told | {"closes_on": one.call.closes_on.isoformat(), "for": post_part(best, reader.language)}
