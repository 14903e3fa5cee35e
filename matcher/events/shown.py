"""Delegations and meetings as programs read them."""

from matcher.events.viewing import MeetingView
from matcher.policy import Actor, may
from matcher.policy.events import Attending, EventAction
from models.event_delegation import DelegationPublic
from models.meeting import MeetingPublic, Topic

MILLION = 1_000_000
PUBLIC = {"id", "event", "organization", "state"}
"""What everybody may know of a delegation."""


def delegation_shown(actor: Actor, one: Attending) -> DelegationPublic:
    """A delegation as an actor may see it."""
    whole = may(actor, EventAction.SEE_DELEGATION, one)
    return DelegationPublic.model_validate(one.delegation.model_dump(include=None if whole else PUBLIC))


def meeting_shown(one: MeetingView) -> MeetingPublic:
    """A meeting as its sides and the organisers see it; the score of a topic is that of the ranking."""
    row = one.meeting
    plain = row.model_dump(
        include={"id", "first", "second", "starts_at", "minutes", "wishes", "state", "exchange", "version"}
    )
    topics = [Topic(request=it.request, offer=it.offer, score=it.score / MILLION) for it in one.topics]
    return MeetingPublic(**plain, table=row.place, score=row.score / MILLION, topics=topics, why=one.why)
