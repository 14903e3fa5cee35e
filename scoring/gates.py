"""Gates: who is left out, and the answer to "why not?". A working language is never a gate."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scoring.arrays import Flags
from scoring.query import Query


def same_country(query: Query) -> Flags:
    """The provider is in the requester's own country: this service links countries."""
    home = query.request.country
    return np.array([home is not None and offer.country == home for offer in query.index.offers], dtype=bool)


def expired(query: Query) -> Flags:
    """The offer has expired and was not renewed."""
    return np.asarray(query.index.columns.expires < query.index.as_of.toordinal())


def no_capacity(query: Query) -> Flags:
    """The provider has no room for another exchange this year."""
    return np.asarray(query.index.columns.engaged >= query.index.columns.capacity)


def parked(query: Query) -> Flags:
    """This pair was declined and rests until its return date."""
    closed = np.zeros(len(query.index.offers), dtype=bool)
    known = query.index.places
    closed[[known[one] for one in query.request.parked if one in known]] = True
    return closed


def excluded(query: Query) -> Flags:
    """One of the two sides asked not to be matched with the other."""
    closed = np.zeros(len(query.index.offers), dtype=bool)
    for organization in query.request.excluded:
        closed[query.index.places_by_organization.get(organization, [])] = True
    return closed


@dataclass(frozen=True)
class Gate:
    """A gate; `looks_at` as in a feature, "pair" for one that names offers."""

    closes: Callable[[Query], Flags]
    looks_at: str

    @property
    def meaning(self) -> str:
        """What the closed gate means, for users."""
        return " ".join((self.closes.__doc__ or "").split())


GATES = {
    gate.closes.__name__: gate
    for gate in (
        Gate(same_country, "country"),
        Gate(expired, "offer"),
        Gate(no_capacity, "offer"),
        Gate(parked, "pair"),
        Gate(excluded, "organization"),
    )
}
"""Every gate by name; where several close, the first one is the answer."""


def gate_meaning(name: str) -> str:
    """What a closed gate means, for users."""
    return GATES[name].meaning
