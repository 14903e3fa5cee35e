"""Finds communities, by filter and one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_
from sqlmodel import Session, col, select

from matcher.cursors import Part, part_of
from matcher.errors import NotFoundError
from matcher.policy import Actor, demand
from matcher.policy.communities import CommunityAction
from matcher.tagged import tagged
from models.community import Community
from models.folding import holds
from models.membership import Circle, Membership, circles, lasting


@dataclass(frozen=True)
class CommunityFilter:
    """What is looked for; None means any. `country` and `organization` are those of present members; of an organization
    also the communities that it runs. Archived ones are left out unless they are asked for."""

    sector: str | None = None
    country: str | None = None
    organization: str | None = None
    text: str | None = None
    archived: bool = False


def communities(
    session: Session, actor: Actor, wanted: CommunityFilter, part: Part, *, on: date
) -> tuple[Sequence[Community], str | None]:
    """A part of the communities that are wanted, and the cursor of the next."""
    demand(actor, CommunityAction.SEE)
    chosen = select(Community).where(col(Community.archived_at).is_not(None) == wanted.archived)
    if wanted.sector is not None:
        chosen = chosen.where(tagged(Community.sectors, wanted.sector))
    members = select(Membership.community).where(*lasting(on))
    if wanted.country is not None:
        chosen = chosen.where(col(Community.id).in_(members.where(Membership.country == wanted.country)))
    if wanted.organization is not None:
        member = col(Community.id).in_(members.where(Membership.organization == wanted.organization))
        columns = (Community.organization, Community.coordinator, Community.secretariat)
        chosen = chosen.where(or_(member, *(col(one) == wanted.organization for one in columns)))
    if wanted.text is not None:
        chosen = chosen.where(or_(holds(Community.name, wanted.text), holds(Community.aim, wanted.text)))
    return part_of(session, Community, chosen, part)


def the_circle(
    session: Session, actor: Actor, key: str, action: CommunityAction = CommunityAction.SEE, *, on: date
) -> Circle:
    """A community with its members on a day, for somebody who may do something with it. Raises NotFoundError."""
    row = session.get(Community, key)
    if row is None:
        raise NotFoundError("community", key)
    circle = circles(session, [row], on=on)[0]
    demand(actor, action, circle)
    return circle
