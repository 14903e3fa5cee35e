"""The communities to which both sides of a pair belong: shown beside the score, without a weight (decision 20)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from models.community import Community
from models.membership import Membership, lasting
from models.offer import Offer
from models.request import Request


@dataclass(frozen=True)
class SharedCommunity:
    """A community with both sides in it; each by its organization, or by its country alone."""

    id: str
    name: str
    requester_by_country: bool
    provider_by_country: bool


def communities_of_both(session: Session, request: Request, offer: Offer, *, on: date) -> tuple[SharedCommunity, ...]:
    """The communities of which both sides are members on a day, by name; one query."""
    theirs = or_(*(_is(post) for post in (request, offer)))
    chosen = select(Community, Membership).join(Membership, col(Membership.community) == Community.id)
    found: dict[str, tuple[Community, list[Membership]]] = {}
    for row, member in session.exec(
        chosen.where(theirs, *lasting(on)).order_by(col(Community.name), col(Community.id))
    ):
        found.setdefault(row.id, (row, []))[1].append(member)
    sides = [(row, _ways(members, request), _ways(members, offer)) for row, members in found.values()]
    return tuple(
        SharedCommunity(row.id, row.name, requester_by_country=min(asks), provider_by_country=min(teaches))
        for row, asks, teaches in sides
        if asks and teaches
    )


def _is(post: Request | Offer) -> ColumnElement[bool]:
    by_country = and_(col(Membership.organization).is_(None), col(Membership.country) == (post.country or ""))
    return or_(col(Membership.organization) == post.organization, by_country)


def _ways(members: list[Membership], post: Request | Offer) -> list[bool]:
    """In which ways a side belongs: True by its country, False by its organization."""
    own = [False for one in members if one.organization == post.organization]
    return own + [True for one in members if one.organization is None and one.country == post.country and post.country]
