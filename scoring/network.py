"""The network of countries that past exchanges form, and how countries stand to each other in it."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from scoring.arrays import Floats, first_of_each
from scoring.context import country_similarity
from scoring.records import PastExchange
from scoring.remembering import Remembered

FEW_TIES = 1.0
"""Added to the squared length of a country's vector of partners: one partner in common does not make twins."""
STAYING = 0.85
"""Chance that a walk goes on, the usual one."""
PRECISION = 1e-6
"""A walk is known when a step changes it by no more than this a country."""
SHARPNESS = 3
"""Power of the likeness of two countries: a little likeness to all the world says nothing."""


class Network:
    """Who taught whom, as a matrix: teachers down, learners across, in each cell the decayed number of exchanges.

    An exchange in which several institutions of two countries met ties the countries once.
    """

    def __init__(self, exchanges: Sequence[PastExchange], weights: Floats) -> None:
        ends = [(one.provider_country, one.requester_country) for one in exchanges]
        new = first_of_each([(one.id, *pair) for one, pair in zip(exchanges, ends, strict=True)])
        self._between = np.array([None not in pair and pair[0] != pair[1] for pair in ends], dtype=bool) & new
        pairs = [pair for pair, counts in zip(ends, self._between, strict=True) if counts]
        self.countries: list[str] = sorted({str(code) for pair in pairs for code in pair})
        self.position = {code: place for place, code in enumerate(self.countries)}
        ties = [self.position[str(one)] * len(self.countries) + self.position[str(other)] for one, other in pairs]
        self._cells = np.array(ties, dtype=np.intp)
        self.ties = self.sum(weights)
        self.closeness = Remembered(self._closeness, most=512)

    def sum(self, of_exchanges: Floats) -> Floats:
        """A value of each exchange, added up by teacher and learner."""
        size = len(self.countries)
        found = np.bincount(self._cells, of_exchanges[self._between], minlength=size * size)
        return found.astype(float).reshape(size, size)

    @cached_property
    def breadth(self) -> Floats:
        """How many countries each has taught."""
        return np.asarray((self.ties > 0).sum(axis=1), dtype=float)

    @cached_property
    def acquaintance(self) -> Floats:
        """How strong the ties of two countries are in both directions together; ever more exchanges add ever less."""
        return np.asarray(np.log1p(self.ties + self.ties.T))

    def shared_ties(self, home: int) -> Floats:
        """For each country (down) how much each third one (across) ties it to `home`; those that work with everybody
        count little (Adamic & Adar 2003, weighted by the strength of the ties)."""
        return np.asarray(self.acquaintance * self._told_by[home])

    def shared_between(self, one: int, home: int) -> Floats:
        """The same for one country."""
        return np.asarray(self.acquaintance[one] * self._told_by[home])

    @cached_property
    def _told_by(self) -> Floats:
        """What each country (down) has to do with each other one (across), which tells little where many do."""
        partners = (self.acquaintance > 0).sum(axis=1)
        return np.asarray(self.acquaintance / np.log(np.maximum(partners, 2)))

    @cached_property
    def _steps(self) -> Floats:
        """Where a walk goes from each country (down), by the strength of its ties."""
        strength = self.acquaintance.sum(axis=1, keepdims=True)
        return np.asarray(self.acquaintance / strength)

    def _closeness(self, home: int) -> Floats:
        """Personalized PageRank from `home` (Page et al. 1999), the nearest other country at 1."""
        size = len(self.countries)
        start, found, change = np.arange(size) == home, np.full(size, 1 / size), np.inf
        while change >= PRECISION * size:
            before, found = found, STAYING * (found @ self._steps) + (1 - STAYING) * start
            change = float(np.abs(found - before).sum())
        found[home] = 0.0
        return np.asarray(found / found.max())

    def learners_like(self, country: str) -> Floats:
        """How far each country's choices speak for those of a given one, 0..1: half by context, half by teachers in
        common. The country's own do not count."""
        home = self.position.get(country)
        if home is not None:
            return np.asarray(self._likeness[home] + self._learned_alike[home]) / 2
        return _context(country, self.countries) / 2

    @cached_property
    def teachers_alike(self) -> Floats:
        """How far each country stands for each other one as a teacher, 0..1: half by context, half by learners in
        common."""
        return np.asarray(self._likeness + _cosines(self.ties)) / 2

    @cached_property
    def _learned_alike(self) -> Floats:
        return _cosines(self.ties.T)

    @cached_property
    def _likeness(self) -> Floats:
        return np.array([_context(code, self.countries) for code in self.countries])


def _context(country: str, others: Sequence[str]) -> Floats:
    """How alike a country is to others by context; 0 to itself and where unknown."""
    alike = [0.0 if other == country else country_similarity(country, other) or 0.0 for other in others]
    return np.array(alike) ** SHARPNESS


def _cosines(ties: Floats) -> Floats:
    """Cosine of every pair of rows, partners of everybody damped and few ties shrunk; 0 on the diagonal."""
    vectors = np.log1p(ties) / np.log(2 + (ties > 0).sum(axis=0))
    vectors /= np.sqrt((vectors**2).sum(axis=1, keepdims=True) + FEW_TIES)
    cosines = np.asarray(vectors @ vectors.T)
    np.fill_diagonal(cosines, 0.0)
    return cosines
