"""The sides of exchanges in columns: who taught whom, and how each exchange is arranged."""

from collections.abc import Collection
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from matcher.analytics.columns import UNKNOWN, Places, Vocabulary, distinct
from matcher.analytics.wanted import Arrangement
from models.exchange import SUPPORTING, TEACHING, PartyRole

MAIN = frozenset({PartyRole.REQUESTER, PartyRole.PROVIDER})
THIRD = (PartyRole.SECOND_PROVIDER, *SUPPORTING)
"""The roles of third sides."""
ROLES = Vocabulary(PartyRole)
ARRANGEMENTS: tuple[Arrangement, ...] = tuple(Arrangement)


@dataclass(frozen=True)
class Sides:
    """Sides by column, of equal length: the places of exchange, role (in ROLES), country and organization."""

    exchange: Places
    role: Places
    country: Places
    organization: Places

    def pairs(self) -> tuple[Places, Places]:
        """The places of the two sides of each pairing: one that taught, one that learned in another country."""
        teachers, learners = self._places(TEACHING), self._places({PartyRole.REQUESTER})
        learners = learners[np.argsort(self.exchange[learners], kind="stable")]
        met, own = self.exchange[learners], self.exchange[teachers]
        first = np.searchsorted(met, own)
        counts = np.searchsorted(met, own, "right") - first
        number = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        teacher, learner = np.repeat(teachers, counts), learners[np.repeat(first, counts) + number]
        apart = self.country[teacher] != self.country[learner]
        return teacher[apart], learner[apart]

    def arrangements(self, exchanges: int) -> Places:
        """How each of so many exchanges is arranged, as a place in ARRANGEMENTS: regional where more than two countries
        ask or provide, else triangular where a further side teaches, facilitates or funds."""
        main = self._in(MAIN) & (self.country != UNKNOWN)
        size = int(self.country.max(initial=0)) + 1
        countries = distinct(self.exchange[main].astype(np.int64) * size + self.country[main]) // size
        found = np.full(exchanges, ARRANGEMENTS.index(Arrangement.BILATERAL), dtype=np.int32)
        found[self.exchange[self._in(THIRD)]] = ARRANGEMENTS.index(Arrangement.TRIANGULAR)
        found[np.bincount(countries, minlength=exchanges) > 2] = ARRANGEMENTS.index(Arrangement.REGIONAL)
        return found

    def third(self) -> "Sides":
        """The third sides alone."""
        return self.only(self._in(THIRD))

    def only(self, kept: NDArray[np.bool_]) -> "Sides":
        """Those sides that are kept."""
        return Sides(*(getattr(self, one.name)[kept] for one in fields(self)))

    def _places(self, roles: Collection[str]) -> Places:
        return np.nonzero(self._in(roles))[0].astype(np.int32)

    def _in(self, roles: Collection[str]) -> NDArray[np.bool_]:
        return np.asarray(np.isin(self.role, ROLES.places_of(list(roles))) & (self.exchange != UNKNOWN))
