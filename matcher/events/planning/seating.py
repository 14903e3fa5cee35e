"""Which table: a delegation stays where it sits as long as it can, and meetings of an earlier plan keep theirs."""

from collections import defaultdict

from matcher.events.planning.problem import Pair, Problem, Seat
from matcher.events.planning.room import Slots


def seated(problem: Problem, slots: Slots) -> dict[Pair, Seat]:
    """A table for every meeting, those that are fixed among them; no table twice in a slot."""
    seats = dict(problem.fixed)
    by_slot: dict[int, list[Pair]] = defaultdict(list)
    for pair, slot in slots.items():
        by_slot[slot].append(pair)
    last = {side: seat.table for pair, seat in sorted(seats.items(), key=lambda one: one[1]) for side in pair}
    for slot in sorted(by_slot):
        taken = {seat.table for seat in problem.fixed.values() if seat.slot == slot}
        tables = _tables(problem, slot, sorted(by_slot[slot]), taken, last)
        seats |= {pair: Seat(slot, table) for pair, table in tables.items()}
        last |= {side: table for pair, table in tables.items() for side in pair}
    return seats


def _tables(problem: Problem, slot: int, pairs: list[Pair], taken: set[int], last: dict[str, int]) -> dict[Pair, int]:
    """The tables of one slot: of the earlier plan, else where one of the two sat, else the first that is free."""
    found: dict[Pair, int] = {}
    before = {pair: [_kept(problem, pair, slot)] for pair in pairs}
    sat = {pair: [last.get(side) for side in pair] for pair in pairs}
    for wished in (before, sat):
        for pair in pairs:
            table = next((one for one in wished[pair] if one is not None and one not in taken), None)
            if pair not in found and table is not None and table <= problem.tables:
                found[pair] = table
                taken.add(table)
    free = (table for table in range(1, problem.tables + 1) if table not in taken)
    return found | {pair: next(free) for pair in pairs if pair not in found}


def _kept(problem: Problem, pair: Pair, slot: int) -> int | None:
    seat = problem.kept.get(pair)
    return seat.table if seat is not None and seat.slot == slot else None
