"""The focal point to turn to: the one of the country and the sector, else that of the country."""

from collections.abc import Collection, Mapping, Sequence

from sqlmodel import Session, col, select

from matcher.policy.actor import covered_countries, covers_any
from models.account import Account, Role
from models.organization import names_of

Institutions = list[tuple[str, str]]
"""Identifiers and names."""


def right_ones(points: Sequence[Account], countries: Collection[str | None], sectors: Collection[str]) -> list[Account]:
    """Of some focal points those to turn to: who looks after one of the countries and one of the sectors; where nobody
    does, who looks after a country in all sectors; where nobody does that either, all of the country.

    All of them may review: this only says who is asked.
    """
    near = [one for one in points if covers_any(covered_countries(one.covers), countries)]
    special = [one for one in near if not set(one.covers_sectors).isdisjoint(sectors)]
    return special or [one for one in near if not one.covers_sectors] or near


def points_of(
    session: Session, countries: Sequence[str], sectors: Collection[str] = ()
) -> list[tuple[list[str], Institutions]]:
    """The institutions of the focal points to turn to for some countries and sectors, by name, each with the countries
    that turn to the same ones. The accounts themselves are nobody's business."""
    points, groups = _points(session), dict[frozenset[str], list[str]]()
    for code in countries:
        those = {one.organization for one in right_ones(points, [code], sectors) if one.organization}
        groups.setdefault(frozenset(those), []).append(code)
    names = names_of(session, set().union(*groups))
    return [(codes, _by_name({key: names[key] for key in those})) for those, codes in groups.items()]


def points_by_sector(session: Session, country: str) -> list[tuple[str, Institutions]]:
    """The same for a country: those for all sectors under the empty one, then those of each sector that has its own."""
    points = _points(session)
    near = [one for one in points if covers_any(covered_countries(one.covers), [country])]
    sectors = sorted({sector for one in near for sector in one.covers_sectors})
    general = [one for one in near if not one.covers_sectors]
    found = [("", general), *((sector, right_ones(points, [country], [sector])) for sector in sectors)]
    return [(sector, _institutions(session, those)) for sector, those in found if those]


def _points(session: Session) -> list[Account]:
    chosen = select(Account).where(col(Account.active), Account.role == Role.FOCAL_POINT).order_by(col(Account.email))
    return [one for one in session.exec(chosen) if one.organization and not one.waits]


def _institutions(session: Session, points: Sequence[Account]) -> Institutions:
    return _by_name(names_of(session, {one.organization for one in points}))


def _by_name(names: Mapping[str, str]) -> Institutions:
    return sorted(names.items(), key=lambda one: one[1])
