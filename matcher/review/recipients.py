"""Who hears of a match on each side."""

from collections.abc import Sequence

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from matcher.focal_points import right_ones
from matcher.policy.actor import covered_countries, covers_any
from matcher.territories.windows import is_window
from models.account import Account, Role
from models.decision import Side
from models.organization import Organization
from models.pairing import Pairing


def accounts_on(session: Session, found: Pairing, side: Side) -> list[Account]:
    """The accounts of a side, by address: those of the post's organization and of its country's agency; for the focal
    points those in whose hands the match is."""
    if side == Side.FOCAL_POINT:
        return in_charge(focal_points(session), found)
    post = found.request if side == Side.REQUESTER else found.offer
    countries = found.asking if side == Side.REQUESTER else (found.offer.country,)
    own = and_(col(Account.organization) == post.organization, col(Account.role).in_((Role.AGENCY, Role.PROVIDER)))
    window = and_(*is_window(), col(Organization.country).in_([one for one in countries if one]))
    chosen = select(Account).join(Organization, col(Organization.id) == Account.organization)
    chosen = chosen.where(col(Account.active), or_(own, window)).order_by(col(Account.email))
    return list(session.exec(chosen))


def focal_points(session: Session) -> list[Account]:
    """The focal points, by address."""
    chosen = select(Account).where(col(Account.active), Account.role == Role.FOCAL_POINT)
    return list(session.exec(chosen.order_by(col(Account.email))))


def covers(account: Account, found: Pairing) -> bool:
    """Whether a focal point looks after one of the countries of a match."""
    return covers_any(covered_countries(account.covers), found.countries)


def in_charge(points: Sequence[Account], found: Pairing) -> list[Account]:
    """The focal points for whom a match waits: the one to whom it is assigned while that is one of them, else those of
    its countries and of the sectors of its request."""
    assigned = [one for one in points if one.email == found.match.assigned_to]
    return assigned or right_ones(points, found.countries, found.request.sectors)
