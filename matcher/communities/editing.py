"""Administrators register communities; those who run one change what it says of itself, admit members, end memberships
and archive it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from matcher.archiving import put_away
from matcher.communities.finding import the_circle
from matcher.editing import apply_changes, check_version, store_new
from matcher.errors import ConflictError, NotFoundError
from matcher.organizations.finding import one_organization
from matcher.policy import Actor, demand
from matcher.policy.communities import CommunityAction
from matcher.trail import Entry, trail
from models.base import new_identifier
from models.community import Community, CommunityPost, CommunityUpdate
from models.folding import Folded, folded
from models.membership import Membership, MembershipPost

STEWARDS = ("organization", "coordinator", "secretariat")
"""Who runs a community."""


def create_community(session: Session, actor: Actor, wanted: CommunityPost, *, now: datetime) -> Community:
    """Registers a community. Raises NotFoundError for an organization that is not on record, and ConflictError where
    another community that is kept up has the name."""
    demand(actor, CommunityAction.CREATE)
    fields = wanted.model_dump(mode="json") | _stewards(session, actor, wanted.model_dump())
    _require_new_name(session, wanted.name)
    row = Community(id=new_identifier("com"), **fields)
    store_new(session, actor, row, "name", "organization", now=now, action="community.created")
    return row


def _stewards(session: Session, actor: Actor, named: Mapping[str, Any]) -> dict[str, str | None]:
    """Those of the fields that are given, each as the register knows the organization; none where it is empty."""
    given = {name: named[name] for name in STEWARDS if named.get(name) is not None}
    return {name: one_organization(session, actor, key).id if key else None for name, key in given.items()}


def _require_new_name(session: Session, name: str, key: str = "") -> None:
    same = select(Community.id).where(
        Folded(col(Community.name)) == folded(name), col(Community.archived_at).is_(None), col(Community.id) != key
    )
    found = session.exec(same).first()
    if found is not None:
        raise ConflictError("name: there is a community of this name already, {key!r}", key=found)


def archive_community(
    session: Session, actor: Actor, key: str, *, archived: bool, version: int, now: datetime
) -> Community:
    """Archives a community, so that lists leave it out and nobody asks there; or brings it back. Raises ConflictError
    where it is so already."""
    circle = the_circle(session, actor, key, CommunityAction.ARCHIVE, on=now.date())
    return put_away(session, actor, circle.community, archived=archived, version=version, now=now)


def edit_community(
    session: Session, actor: Actor, key: str, wanted: CommunityUpdate, *, version: int, now: datetime
) -> Community:
    """Changes the fields that are given; the programme of work as a whole. Raises ForbiddenError for who runs it, where
    the actor is no administrator, and ConflictError for a name that another one has."""
    circle = the_circle(session, actor, key, CommunityAction.EDIT, on=now.date())
    check_version(circle.community, "community", key, version)
    changes = {name: one for name, one in wanted.model_dump(mode="json").items() if name in wanted.model_fields_set}
    if not changes.keys().isdisjoint(STEWARDS):
        demand(actor, CommunityAction.APPOINT, circle)
        changes |= _stewards(session, actor, changes)
    if wanted.name is not None:
        _require_new_name(session, wanted.name, key)
    apply_changes(session, actor, circle.community, changes, now=now, action="community.edited")
    return circle.community


def admit(session: Session, actor: Actor, key: str, wanted: MembershipPost, *, now: datetime) -> Membership:
    """Makes an organization or a country a member. Raises ConflictError for one that is a member already."""
    circle = the_circle(session, actor, key, CommunityAction.EDIT, on=now.date())
    organization = one_organization(session, actor, wanted.organization) if wanted.organization else None
    name = organization.id if organization else None
    country = organization.country if organization else wanted.country
    if any((one.organization, one.country) == (name, country) for one in circle.members):
        raise ConflictError("{who!r} is a member already", who=name or country)
    member = Membership(
        id=new_identifier("mem"),
        community=key,
        organization=name,
        country=country,
        role=wanted.role,
        since=wanted.since or now.year,
    )
    store_new(session, actor, member, "community", "organization", "country", now=now, action="membership.created")
    return member


def end_membership(session: Session, actor: Actor, key: str, member: str, *, now: datetime) -> Membership:
    """Ends a membership with the year before this one, so that it stays on record; one of this year ends at once.

    Raises NotFoundError for one that is not there or has ended.
    """
    circle = the_circle(session, actor, key, CommunityAction.EDIT, on=now.date())
    row = next((one for one in circle.members if one.id == member), None)
    if row is None:
        raise NotFoundError("membership", member)
    apply_changes(session, actor, row, {"until": now.year - 1}, now=now, action="membership.ended")
    return row


def community_history(session: Session, actor: Actor, key: str, *, on: date) -> list[Entry]:
    """What happened to a community, the oldest first; for those who keep it."""
    the_circle(session, actor, key, CommunityAction.EDIT, on=on)
    return trail(session, actor, "community", key)
