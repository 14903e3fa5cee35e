"""Calls that close soon: those for which the reader writes an application, and those to which a request could go."""

from collections.abc import Iterable

from matcher.calls.judging import judge_call
from matcher.digests.sections.items import Item, post_part
from matcher.digests.sections.reader import Reader
from matcher.digests.situation import ClosingCall, Situation
from matcher.policy.applications import leads, own_partners
from matcher.policy.posts import PostCase, owns
from matcher.support.answers import Answer
from matcher.support.cases import case_of_asker
from models.application import ApplicationState, Candidacy, PartnerAnswer
from models.request import Request

MOST_CALLS = 2
"""Calls that one digest reminds of, beside those for which the reader is writing an application."""


def closing(reader: Reader, situation: Situation) -> list[Item]:
    """First drafts of the reader's side and those whose partner it is asked to be, then the nearest two calls with the
    request that fits best; none of which a rule says no, nor one to which the reader has applied."""
    mine = [one for one in situation.live_posts_of(reader.actor) if owns(reader.actor, PostCase(one))]
    requests = [one for one in mine if isinstance(one, Request)]
    own = {one.call.id: one for one in reversed(situation.applications) if _concerns(reader, one)}
    drafts = [item for one in situation.closing if (item := _draft(one, own.get(one.call.id)))]
    open_to = [one for one in situation.closing if one.call.id not in own]
    found = [_item(one, requests, reader, situation) for one in open_to]
    return drafts + [one for one in found if one][:MOST_CALLS]


def _concerns(reader: Reader, thing: Candidacy) -> bool:
    """Whether the reader leads an application, or has not answered as its partner."""
    asked = (one for one in own_partners(reader.actor, thing) if one.answer == PartnerAnswer.INVITED)
    return leads(reader.actor, thing.application) or any(asked)


def _draft(one: ClosingCall, thing: Candidacy | None) -> Item:
    if thing is None or thing.application.state != ApplicationState.DRAFT:
        return {}
    return _told(one) | {"draft": {"id": thing.id, "title": thing.application.title}}


def _item(one: ClosingCall, requests: Iterable[Request], reader: Reader, situation: Situation) -> Item:
    """A call with the request that fits it best; nothing where none does."""
    fitting = []
    for request in requests:
        case = case_of_asker(request, situation.organizations[request.organization].kind)
        said = judge_call(case, one.call, one.mechanism, one.reach, on=situation.today)
        if said.verdict != Answer.NO:
            fitting.append((-said.count(Answer.YES), request.id, request))
    if not fitting:
        return {}
    best = min(fitting, key=lambda found: found[:2])[2]
    return _told(one) | {"for": post_part(best, reader.language)}


def _told(one: ClosingCall) -> Item:
    assert one.call.closes_on is not None
    told = {"call": one.call.id, "id": one.call.id, "title": one.call.title}
    return told | {"closes_on": one.call.closes_on.isoformat()}
