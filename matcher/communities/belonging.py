"""What belongs to a community: the posts and practices of its members, in its sectors."""

from typing import TypeVar

from sqlalchemy import ColumnElement, and_, or_, true
from sqlmodel import col

from matcher.tagged import tagged
from models.likely import likely
from models.membership import Circle
from models.offer import Offer
from models.practice import Practice
from models.request import Request

Thing = TypeVar("Thing", Request, Offer, Practice)


def of_community(table: type[Thing], circle: Circle) -> ColumnElement[bool]:
    """The condition that something is of a member organization, or of a country that is a member as such, and about a
    sector of the community, where it names any."""
    own = or_(
        col(table.organization).in_(sorted(circle.organizations)), col(table.country).in_(sorted(circle.countries))
    )
    sectors = circle.community.sectors
    return and_(own, or_(*(tagged(table.sectors, one) for one in sectors)) if sectors else true())


def newest_of_community(table: type[Thing], circle: Circle) -> ColumnElement[bool]:
    """The same, where only the newest are wanted: a community of countries has most of the region's posts, so that a
    database had better begin with the newest than with the countries."""
    own = of_community(table, circle)
    return likely(own) if circle.countries else own


def belongs(thing: Request | Offer | Practice, circle: Circle) -> bool:
    """The same of one thing."""
    own = thing.organization in circle.organizations or thing.country in circle.countries
    sectors = circle.community.sectors
    return own and (not sectors or not set(sectors).isdisjoint(thing.sectors))
