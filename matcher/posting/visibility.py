"""Who may see which post, as a condition of a query: the same as the policy says of one post, for many at once."""

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, String, and_, cast, false, literal_column, or_, true
from sqlmodel import Session, col, select

from matcher.errors import NotFoundError
from matcher.policy import Actor, demand
from matcher.policy.posts import AUTHORS, PostAction, PostCase
from matcher.tagged import tagged
from matcher.territories.windows import asks_first
from models.account import Role
from models.likely import likely
from models.match import Match, MatchState
from models.offer import Offer
from models.organization import Organization
from models.post import PostState, Visibility
from models.request import Request

Post = TypeVar("Post", Request, Offer)
MET = (MatchState.INTRODUCED, MatchState.ACCEPTED)
"""The states of a match in which its two sides know of each other."""


def case_of(session: Session, post: Request | Offer) -> PostCase:
    """A post with what decides who may do what with it."""
    organization = session.get(Organization, post.organization)
    if organization is None:
        return PostCase(post, _partners(session, post))
    asked = asks_first(session, organization, post)
    return PostCase(post, _partners(session, post), organization.trusted, window_first=asked)


def _partners(session: Session, post: Request | Offer) -> frozenset[str]:
    if isinstance(post, Request):
        found = session.exec(
            select(Offer.organization, Offer.posted_by)
            .join(Match, col(Match.offer) == Offer.id)
            .where(Match.request == post.id, col(Match.state).in_(MET))
        )
    else:
        found = session.exec(
            select(Request.organization, Request.posted_by)
            .join(Match, col(Match.request) == Request.id)
            .where(Match.offer == post.id, col(Match.state).in_(MET))
        )
    return frozenset(one for row in found for one in row if one is not None)


def find_case(session: Session, actor: Actor, table: type[Post], key: str) -> PostCase:
    """A post that the actor may see. Raises NotFoundError for one that he may not, as for one that is not there."""
    row = session.get(table, key)
    if row is None:
        raise NotFoundError(table.__name__.lower(), key)
    case = case_of(session, row)
    demand(actor, PostAction.SEE, case)
    return case


def may_read(table: type[Post], actor: Actor) -> ColumnElement[bool]:
    """The condition that a post is one which the actor may see."""
    actor = actor.as_reader
    if actor.administers:
        return true()
    return or_(
        and_(likely(col(table.state) == PostState.PUBLISHED), col(table.visibility).in_(admitting(actor))),
        _own(table, actor),
        and_(col(table.state) != PostState.DRAFT, or_(_of_window(table, actor), _looked_after(table, actor))),
        and_(is_joint(table), _of_window(table, actor)),
        and_(col(table.state).in_((PostState.PUBLISHED, PostState.CLOSED)), _met(table, actor)),
    )


def admitting(actor: Actor) -> tuple[Visibility, ...]:
    """The visibilities by which the actor reads a published post, whosever it is."""
    return (Visibility.PUBLIC, Visibility.MEMBERS) if actor.signed_in else (Visibility.PUBLIC,)


def _own(table: type[Post], actor: Actor) -> ColumnElement[bool]:
    if actor.organization is None or not actor.has_role(*AUTHORS):
        return false()
    return or_(col(table.organization) == actor.organization, col(table.posted_by) == actor.organization)


def _of_window(table: type[Post], actor: Actor) -> ColumnElement[bool]:
    """Posts of the country whose agency asks."""
    return of_countries(table, [actor.window]) if actor.window else false()


def _looked_after(table: type[Post], actor: Actor) -> ColumnElement[bool]:
    if not actor.has_role(Role.FOCAL_POINT):
        return false()
    if actor.covers is None:
        return true()
    return or_(of_countries(table, sorted(actor.covers)), col(table.country).is_(None))


def of_countries(table: type[Post], countries: list[str]) -> ColumnElement[bool]:
    """Posts of one of some countries, joint requests also by their further ones."""
    own = col(table.country).in_(countries)
    if table is not Request:
        return own
    return or_(own, *(tagged(Request.with_countries, code) for code in countries))


def is_joint(table: type[Post]) -> ColumnElement[bool]:
    """The condition that several countries ask together, in the very words of the index `ix_request_joint`."""
    return cast(col(Request.with_countries), String) != literal_column("'[]'") if table is Request else false()


def _met(table: type[Post], actor: Actor) -> ColumnElement[bool]:
    """Posts whose other side in an introduction is the actor's organization."""
    if actor.organization is None or not actor.has_role(*AUTHORS):
        return false()
    return col(table.id).in_(_met_requests(actor.organization) if table is Request else _met_offers(actor.organization))


def _met_requests(organization: str) -> Any:  # noqa: ANN401
    theirs = or_(col(Offer.organization) == organization, col(Offer.posted_by) == organization)
    return select(Match.request).join(Offer, col(Match.offer) == Offer.id).where(theirs, col(Match.state).in_(MET))


def _met_offers(organization: str) -> Any:  # noqa: ANN401
    theirs = or_(col(Request.organization) == organization, col(Request.posted_by) == organization)
    return select(Match.offer).join(Request, col(Match.request) == Request.id).where(theirs, col(Match.state).in_(MET))
