"""When: pairs are given slots by CP-SAT, beginning with a timetable that holds."""

from collections import defaultdict
from collections.abc import Sequence

from ortools.sat.python import cp_model

from matcher.events.planning.choosing import KEPT, served_worth
from matcher.events.planning.problem import Pair, Problem
from matcher.events.planning.room import Room, Slots
from matcher.events.planning.solver import new_solver, served

STAYS = 500
"""What it is worth that a meeting of an earlier plan stays in its slot: never the meeting itself."""
EFFORT = 4.0

Vars = list[cp_model.IntVar]
Cells = dict[tuple[Pair, int], cp_model.IntVar]


def place(problem: Problem, pairs: Sequence[Pair], begin: Slots) -> Slots:
    """The slots of as many of the pairs as can meet, by worth; at least as good as where it begins."""
    model, room = cp_model.CpModel(), Room(problem)
    cells = {(pair, slot): model.new_bool_var("") for pair in pairs for slot in sorted(problem.common[pair])}
    own = _limit(model, problem, room, cells)
    worth = sum(_worth(problem, pair, slot) * cell for (pair, slot), cell in cells.items())
    model.maximize(worth + served_worth(problem) * sum(served(model, room, own)))
    for (pair, slot), cell in cells.items():
        model.add_hint(cell, begin.get(pair) == slot)
    solver = new_solver(EFFORT)
    if not cells or solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return begin
    return {pair: slot for (pair, slot), cell in cells.items() if solver.boolean_value(cell)}


def _worth(problem: Problem, pair: Pair, slot: int) -> int:
    seat = problem.kept.get(pair)
    return problem.worth[pair] + (KEPT * (seat is not None) + STAYS * (seat is not None and seat.slot == slot))


def _limit(model: cp_model.CpModel, problem: Problem, room: Room, cells: Cells) -> dict[str, Vars]:
    """Each pair once, in each slot no more than there are tables, each delegation only so often. Answers the cells of
    each delegation."""
    once: dict[Pair, Vars] = defaultdict(list)
    at_table: dict[int, Vars] = defaultdict(list)
    of_side: dict[tuple[str, int], Vars] = defaultdict(list)
    in_all: dict[str, Vars] = defaultdict(list)
    for (pair, slot), cell in cells.items():
        once[pair].append(cell)
        at_table[slot].append(cell)
        for side in pair:
            of_side[side, slot].append(cell)
            in_all[side].append(cell)
    for its in once.values():
        model.add_at_most_one(its)
    for slot in range(problem.slots):
        model.add(sum(at_table[slot]) <= problem.tables - room.taken[slot])
    for key, one in problem.sides.items():
        model.add(sum(in_all[key]) <= one.most - room.meetings[key])
        for slot in one.present:
            model.add(sum(of_side[key, slot]) <= one.at_once - room.busy[key, slot])
    return in_all
