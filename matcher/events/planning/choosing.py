"""Which pairs shall meet, before it is asked when: a choice that ignores only which slot is which.

No timetable can be worth more, so that what is lost by the slots can be told.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ortools.sat.python import cp_model

from matcher.events.planning.problem import Pair, Problem
from matcher.events.planning.room import Room
from matcher.events.planning.solver import new_solver, served

KEPT = 1000
"""What a meeting of an earlier plan is worth beside its own worth: one that was told to people is not given up for a
slightly better one."""
EFFORT = 5.0


def served_worth(problem: Problem) -> int:
    """What it is worth that a delegation meets anybody at all: more than any meeting that it could displace."""
    return 2 * (max(problem.worth.values(), default=0) + KEPT)


def choose(problem: Problem) -> list[Pair]:
    """The pairs that shall meet: everybody whom somebody can meet first, then the greatest worth."""
    pairs, model = problem.open_pairs, cp_model.CpModel()
    met = {pair: model.new_bool_var("") for pair in pairs}
    room = Room(problem)
    for group, most in _limits(problem, room, pairs):
        model.add(sum(met[pair] for pair in group) <= most)
    own = {key: [var for pair, var in met.items() if key in pair] for key in problem.sides}
    worth = sum((problem.worth[pair] + KEPT * (pair in problem.kept)) * met[pair] for pair in pairs)
    model.maximize(worth + served_worth(problem) * sum(served(model, room, own)))
    solver = new_solver(EFFORT)
    if not pairs or solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return []
    return [pair for pair in pairs if solver.boolean_value(met[pair])]


def _limits(problem: Problem, room: Room, pairs: Sequence[Pair]) -> Iterator[tuple[list[Pair], int]]:
    """How many of some pairs can meet: of all, of each delegation, and of those that only some slots are left to."""
    by_slots: dict[frozenset[int], list[Pair]] = defaultdict(list)
    of_side: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_slots[problem.common[pair]].append(pair)
        for side in pair:
            of_side[side].append(pair)
    for slots in by_slots:
        inside = [pair for other, its in by_slots.items() if other <= slots for pair in its]
        yield inside, sum(problem.tables - room.taken[slot] for slot in slots)
    yield list(pairs), sum(problem.tables - room.taken[slot] for slot in range(problem.slots))
    for key, its in of_side.items():
        one = problem.sides[key]
        yield its, one.most - room.meetings[key]
        for slots in {problem.common[pair] for pair in its}:
            left = sum(one.at_once - room.busy[key, slot] for slot in slots)
            yield [pair for pair in its if problem.common[pair] <= slots], left
