"""The matches that wait for one focal point, as a condition in SQL: the same as `recipients.in_charge` for many."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import and_, false, not_, or_
from sqlmodel import col

from matcher.policy.actor import Actor, covered_countries
from matcher.review.visible import of_a_country
from matcher.tagged import tagged
from models.account import Account
from models.match import Match
from models.request import Request

Cover = tuple[tuple[str, ...], tuple[str, ...]]
"""The countries and the sectors that a focal point looks after."""


def in_charge_of(actor: Actor, points: Sequence[Account]) -> Any:  # noqa: ANN401
    """The condition that a match is assigned to the actor or, where it is to none of the focal points, that he is the
    one for its countries and the sectors of its request. Nothing where he is no focal point."""
    own = next((one for one in points if one.email == actor.email), None)
    if own is None:
        return false()
    assigned = col(Match.assigned_to)
    free = or_(assigned.is_(None), assigned.not_in([one.email for one in points]))
    return or_(assigned == own.email, and_(free, _turned_to(_cover(own), {_cover(one) for one in points})))


def _turned_to(own: Cover, covers: Iterable[Cover]) -> Any:  # noqa: ANN401
    ordered = sorted(covers)
    nobody_special = not_(_any(_special(one) for one in ordered if one[1]))
    if not own[1]:
        return and_(_near(own), nobody_special)
    nobody_general = not_(_any(_near(one) for one in ordered if not one[1]))
    return or_(_special(own), and_(_near(own), nobody_special, nobody_general))


def _cover(account: Account) -> Cover:
    return tuple(sorted(account.covers)), tuple(sorted(account.covers_sectors))


def _near(cover: Cover) -> Any:  # noqa: ANN401
    return of_a_country(covered_countries(list(cover[0])))


def _special(cover: Cover) -> Any:  # noqa: ANN401
    return and_(_near(cover), _any(tagged(Request.sectors, one) for one in cover[1]))


def _any(found: Iterable[Any]) -> Any:  # noqa: ANN401
    return or_(false(), *found)
