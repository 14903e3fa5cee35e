"""The focal point to turn to: the one of the country and the sector, else that of the country."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matcher.policy.actor import covered_countries, covers_any
from models.account import Account, Role
from models.organization import names_of

Institutions = list[tuple[str, str]]
"""Identifiers and names."""
Turns = tuple[tuple[tuple[str, ...], tuple[tuple[str, str], ...]], ...]
"""Sectors, none for all that were asked about, with the institutions to turn to."""


def right_ones(points: Sequence[Account], countries: Collection[str | None], sectors: Collection[str]) -> list[Account]:
    """Of some focal points those to turn to: who looks after one of the countries and one of the sectors; where nobody
    does, who looks after a country in all sectors; where nobody does that either, all of the country.

    All of them may review: this only says who is asked.
    """
    near = [one for one in points if covers_any(covered_countries(one.covers), countries)]
    special = [one for one in near if not set(one.covers_sectors).isdisjoint(sectors)]
    return special or [one for one in near if not one.covers_sectors] or near


@dataclass(frozen=True)
class InCharge:
    """To whom some countries turn."""

    countries: tuple[str, ...]
    turns: Turns


def points_of(session: Session, countries: Sequence[str], sectors: Sequence[str]) -> list[InCharge]:
    """The institutions to turn to for some countries and sectors: countries, and sectors, that turn to the same ones
    stand together. The accounts themselves are nobody's business. Two queries."""
    points = _points(session)
    names = names_of(session, {one.organization for one in points})
    together: dict[Turns, list[str]] = {}
    for country in countries:
        together.setdefault(_turns(points, names, country, sectors), []).append(country)
    return [InCharge(tuple(those), turns) for turns, those in together.items()]


def _turns(points: Sequence[Account], names: Mapping[str, str], country: str, sectors: Sequence[str]) -> Turns:
    found: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for sector in sectors or [""]:
        keys = {one.organization for one in right_ones(points, [country], [sector]) if one.organization}
        those = tuple(sorted(((key, names[key]) for key in keys), key=lambda one: one[1]))
        found.setdefault(those, []).append(sector)
    alike = len(found) == 1
    return tuple((() if alike else tuple(its), those) for those, its in found.items())


def points_by_sector(session: Session, country: str) -> list[tuple[str, Institutions]]:
    """The institutions to turn to for a country, by name: those for all sectors under the empty one, then those of each
    sector that has its own."""
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
    return sorted(names_of(session, {one.organization for one in points}).items(), key=lambda one: one[1])
