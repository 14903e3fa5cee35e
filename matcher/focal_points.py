"""The focal point to turn to: the one of the country and the sector, else that of the country."""

from collections.abc import Collection, Sequence

from matcher.policy.actor import covered_countries, covers_any
from models.account import Account


def right_ones(points: Sequence[Account], countries: Collection[str | None], sectors: Collection[str]) -> list[Account]:
    """Of some focal points those to turn to: who looks after one of the countries and one of the sectors; where nobody
    does, who looks after a country in all sectors; where nobody does that either, all of the country.

    All of them may review: this only says who is asked.
    """
    near = [one for one in points if covers_any(covered_countries(one.covers), countries)]
    special = [one for one in near if not set(one.covers_sectors).isdisjoint(sectors)]
    return special or [one for one in near if not one.covers_sectors] or near
