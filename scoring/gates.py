"""Gates: who is left out, and the answer to "why not?". A working language is never a gate."""

from collections.abc import Callable

import numpy as np

from scoring.arrays import Flags
from scoring.index import Query


def same_country(query: Query) -> Flags:
    """The provider is in the requester's own country: this service links countries."""
    home = query.request.country
    return np.array([home is not None and offer.country == home for offer in query.index.offers], dtype=bool)


def expired(query: Query) -> Flags:
    """The offer has expired and was not renewed."""
    today = query.index.as_of
    return np.array([one.expires_on is not None and one.expires_on < today for one in query.index.offers], dtype=bool)


def no_capacity(query: Query) -> Flags:
    """The provider has no room for another exchange this year."""
    return np.array(
        [one.capacity is not None and one.engaged >= one.capacity for one in query.index.offers], dtype=bool
    )


def parked(query: Query) -> Flags:
    """This pair was declined and rests until its return date."""
    return np.array([offer.id in query.request.parked for offer in query.index.offers], dtype=bool)


def excluded(query: Query) -> Flags:
    """One of the two sides asked not to be matched with the other."""
    return np.array([offer.organization in query.request.excluded for offer in query.index.offers], dtype=bool)


GATES: dict[str, Callable[[Query], Flags]] = {
    gate.__name__: gate for gate in (same_country, expired, no_capacity, parked, excluded)
}
"""Every gate by name; where several close, the first one is the answer."""


def gate_meaning(name: str) -> str:
    """What a closed gate means, for users."""
    return " ".join((GATES[name].__doc__ or "").split())
