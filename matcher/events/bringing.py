"""What an event collects and what delegations bring: demands written down at once, lists from files, posts that are
there already."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from matcher.audit import record
from matcher.errors import BadInputError, ConflictError, NotFoundError
from matcher.events.delegations import register, require_ahead
from matcher.events.finding import held_event, the_delegation
from matcher.policy import Actor
from matcher.policy.events import Attending, EventAction
from matcher.posting.drafting import create_draft
from matcher.posting.importing import Importing
from matcher.posting.submitting import submit
from matcher.posting.visibility import find_case
from models.event import Event, EventState
from models.event_delegation import Brought, DelegationCreate, Demand, EventDelegation, EventPost
from models.offer import Offer
from models.post import PostState
from models.request import Request, RequestDraft

BRINGABLE = (PostState.SUBMITTED, PostState.PUBLISHED)
"""The states of a post that an event can work with: nobody's drafts lie on its tables."""


def collect(session: Session, actor: Actor, event: str, said: Demand, *, now: datetime) -> Request:
    """Writes a demand down as a request of the delegation's organization and puts it before its focal point.

    The organisers write for whoever came; the organization finds the request at its desk and may change or withdraw it.
    """
    row = held_event(session, actor, event, EventAction.COLLECT)
    _require_announced(row)
    found = the_delegation(session, actor, event, said.delegation)
    fields = said.model_dump(exclude={"delegation"}, exclude_defaults=True)
    draft = RequestDraft(**fields, organization=found.organization.id)
    scribe = _scribe(actor)
    case = create_draft(session, scribe, draft, now=now)
    submit(session, scribe, case, now=now)
    _add(session, actor, found, EventPost(request=case.id, **_of(found, now)), now=now)
    assert isinstance(case.post, Request)
    return case.post


def collect_list(session: Session, actor: Actor, event: str, kind: str, path: Path, *, now: datetime) -> list[str]:
    """Takes in the requests or offers of a file as the bulk import does, all rows or none, and registers the
    organizations that are not yet. Raises BadFileError with every problem by row and column."""
    row = held_event(session, actor, event, EventAction.COLLECT)
    _require_announced(row)
    ids = Importing(session, _scribe(actor), now, submitted=True).run(kind, path).ids
    table: type[Request] | type[Offer] = Request if kind == "requests" else Offer
    owners = {one.id: one.organization for one in session.exec(select(table).where(col(table.id).in_(ids)))}
    delegations = _delegations(session, actor, row, list(owners.values()), now)
    for key in ids:
        found = delegations[owners[key]]
        brought = EventPost(**_of(found, now) | {kind.removesuffix("s"): key})
        _add(session, actor, found, brought, now=now)
    return ids


def bring(session: Session, actor: Actor, found: Attending, said: Brought, *, now: datetime) -> EventPost:
    """Brings a post of the delegation's organization.

    Raises NotFoundError for one that the actor may not see, BadInputError for another organization's or for none,
    ConflictError for one that is not open or was brought already.
    """
    require_ahead(found.event)
    if (said.request is None) == (said.offer is None):
        raise BadInputError("name one request or one offer")
    key = said.request or said.offer or ""
    case = find_case(session, actor, Request, key) if said.request else find_case(session, actor, Offer, key)
    post = case.post
    if post.organization != found.organization.id:
        raise BadInputError("{id!r} is another organization's; each delegation brings its own", id=post.id)
    if post.state not in BRINGABLE:
        raise ConflictError("{id!r} is not open; submit or renew it first", id=post.id)
    known = select(EventPost).where(EventPost.event == found.event.id)
    same = col(EventPost.request) == said.request if said.request else col(EventPost.offer) == said.offer
    if session.exec(known.where(same)).first() is not None:
        raise ConflictError("{id!r} is brought already", id=post.id)
    return _add(session, actor, found, EventPost(**said.model_dump(), **_of(found, now)), now=now)


def take_back(session: Session, actor: Actor, found: Attending, key: int, *, now: datetime) -> None:
    """Takes what was brought from the event; the post itself stays. Raises NotFoundError where there is none such."""
    require_ahead(found.event)
    row = session.get(EventPost, key)
    if row is None or row.delegation != found.id:
        raise NotFoundError("post", str(key))
    change = {"brought": [row.request or row.offer, None]}
    session.delete(row)
    session.flush()
    thing = ("event", found.event.id)
    record(session, "event.post-taken-back", thing, now=now, actor=actor.name_in_trail, change=change)


def _require_announced(event: Event) -> None:
    """Raises ConflictError for an event of which those cannot know for whom somebody writes."""
    require_ahead(event)
    if event.state == EventState.DRAFT:
        raise ConflictError("announce the event first; then demands are written down for those who come")


def _scribe(actor: Actor) -> Actor:
    """Who writes for a delegation in the organiser's name."""
    return Actor(name=actor.name_in_trail, organization=actor.organization, trusted=True, language=actor.language)


def _of(found: Attending, now: datetime) -> dict[str, Any]:
    return {"event": found.event.id, "delegation": found.id, "added_at": now}


def _add(session: Session, actor: Actor, found: Attending, row: EventPost, *, now: datetime) -> EventPost:
    session.add(row)
    session.flush()
    change = {"brought": [None, row.request or row.offer]}
    thing = ("event", found.event.id)
    record(session, "event.post-brought", thing, now=now, actor=actor.name_in_trail, change=change)
    return row


def _delegations(
    session: Session, actor: Actor, event: Event, owners: Sequence[str], now: datetime
) -> dict[str, Attending]:
    """The delegation of each organization, registered where it is not yet."""
    known = select(EventDelegation).where(EventDelegation.event == event.id)
    ids = {row.organization: row.id for row in session.exec(known)}
    found: dict[str, Attending] = {}
    for owner in dict.fromkeys(owners):
        found[owner] = (
            the_delegation(session, actor, event.id, ids[owner])
            if owner in ids
            else register(session, actor, event.id, DelegationCreate(organization=owner), now=now)
        )
    return found
