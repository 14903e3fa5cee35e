"""Finds events, their delegations and meetings, as far as somebody may know of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, true
from sqlmodel import Session, col, select

from matcher.cursors import Part, part_of
from matcher.errors import NotFoundError
from matcher.policy import Actor, demand
from matcher.policy.events import SPEAKING, Attending, EventAction, Sitting
from matcher.tagged import tagged
from models.account import Role
from models.event import Event, EventKind, EventState
from models.event_delegation import EventDelegation, delegations_of
from models.meeting import Meeting
from models.organization import Organization


@dataclass(frozen=True)
class EventFilter:
    """What is looked for; None means any. `coming` are those that are not over on a day."""

    kind: EventKind | None = None
    state: EventState | None = None
    country: str | None = None
    sector: str | None = None
    organization: str | None = None
    coming: date | None = None
    text: str | None = None


def events(session: Session, actor: Actor, wanted: EventFilter, part: Part) -> tuple[Sequence[Event], str | None]:
    """A part of the events that are wanted and that the actor may see, and the cursor of the next."""
    chosen = select(Event).where(_visible(actor.as_reader), *_conditions(wanted))
    return part_of(session, Event, chosen, part)


def _conditions(wanted: EventFilter) -> list[Any]:
    found: list[Any] = [
        col(getattr(Event, name)) == getattr(wanted, name)
        for name in ("kind", "state", "organization")
        if getattr(wanted, name) is not None
    ]
    if wanted.country is not None:
        found.append(or_(col(Event.country) == wanted.country, tagged(Event.countries, wanted.country)))
    if wanted.sector is not None:
        found.append(tagged(Event.sectors, wanted.sector))
    if wanted.coming is not None:
        found.append(col(Event.ends_on) >= wanted.coming)
    if wanted.text is not None:
        texts = (Event.title, Event.summary, Event.place)
        found.append(or_(*(col(one).icontains(wanted.text, autoescape=True) for one in texts)))
    return found


def _visible(actor: Actor) -> ColumnElement[bool]:
    """The same as the permission `event.see`, for the database."""
    if actor.administers:
        return true()
    seen = [col(Event.state) != EventState.DRAFT]
    if actor.organization is not None and actor.has_role(*SPEAKING):
        seen.append(col(Event.organization) == actor.organization)
    if actor.has_role(Role.FOCAL_POINT):
        hosts = col(Event.country)
        seen.append(hosts.is_not(None) if actor.covers is None else hosts.in_(sorted(actor.covers)))
    return or_(*seen)


def the_event(session: Session, actor: Actor, key: str, action: EventAction = EventAction.SEE) -> Event:
    """An event for somebody who may do something with it. Raises NotFoundError, also for a hidden one."""
    row = session.get(Event, key)
    if row is None:
        raise NotFoundError("event", key)
    demand(actor, action, row)
    return row


def held_event(session: Session, actor: Actor, key: str, action: EventAction) -> Event:
    """The same, and nobody else plans or fills it until the transaction ends."""
    row = session.get(Event, key, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFoundError("event", key)
    demand(actor, action, row)
    return row


def the_delegation(
    session: Session, actor: Actor, event: str, key: str, action: EventAction = EventAction.SEE_DELEGATION
) -> Attending:
    """A delegation of an event, as `the_event` finds events."""
    row = session.get(EventDelegation, key)
    if row is None or row.event != event:
        raise NotFoundError("delegation", key)
    found = Attending(session.get_one(Event, event), row, session.get_one(Organization, row.organization))
    demand(actor, action, found)
    return found


def attending(session: Session, event: Event) -> dict[str, Attending]:
    """All delegations of an event with their organizations, by identifier: two queries."""
    rows = delegations_of(session, event.id)
    chosen = select(Organization).where(col(Organization.id).in_([row.organization for row in rows]))
    organizations = {one.id: one for one in session.exec(chosen)}
    return {row.id: Attending(event, row, organizations[row.organization]) for row in rows}


def the_meeting(session: Session, actor: Actor, event: str, key: str, action: EventAction) -> Sitting:
    """A meeting of an event for somebody who may do something with it. Raises NotFoundError, also for a hidden one."""
    row = session.get(Meeting, key)
    if row is None or row.event != event:
        raise NotFoundError("meeting", key)
    host = session.get_one(Event, event)
    sides = [session.get_one(EventDelegation, one) for one in (row.first, row.second)]
    found = Sitting(row, [Attending(host, one, session.get_one(Organization, one.organization)) for one in sides])
    demand(actor, action, found)
    return found
