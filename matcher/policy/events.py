"""Who may do what with events, the delegations that come, and their meetings."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from matcher.policy.actor import Actor
from matcher.policy.permission import Permission, Rules
from models.account import Role
from models.api_token import Scope
from models.event import Event, EventState
from models.event_delegation import EventDelegation
from models.meeting import Meeting
from models.organization import Organization


class EventAction(StrEnum):
    """What can be done. A delegation is edited by its own people too, a meeting settled by both sides."""

    SEE = "event.see"
    SEE_TIMETABLE = "event.see-timetable"
    CREATE = "new_event.create"
    ANNOUNCE = "event.announce"
    ORGANIZE = "event.organize"
    COLLECT = "event.collect"
    SEE_DELEGATION = "delegation.see"
    EDIT_DELEGATION = "delegation.edit"
    SEE_MEETING = "meeting.see"
    SETTLE_MEETING = "meeting.settle"


@dataclass(frozen=True)
class Attending:
    """A delegation at its event."""

    event: Event
    delegation: EventDelegation
    organization: Organization

    noun: ClassVar[str] = "delegation"

    @property
    def id(self) -> str:
        """The delegation's identifier."""
        return self.delegation.id


@dataclass(frozen=True)
class Sitting:
    """A meeting with its two sides."""

    meeting: Meeting
    sides: Sequence[Attending]

    noun: ClassVar[str] = "meeting"

    @property
    def id(self) -> str:
        """The meeting's identifier."""
        return self.meeting.id


SPEAKING = (Role.AGENCY, Role.PROVIDER, Role.FOCAL_POINT)
"""The roles that act for their organization; analysts read."""


def organizes(actor: Actor, event: Event) -> bool:
    """Administrators, the focal points of the host country, and the people of the organization that invites."""
    if actor.administers or (actor.has_role(*SPEAKING) and actor.belongs_to(event.organization)):
        return True
    return event.country is not None and actor.looks_after(event.country)


def _answers_for(actor: Actor, event: Event) -> bool:
    """Those organisers who answer for what is read and written in the name of others: all but providers."""
    return organizes(actor, event) and not actor.has_role(Role.PROVIDER)


def _knows(actor: Actor, event: Event) -> bool:
    return event.state != EventState.DRAFT or organizes(actor, event)


def _invites(actor: Actor, organization: Organization) -> bool:
    """The people of an organization for it; focal points and administrators for any."""
    own = actor.has_role(*SPEAKING) and actor.belongs_to(organization.id)
    return own or actor.administers or actor.has_role(Role.FOCAL_POINT)


def speaks_for(actor: Actor, thing: Attending) -> bool:
    """The people of a delegation, and the agency of its country; an event that they may not know of has none."""
    if not _knows(actor, thing.event):
        return False
    own = actor.has_role(*SPEAKING) and actor.belongs_to(thing.organization.id)
    return own or actor.is_window_of(thing.organization.country)


def _concerned(actor: Actor, thing: Attending) -> bool:
    return speaks_for(actor, thing) or organizes(actor, thing.event)


def _sits(actor: Actor, thing: Sitting) -> bool:
    return any(_concerned(actor, side) for side in thing.sides)


def _settles(actor: Actor, thing: Sitting) -> bool:
    return any(speaks_for(actor, side) or _answers_for(actor, side.event) for side in thing.sides)


RULES: Rules = {
    EventAction.SEE: Permission(Scope.READ, _knows),
    EventAction.SEE_TIMETABLE: Permission(Scope.READ, organizes),
    EventAction.CREATE: Permission(Scope.WRITE, _invites),
    EventAction.ANNOUNCE: Permission(Scope.WRITE, _answers_for),
    EventAction.ORGANIZE: Permission(Scope.WRITE, organizes),
    EventAction.COLLECT: Permission(Scope.WRITE, _answers_for),
    EventAction.SEE_DELEGATION: Permission(Scope.READ, _concerned),
    EventAction.EDIT_DELEGATION: Permission(Scope.WRITE, _concerned),
    EventAction.SEE_MEETING: Permission(Scope.READ, _sits),
    EventAction.SETTLE_MEETING: Permission(Scope.WRITE, _settles),
}
