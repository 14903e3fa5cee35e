"""Delegations: registered, edited, cancelled and come back."""

from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, col, func, select

from matcher.audit import record
from matcher.editing import apply_changes, check_version
from matcher.errors import BadInputError, ConflictError
from matcher.events.finding import held_event, the_delegation
from matcher.events.hours import local
from matcher.organizations.finding import one_organization
from matcher.policy import Actor
from matcher.policy.events import Attending, EventAction
from models.base import new_identifier
from models.event import AHEAD, Event
from models.event_delegation import DelegationCreate, DelegationState, DelegationUpdate, EventDelegation
from models.meeting import Meeting, MeetingState

MOST_DELEGATIONS = 400
MOMENTS = ("arrives_at", "leaves_at")


def register(session: Session, actor: Actor, event: str, wanted: DelegationCreate, *, now: datetime) -> Attending:
    """Registers a delegation. Raises ConflictError for a second one of an organization, too many, or an event that is
    over; BadInputError for one that would leave before it arrives."""
    row = held_event(session, actor, event, EventAction.ORGANIZE)
    require_ahead(row)
    organization = one_organization(session, actor, wanted.organization)
    known = select(EventDelegation).where(EventDelegation.event == event)
    if session.exec(known.where(EventDelegation.organization == organization.id)).first() is not None:
        raise ConflictError("{name!r} is registered already", name=organization.name)
    if session.exec(select(func.count(col(EventDelegation.id))).where(EventDelegation.event == event)).one() >= (
        MOST_DELEGATIONS
    ):
        raise ConflictError("an event has at most {most} delegations", most=MOST_DELEGATIONS)
    fields = _in_zone(row, wanted.model_dump())
    fields |= {"organization": organization.id, "languages": wanted.languages or organization.languages}
    delegation = EventDelegation(**fields, id=new_identifier("del"), event=event)
    session.add(delegation)
    session.flush()
    change = {"delegation": [None, organization.id]}
    record(session, "event.delegation-registered", ("event", event), now=now, actor=actor.name_in_trail, change=change)
    return Attending(row, delegation, organization)


def edit_delegation(
    session: Session, actor: Actor, found: Attending, wanted: DelegationUpdate, *, version: int, now: datetime
) -> EventDelegation:
    """Changes how a delegation can meet others; its meetings stay until the event is planned again."""
    require_ahead(found.event)
    row = found.delegation
    check_version(row, "delegation", row.id, version)
    changes = wanted.model_dump(exclude_unset=True)
    changes = {
        name: value for name, value in changes.items() if value is not None or name in (*MOMENTS, "most_meetings")
    }
    moments = _in_zone(found.event, {name: changes.get(name, getattr(row, name)) for name in MOMENTS})
    changes |= {name: moments[name] for name in MOMENTS if name in changes}
    apply_changes(session, actor, row, changes, now=now, action="delegation.edited")
    return row


def move_delegation(
    session: Session, actor: Actor, event: str, key: str, *, comes: bool, now: datetime
) -> list[Meeting]:
    """Cancels a delegation with the meetings that it would have had, which are answered; or lets it come after all.

    Raises ConflictError where it stands so already, or the event is over.
    """
    found = the_delegation(session, actor, event, key, EventAction.EDIT_DELEGATION)
    require_ahead(found.event)
    state = DelegationState.REGISTERED if comes else DelegationState.CANCELLED
    if found.delegation.state == state:
        raise ConflictError("nothing to do: the delegation stands so already")
    action = "delegation.registered" if comes else "delegation.cancelled"
    apply_changes(session, actor, found.delegation, {"state": state}, now=now, action=action)
    return [] if comes else _cancel_meetings(session, actor, found.delegation, now)


def require_ahead(event: Event) -> None:
    """Raises ConflictError for an event that is over or called off."""
    if event.state not in AHEAD:
        raise ConflictError("event {key!r} is over or called off; nothing more is prepared for it", key=event.id)


def _cancel_meetings(session: Session, actor: Actor, row: EventDelegation, now: datetime) -> list[Meeting]:
    theirs = (col(Meeting.first) == row.id) | (col(Meeting.second) == row.id)
    found = list(session.exec(select(Meeting).where(theirs, Meeting.state == MeetingState.PLANNED)))
    for meeting in found:
        changes = {"state": MeetingState.CANCELLED, "sequence": meeting.sequence + 1, "changed_at": now}
        apply_changes(session, actor, meeting, changes, now=now, action="meeting.cancelled")
    return found


def _in_zone(event: Event, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with their moments in UTC; those without a zone are in the time of the event."""
    for name in MOMENTS:
        if fields.get(name) is not None:
            fields[name] = local(event, fields[name]).astimezone(UTC)
    begins, ends = (fields.get(name) for name in MOMENTS)
    if begins and ends and ends <= begins:
        raise BadInputError("leaves_at: the delegation would leave before it arrives")
    return fields
