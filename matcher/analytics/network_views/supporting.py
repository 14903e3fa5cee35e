"""The third sides of exchanges: who teaches too, facilitates or funds."""

from dataclasses import dataclass

import numpy as np
from sqlmodel import col

from matcher.analytics.asked import Asked
from matcher.analytics.columns import Places, columns_of
from matcher.analytics.counting import counts_at
from matcher.analytics.sides import ROLES
from models.exchange import PartyRole
from models.organization import Organization

Who = tuple[str | None, str | None]
"""An organization and a country, of which one may not be told."""


@dataclass(frozen=True)
class Supports:
    """What was done in exchanges by column, of equal length: the places of the exchange and of who did it (in `names`),
    and the role, in matcher.analytics.sides.ROLES."""

    names: tuple[Who, ...]
    exchange: Places
    who: Places
    role: Places

    def did(self, role: PartyRole) -> "Supports":
        """Those of one role."""
        kept = self.role == ROLES.places[role]
        return Supports(self.names, self.exchange[kept], self.who[kept], self.role[kept])

    @property
    def counts(self) -> list[int]:
        """In how many exchanges each of `names` did anything."""
        counts: list[int] = counts_at(self.who, self.exchange, len(self.names)).tolist()
        return counts


def supports(asked: Asked) -> Supports:
    """The third sides of the wanted exchanges; one query. Of organizations that are told, but not their country, it is
    the one in which they are at home."""
    edges = asked.edges
    wanted = np.zeros(len(edges.exchanges) + 1, dtype=bool)
    wanted[edges.exchange] = True
    third = edges.third.only(wanted[edges.third.exchange])
    size = len(edges.countries) + 1
    packed = (third.organization.astype(np.int64) + 1) * size + third.country + 1
    found, who = np.unique(packed, return_inverse=True)
    homes = _homes(asked)
    bodies, lands = (*edges.organizations, None), (*edges.countries, None)
    names: dict[Who, int] = {}
    places = []
    for one in found.tolist():
        body, land = bodies[one // size - 1], lands[one % size - 1]
        places.append(names.setdefault((body, land or homes.get(body)), len(names)))
    return Supports(tuple(names), third.exchange, np.array(places, dtype=np.int32)[who], third.role)


def _homes(asked: Asked) -> dict[str | None, str | None]:
    keys, homes = columns_of(asked.session, (Organization.id, col(Organization.country)))
    return {key: home or None for key, home in zip(keys, homes, strict=True)}
