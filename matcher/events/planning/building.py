"""Timetables built meeting by meeting: where the solver begins, what it is compared with, and what fills the gaps."""

from collections import Counter
from collections.abc import Sequence

from matcher.events.planning.problem import Pair, Problem
from matcher.events.planning.room import Room, Slots


def by_worth(problem: Problem) -> Slots:
    """What a patient secretary does: the worthiest pair first, each in the first slot that fits both."""
    room, slots = Room(problem), Slots()
    for pair in problem.open_pairs:
        left = room.fits(pair)
        if left:
            slots[pair] = min(left)
            room.take(pair, slots[pair])
    return slots


def by_need(problem: Problem, chosen: Sequence[Pair]) -> Slots:
    """A beginning for the solver: meetings of an earlier plan stay, then those come first that have the fewest slots
    and whose delegations have the most meetings; each takes the emptiest slot."""
    room, slots = Room(problem), Slots()
    for pair in chosen:
        seat = problem.kept.get(pair)
        if seat is not None and seat.slot in room.fits(pair):
            slots[pair] = seat.slot
            room.take(pair, seat.slot)
    asked = Counter(side for pair in chosen for side in pair)
    rest = [pair for pair in chosen if pair not in slots]
    for pair in sorted(rest, key=lambda one: (len(problem.common[one]), -max(asked[side] for side in one), one)):
        _put(room, slots, pair)
    return slots


def fill_gaps(problem: Problem, slots: Slots) -> Slots:
    """The same with every further pair for which there is room, first those with a delegation that meets nobody."""
    room = Room(problem)
    for pair, slot in slots.items():
        room.take(pair, slot)
    found = dict(slots)
    lonely = {side for side in problem.sides if not room.meetings[side]}
    for pair in sorted(problem.open_pairs, key=lonely.isdisjoint):
        if pair not in found:
            _put(room, found, pair)
    return found


def _put(room: Room, slots: Slots, pair: Pair) -> None:
    left = room.fits(pair)
    if left:
        slots[pair] = left[0]
        room.take(pair, left[0])
