"""Territorial priorities: stated, changed, withdrawn, and turned into requests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from matcher.cursors import Part, part_of
from matcher.editing import apply_changes, check_version, store_new
from matcher.errors import BadInputError, ConflictError, NotFoundError
from matcher.holding import hold
from matcher.policy import Actor, demand
from matcher.policy.posts import PostCase
from matcher.policy.territories import PriorityAction, Territory
from matcher.posting.drafting import create_draft
from matcher.posting.visibility import may_read
from matcher.tagged import tagged
from models.base import new_identifier
from models.folding import holds
from models.organization import Organization
from models.priority import Priority, PriorityPost, PriorityPublic, PriorityUpdate
from models.request import Request, RequestDraft


@dataclass(frozen=True)
class PriorityFilter:
    """What is looked for; None means any."""

    organization: str | None = None
    country: str | None = None
    sector: str | None = None
    sdg: int | None = None
    year: int | None = None
    text: str | None = None


def priorities(
    session: Session, actor: Actor, wanted: PriorityFilter, part: Part
) -> tuple[list[PriorityPublic], str | None]:
    """A part of the priorities that are wanted, as the reader sees them, and the cursor of the next."""
    demand(actor, PriorityAction.SEE)
    chosen = select(Priority).where(col(Priority.withdrawn_at).is_(None))
    if wanted.organization is not None:
        chosen = chosen.where(Priority.organization == wanted.organization)
    if wanted.country is not None:
        theirs = select(Organization.id).where(Organization.country == wanted.country)
        chosen = chosen.where(col(Priority.organization).in_(theirs))
    if wanted.sector is not None:
        chosen = chosen.where(tagged(Priority.sectors, wanted.sector))
    if wanted.sdg is not None:
        chosen = chosen.where(tagged(Priority.sdgs, wanted.sdg))
    if wanted.year is not None:
        chosen = chosen.where(Priority.year == wanted.year)
    if wanted.text is not None:
        chosen = chosen.where(holds(Priority.title, wanted.text) | holds(Priority.text, wanted.text))
    rows, following = part_of(session, Priority, chosen, part)
    return shown(session, actor, rows), following


def of_territory(session: Session, actor: Actor, organization: str) -> list[PriorityPublic]:
    """All priorities of a territory, the newest plan first, in its order."""
    demand(actor, PriorityAction.SEE)
    chosen = select(Priority).where(Priority.organization == organization, col(Priority.withdrawn_at).is_(None))
    newest = (col(Priority.year).desc().nulls_last(), col(Priority.rank).nulls_last(), col(Priority.id))
    return shown(session, actor, session.exec(chosen.order_by(*newest)).all())


def one_priority(session: Session, actor: Actor, key: str) -> PriorityPublic:
    """One priority. Raises NotFoundError, also for one that was withdrawn."""
    territory = _the_priority(session, actor, key, PriorityAction.SEE)
    return shown(session, actor, [_priority_of(territory)])[0]


def state_priority(
    session: Session, actor: Actor, organization: str, wanted: PriorityPost, *, now: datetime
) -> Priority:
    """States a priority of a territory. Raises what `demand` raises, NotFoundError, and BadInputError where it is no
    sub-national government."""
    row = session.get(Organization, organization)
    if row is None:
        raise NotFoundError("organization", organization)
    demand(actor, PriorityAction.STATE, Territory(row))
    if not row.is_territorial:
        raise BadInputError("{id!r} is no sub-national government: only territories state priorities", id=organization)
    stated = Priority(id=new_identifier("pri"), organization=organization, **wanted.model_dump())
    store_new(session, actor, stated, "organization", "title", "rank", now=now, action="priority.created")
    return stated


def edit_priority(
    session: Session, actor: Actor, key: str, wanted: PriorityUpdate, *, version: int, now: datetime
) -> Priority:
    """Changes the fields that are given."""
    row = _priority_of(_the_priority(session, actor, key, PriorityAction.STATE))
    check_version(row, "priority", key, version)
    changes = wanted.model_dump(exclude_unset=True)
    apply_changes(session, actor, row, changes, now=now, action="priority.edited")
    return row


def withdraw_priority(session: Session, actor: Actor, key: str, *, version: int, now: datetime) -> None:
    """Takes a priority off the list; the trail, and a request that was made of it, keep it."""
    row = _priority_of(_the_priority(session, actor, key, PriorityAction.STATE))
    check_version(row, "priority", key, version)
    apply_changes(session, actor, row, {"withdrawn_at": now}, now=now, action="priority.withdrawn")


def draft_request(session: Session, actor: Actor, key: str, *, now: datetime) -> PostCase:
    """Makes a draft request of a priority, once, and keeps the link. Raises what `demand` and `create_draft` raise, and
    ConflictError where there is one already."""
    territory = _the_priority(session, actor, key, PriorityAction.REQUEST)
    row = _priority_of(territory)
    hold(session, Priority, key)
    if row.request is not None:
        raise ConflictError("{id!r} became a request already", id=key)
    words = row.model_dump(
        include={"title", "text", "language", "sectors", "sdgs", "source_document", "source_section"}
    )
    its = {"organization": row.organization, "territory": territory.organization.territory}
    case = create_draft(session, actor, RequestDraft(**words | its), now=now)
    apply_changes(session, actor, row, {"request": case.id}, now=now, action="priority.asked")
    return case


def priority_of_request(session: Session, request: str) -> Priority | None:
    """The priority of which a request was made."""
    return session.exec(select(Priority).where(Priority.request == request)).first()


def shown(session: Session, actor: Actor, rows: Sequence[Priority]) -> list[PriorityPublic]:
    """Priorities as a reader sees them: the request of one only where he may read that."""
    countries = _countries(session, {one.organization for one in rows})
    readable = _readable(session, actor, {one.request for one in rows if one.request})
    return [
        PriorityPublic(
            **one.model_dump(exclude={"request", "withdrawn_at"}),
            country=countries[one.organization],
            request=one.request if one.request in readable else None,
        )
        for one in rows
    ]


def _countries(session: Session, keys: set[str]) -> dict[str, str | None]:
    chosen = select(Organization.id, Organization.country).where(col(Organization.id).in_(keys))
    return dict(session.exec(chosen).all())


def _readable(session: Session, actor: Actor, keys: set[str]) -> set[str]:
    return set(session.exec(select(Request.id).where(col(Request.id).in_(keys), may_read(Request, actor))))


def _the_priority(session: Session, actor: Actor, key: str, action: PriorityAction) -> Territory:
    row = session.get(Priority, key)
    if row is None or row.withdrawn_at is not None:
        raise NotFoundError("priority", key)
    territory = Territory(session.get_one(Organization, row.organization), row)
    demand(actor, action, territory)
    return territory


def _priority_of(territory: Territory) -> Priority:
    assert territory.priority is not None
    return territory.priority
