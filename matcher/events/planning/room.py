"""What is left of slots, tables and patience while a timetable fills."""

from collections import Counter
from collections.abc import Mapping

from matcher.events.planning.problem import Pair, Problem, Seat

Slots = dict[Pair, int]
"""In which slot each pair meets."""


class Room:
    """Counts what meetings take; those that are fixed have taken theirs already."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.meetings: Counter[str] = Counter()
        self.busy: Counter[tuple[str, int]] = Counter()
        self.taken: Counter[int] = Counter()
        for pair, seat in problem.fixed.items():
            self.take(pair, seat.slot)

    def take(self, pair: Pair, slot: int) -> None:
        """Two delegations meet in a slot."""
        self.taken[slot] += 1
        for one in pair:
            self.meetings[one] += 1
            self.busy[one, slot] += 1

    def full(self, side: str) -> bool:
        """Whether a delegation has as many meetings as it may."""
        return self.meetings[side] >= self.problem.sides[side].most

    def free(self, side: str, slot: int) -> bool:
        """Whether a delegation can meet one more in a slot."""
        return self.busy[side, slot] < self.problem.sides[side].at_once

    def both_free(self, pair: Pair) -> list[int]:
        """The slots in which both are there and free, whether or not a table is."""
        return [slot for slot in sorted(self.problem.common[pair]) if all(self.free(one, slot) for one in pair)]

    def fits(self, pair: Pair) -> list[int]:
        """The slots in which two delegations could still meet, the emptiest first."""
        if any(self.full(one) for one in pair):
            return []
        left = [slot for slot in self.both_free(pair) if self.taken[slot] < self.problem.tables]
        return sorted(left, key=lambda slot: (self.taken[slot], slot))


def filled(problem: Problem, seats: Mapping[Pair, Seat]) -> Room:
    """The room that a plan leaves; `seats` hold the fixed ones as well."""
    room = Room(problem)
    for pair, seat in seats.items():
        if pair not in problem.fixed:
            room.take(pair, seat.slot)
    return room
