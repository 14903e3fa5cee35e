"""The plan of an event: first who meets, then when, then at which table.

Small events are solved whole, so that nothing better exists; in large ones the choice of pairs, which is exact, comes
before the slots.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from matcher.events.planning.building import by_need, fill_gaps
from matcher.events.planning.problem import Pair, Problem, Seat
from matcher.events.planning.room import Slots
from matcher.events.planning.seating import seated

WHOLE = 4000
"""Up to so many possible cells (a pair in a slot) everything is decided at once."""


@dataclass(frozen=True)
class Plan:
    """The seats of all meetings, what they are worth, and what they could be worth if slots did not matter."""

    seats: Mapping[Pair, Seat]
    worth: int
    possible: int

    @property
    def share(self) -> float:
        """How much of what is possible is reached, 0..1."""
        return min(1.0, self.worth / self.possible) if self.possible else 1.0

    def moved(self, problem: Problem) -> list[Pair]:
        """The meetings of the earlier plan that take place at another time."""
        seats = ((pair, self.seats.get(pair)) for pair in problem.kept)
        return [pair for pair, seat in seats if seat is not None and seat.slot != problem.kept[pair].slot]


def solve(problem: Problem) -> Plan:
    """The plan of an event; the same problem always has the same plan."""
    from matcher.events.planning.choosing import choose  # noqa: PLC0415  (takes a second, and few ever plan an event)

    chosen = choose(problem)
    begun = by_need(problem, chosen)
    slots = begun if _nothing_lost(problem, chosen, begun) else _searched(problem, chosen, begun)
    seats = seated(problem, fill_gaps(problem, slots))
    return Plan(seats, worth_of(problem, seats), worth_of(problem, chosen))


def worth_of(problem: Problem, pairs: Mapping[Pair, object] | list[Pair]) -> int:
    """What some meetings are worth together, without those that are fixed."""
    return sum(problem.worth.get(pair, 0) for pair in pairs if pair not in problem.fixed)


def _searched(problem: Problem, chosen: list[Pair], begun: Slots) -> Slots:
    from matcher.events.planning.placing import place  # noqa: PLC0415  (as above)

    everything = problem.open_pairs
    small = sum(len(problem.common[pair]) for pair in everything) <= WHOLE
    return place(problem, everything if small else chosen, begun)


def _nothing_lost(problem: Problem, chosen: list[Pair], slots: Slots) -> bool:
    """Whether every chosen pair meets, those of an earlier plan where they met before."""
    stays = all(slots.get(pair) == seat.slot for pair, seat in problem.kept.items() if pair in slots)
    return stays and len(slots) == len(chosen)
