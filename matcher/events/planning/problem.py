"""What a timetable is made from: who is there when, who could meet whom, and what a meeting is worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

Pair = tuple[str, str]
"""Two delegations, the one with the smaller identifier first: a meeting has no first and second side."""

WISHED = 250
"""What a wish of one side adds to the worth of a meeting: a quarter of the best score."""


def pair_of(one: str, other: str) -> Pair:
    """Two delegations as a pair."""
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True)
class Side:
    """A delegation: in which slots it is there, how many it meets at once, and how many in all.

    `follows` are further languages that its people understand. Without languages nothing is known of them: it can talk
    with everybody.
    """

    id: str
    present: frozenset[int]
    most: int
    languages: frozenset[str] = frozenset()
    follows: frozenset[str] = frozenset()
    at_once: int = 1

    def talks_with(self, other: "Side") -> bool:
        """Whether two delegations can talk, as far as it is known: one follows what the other speaks."""
        if not self.languages or not other.languages:
            return True
        heard = self.languages & (other.languages | other.follows)
        return bool(heard or other.languages & self.follows)


@dataclass(frozen=True)
class Pairing:
    """Two delegations that could meet: the best score among what one asks and the other offers, in millionths (0 where
    they only wish it), and how many of the two wish it."""

    pair: Pair
    score: int
    wishes: int = 0

    @property
    def worth(self) -> int:
        """The score in thousandths and what wishes add to it."""
        return self.score // 1000 + WISHED * self.wishes


@dataclass(frozen=True, order=True)
class Seat:
    """Where and when two meet: the number of a slot from 0 and of a table from 1."""

    slot: int
    table: int


@dataclass(frozen=True)
class Problem:
    """An event to be planned.

    `kept` are the seats of an earlier plan, left only where that brings more; `fixed` those that nobody changes any
    more. Pairs that are `avoided` do not meet.
    """

    slots: int
    tables: int
    sides: Mapping[str, Side]
    pairings: Sequence[Pairing]
    kept: Mapping[Pair, Seat] = field(default_factory=dict)
    fixed: Mapping[Pair, Seat] = field(default_factory=dict)
    avoided: frozenset[Pair] = frozenset()

    @cached_property
    def worth(self) -> dict[Pair, int]:
        """What each meeting is worth."""
        return {one.pair: one.worth for one in self.pairings}

    @cached_property
    def common(self) -> dict[Pair, frozenset[int]]:
        """The slots in which both delegations of a pairing are there."""
        return {one.pair: self.sides[one.pair[0]].present & self.sides[one.pair[1]].present for one in self.pairings}

    @cached_property
    def open_pairs(self) -> list[Pair]:
        """The pairs that nothing keeps apart before any slot is given away, the worthiest first."""
        found = [one for one in self.pairings if self._may_meet(one.pair)]
        return [one.pair for one in sorted(found, key=lambda one: (-one.worth, one.pair))]

    def _may_meet(self, pair: Pair) -> bool:
        first, second = (self.sides[one] for one in pair)
        apart = pair in self.avoided or pair in self.fixed or not first.talks_with(second)
        return not apart and bool(self.common[pair]) and min(first.most, second.most) > 0
