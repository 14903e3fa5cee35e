"""Keeps events: drafted, announced, edited and brought to their end by those who organise them."""

from datetime import datetime

from sqlmodel import Session

from locales.messages import Message
from matcher.editing import apply_changes, check_version, store_new
from matcher.errors import BadInputError, ConflictError
from matcher.events.finding import the_event
from matcher.organizations.writers import writers_organization
from matcher.policy import Actor, demand, demand_account
from matcher.policy.events import EventAction
from models.base import new_identifier
from models.errors import UnfitError
from models.event import Event, EventPlanned, EventState, EventUpdate, check_event


def create_event(session: Session, actor: Actor, wanted: EventPlanned, *, now: datetime) -> Event:
    """The draft of an event of the actor's organization, or of another one where the actor may invite for it."""
    demand_account(actor)
    without = Message("organization: your account has none; name the one that invites")
    organization = writers_organization(session, actor, wanted.organization, without=without)
    demand(actor, EventAction.CREATE, organization)
    country = wanted.country or organization.country
    row = Event(**wanted.model_dump() | {"organization": organization.id, "country": country}, id=new_identifier("eve"))
    store_new(session, actor, row, "title", "organization", now=now, action="event.created")
    return row


def edit_event(session: Session, actor: Actor, key: str, wanted: EventUpdate, *, version: int, now: datetime) -> Event:
    """Changes an event and the hours of its meetings, which move only when it is planned again.

    Raises StaleEditError, and BadInputError for days or hours that cannot be.
    """
    row = the_event(session, actor, key, EventAction.ORGANIZE)
    check_version(row, "event", key, version)
    changes = wanted.model_dump(exclude_unset=True, exclude_none=True)
    try:
        check_event(row.model_dump() | changes)
    except UnfitError as error:
        raise BadInputError(error.message) from None
    apply_changes(session, actor, row, changes, now=now, action="event.edited")
    return row


def move_event(session: Session, actor: Actor, key: str, state: EventState, *, version: int, now: datetime) -> Event:
    """Announces, closes, ends or calls off an event. Raises ConflictError where it stands there already."""
    action = EventAction.ANNOUNCE if state == EventState.ANNOUNCED else EventAction.ORGANIZE
    row = the_event(session, actor, key, action)
    check_version(row, "event", key, version)
    if row.state == state:
        raise ConflictError("event {key!r} is {state} already", key=key, state=Message(state))
    apply_changes(session, actor, row, {"state": state}, now=now, action=f"event.{state}")
    return row
