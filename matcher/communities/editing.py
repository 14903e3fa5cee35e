"""Those who run a community change what it says of itself, admit members and end memberships."""

from datetime import datetime

from sqlmodel import Session

from matcher.audit import record
from matcher.communities.finding import the_circle
from matcher.editing import apply_changes, check_version
from matcher.errors import ConflictError, NotFoundError
from matcher.organizations.finding import one_organization
from matcher.policy import Actor
from matcher.policy.communities import CommunityAction
from models.base import new_identifier
from models.community import Community, CommunityUpdate
from models.membership import Membership, MembershipPost


def edit_community(
    session: Session, actor: Actor, key: str, wanted: CommunityUpdate, *, version: int, now: datetime
) -> Community:
    """Changes the fields that are given; the programme of work as a whole."""
    circle = the_circle(session, actor, key, CommunityAction.EDIT, on=now.date())
    check_version(circle.community, "community", key, version)
    changes = {name: one for name, one in wanted.model_dump(mode="json").items() if name in wanted.model_fields_set}
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
    session.add(member)
    session.flush()
    change = {"community": [None, key], "organization": [None, name], "country": [None, country]}
    record(session, "membership.created", ("membership", member.id), now=now, actor=actor.name_in_trail, change=change)
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
