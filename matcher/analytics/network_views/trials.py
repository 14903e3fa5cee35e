"""How well new pairs are foretold: later years, or exchanges held back, judged by what was known without them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.analytics.edges import Edges
from matcher.analytics.network import Network
from matcher.analytics.network_views.foretelling import DIGITS, METHODS, MOST, POPULARITY, Taught, taught
from matcher.analytics.network_views.graph import SEED
from matcher.evaluation.statistics import Difference, Interval, difference, interval, resampled_means
from scoring.arrays import Flags, Floats

ENOUGH = 30
"""Pairs that later years must bring; where they bring fewer, exchanges are held back instead."""
FOLDS = 10
"""Parts of the exchanges that are held back, one at a time."""
TRIALS, TRIALS_OF_LARGE = 10, 3
"""Trials at most, and in networks that are larger than what is looked at."""
DEPTH = 10
JUDGED = 2000
"""Pairs by which a method is judged, at most."""


@dataclass(frozen=True)
class Trial:
    """What was known, and which pairs (of the busiest x the busiest) came."""

    known: Taught
    came: Flags


@dataclass(frozen=True)
class Quality:
    """How well a method foretold: for each pair that came the share of the others that it ranks below (half where
    equal), and the share of the first DEPTH in each trial that came."""

    ranks: Floats
    firsts: Floats

    @cached_property
    def area(self) -> float:
        """The area under the ROC curve (Hanley & McNeil 1982)."""
        return float(self.ranks.mean())

    @cached_property
    def interval(self) -> Interval:
        """Its 95 % interval over the pairs that came, by bootstrap."""
        return interval(resampled_means(self.ranks))

    def gain(self, other: "Quality") -> Difference:
        """The area less that of another method, by paired bootstrap."""
        return difference(self.ranks, other.ranks)


@dataclass(frozen=True)
class Judged:
    """Each method's quality, none where no pair came; whether years were judged, how many, and how many pairs came."""

    by_year: bool
    trials: int
    pairs: int
    methods: dict[str, Quality]

    def gain(self, method: str) -> Difference:
        """How far a method lies above popularity."""
        return self.methods[method].gain(self.methods[POPULARITY])


def judged(network: Network, edges: Edges) -> Judged:
    """All methods on the same trials: by year where years bring enough pairs, else by exchanges held back."""
    by_year = [one for one in _later(network, edges) if one.came.any()]
    enough = sum(int(one.came.sum()) for one in by_year) >= ENOUGH
    trials = by_year if enough else [one for one in _held_back(network) if one.came.any()]
    pairs = sum(int(one.came.sum()) for one in trials)
    methods = {name: _quality(name, trials) for name in METHODS} if pairs else {}
    return Judged(enough, len(trials), pairs, methods)


def _later(network: Network, edges: Edges) -> Iterator[Trial]:
    """What the years before each of the last ones foretold of it."""
    years = np.zeros(len(edges.exchanges), dtype=np.int32)
    years[edges.exchange] = edges.year
    year = years[network.exchange]
    for one in np.unique(year[year > 0])[1:][-_trials(network) :]:
        yield _trial(network, (year > 0) & (year < one), year == one)


def _held_back(network: Network) -> Iterator[Trial]:
    """A tenth of the exchanges at a time, each once: what several sides did together is held back together."""
    exchanges = np.unique(network.exchange)
    fold = np.zeros(int(exchanges.max(initial=0)) + 1, dtype=np.int32)
    fold[np.random.default_rng(SEED).permutation(exchanges)] = np.arange(len(exchanges)) % FOLDS
    for one in range(_trials(network)):
        away = fold[network.exchange] == one
        yield _trial(network, ~away, away)


def _trials(network: Network) -> int:
    return TRIALS if len(network.nodes) <= MOST else TRIALS_OF_LARGE


def _trial(network: Network, before: Flags, after: Flags) -> Trial:
    size = len(network.nodes)
    known = taught(network.source[before], network.target[before], size)
    came = taught(network.source[after], network.target[after], size).ties[known.busiest][:, known.busiest]
    return Trial(known, (came.toarray() > 0) & known.strangers)


def _quality(name: str, trials: Sequence[Trial]) -> Quality:
    ranks, firsts = zip(*(_judge(METHODS[name](one.known), one) for one in trials), strict=True)
    each = np.concatenate(ranks)
    return Quality(each[:: len(each) // JUDGED + 1], np.array(firsts))


def _judge(scores: Floats, trial: Trial) -> tuple[Floats, float]:
    """The rank of each pair that came among those that did not, and the share of the first that came."""
    scores = np.round(scores, DIGITS)
    others = np.sort(scores[trial.known.strangers & ~trial.came])
    own = scores[trial.came]
    below = np.searchsorted(others, own) + np.searchsorted(others, own, "right")
    first = np.argsort(-scores[trial.known.strangers], kind="stable")[:DEPTH]
    return below / 2 / max(len(others), 1), float(trial.came[trial.known.strangers][first].mean())
