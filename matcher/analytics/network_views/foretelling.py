"""Foretelling who will teach whom: how much each pair of provider and recipient is spoken for by who taught whom."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.stats import rankdata

from locales.messages import Message
from matcher.analytics.edges import Places
from matcher.analytics.network_views.graph import SEED
from scoring.arrays import Flags, Floats

MOST = 250
"""Nodes among which pairs are looked for: in larger networks those with the most partners."""
DIGITS = 9
"""Scores that agree in so many decimals are equal: sums in another order are the same score."""


@dataclass(frozen=True)
class Taught:
    """Who taught whom, at least once: teachers down, learners across, 1 in the cells; nobody taught himself."""

    ties: csr_array

    @cached_property
    def partners(self) -> NDArray[np.int64]:
        """With how many others each exchanged."""
        return np.asarray(self._met.sum(axis=1)).astype(np.int64)

    @cached_property
    def busiest(self) -> NDArray[np.int64]:
        """The places of those with the most partners, MOST at most, in order; those without any are none of them."""
        order = np.lexsort((np.arange(len(self.partners)), -self.partners))[:MOST]
        return np.sort(order[self.partners[order] > 0])

    @cached_property
    def strangers(self) -> Flags:
        """Which pairs of the busiest never exchanged, in either direction."""
        met = self._met[self.busiest][:, self.busiest].toarray() > 0
        np.fill_diagonal(met, val=True)
        return np.asarray(~met)

    @cached_property
    def alike(self) -> Floats:
        """How far each of the busiest (down) teaches the same as anybody (across): learners in common, those whom many
        teach counting less, and less for those who teach many."""
        learners, teachers = (self._weighed(self.ties.sum(axis=axis)) for axis in (0, 1))
        own = self.ties[self.busiest].toarray() * learners
        return np.asarray((self.ties @ own.T).T * teachers)

    @cached_property
    def _met(self) -> csr_array:
        return csr_array(((self.ties + self.ties.T) > 0).astype(float))

    def _weighed(self, degree: NDArray[np.float64]) -> Floats:
        return np.asarray(1 / np.sqrt(np.maximum(np.asarray(degree).ravel(), 1)))

    @cached_property
    def by_peers(self) -> Floats:
        """Paths of three ties: who teaches the same as those who taught the recipient could teach it too (Kovács et al.
        2019, on the graph of teachers and learners)."""
        return np.asarray((self.ties[:, self.busiest].T @ self.alike.T).T)

    @cached_property
    def by_common_partners(self) -> Floats:
        """Partners in common, each counting the less the more partners it has (Zhou, Lü & Zhang 2009)."""
        rows = self._met[self.busiest]
        return np.asarray(rows @ (rows.toarray() / np.maximum(self.partners, 1)).T)

    @cached_property
    def by_popularity(self) -> Floats:
        """How many the one taught, times from how many the other learned."""
        taught, learned = np.asarray(self.ties.sum(axis=1)), np.asarray(self.ties.sum(axis=0))
        return np.asarray(np.outer(taught[self.busiest], learned[self.busiest]), dtype=float)

    @cached_property
    def by_chance(self) -> Floats:
        """The same dice each time."""
        return np.random.default_rng(SEED).random((len(self.busiest), len(self.busiest)))

    @cached_property
    def together(self) -> Floats:
        """The mean of the ranks by peers, common partners and popularity among all who never exchanged, 0..1 (Borda
        1781). Of a few mixtures tried on the region's own network it was the one that no trial spoke against."""
        ranks = [self._ranked(one) for one in (self.by_peers, self.by_common_partners, self.by_popularity)]
        return np.asarray(sum(ranks) / len(ranks))

    def common_partners(self, one: int, other: int) -> list[int]:
        """The places of those who exchanged with both of two of the busiest, those with the fewest partners first."""
        first, second = (self._met.indices[slice(*self._met.indptr[at : at + 2])] for at in self.busiest[[one, other]])
        return sorted(np.intersect1d(first, second).tolist(), key=lambda place: (self.partners[place], place))

    def peer(self, teacher: int, learner: int) -> int | None:
        """The place of the one who taught a learner and teaches most nearly the same as a teacher, if there is one."""
        taught = self.alike[teacher] * self.ties[:, [self.busiest[learner]]].toarray().ravel()
        best = int(taught.argmax())
        return best if taught[best] > 0 else None

    def _ranked(self, scores: Floats) -> Floats:
        """Ranks among strangers, equal scores sharing theirs; 0 for the others."""
        found = np.zeros(scores.shape)
        own = np.round(scores[self.strangers], DIGITS)
        found[self.strangers] = rankdata(own) / max(len(own), 1)
        return found


TOGETHER, PEERS, COMMON, POPULARITY, CHANCE = (
    one.template
    for one in (
        Message("All three"),
        Message("Peers"),
        Message("Common partners"),
        Message("Popularity"),
        Message("Chance"),
    )
)
METHODS: Mapping[str, Callable[[Taught], Floats]] = {
    TOGETHER: lambda one: one.together,
    PEERS: lambda one: one.by_peers,
    COMMON: lambda one: one.by_common_partners,
    POPULARITY: lambda one: one.by_popularity,
    CHANCE: lambda one: one.by_chance,
}
"""By name, as they are told."""


def taught(source: Places, target: Places, size: int) -> Taught:
    """Who taught whom by edges among so many nodes."""
    apart = source != target
    ends = source[apart], target[apart]
    ties = csr_array((np.ones(len(ends[0])), ends), shape=(size, size))
    ties.sum_duplicates()
    ties.data[:] = 1
    return Taught(ties)
