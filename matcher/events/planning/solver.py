"""The solver, so set that the same problem has the same answer on every machine."""

from collections.abc import Mapping, Sequence

from ortools.sat.python import cp_model

from matcher.events.planning.room import Room

SEED = 20261122


def new_solver(effort: float) -> cp_model.CpSolver:
    """CP-SAT with one worker, a fixed seed and a limit of deterministic time, its measure of work done (about a second
    each on a machine of 2025): a clock would make the plan depend on what else the machine does."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.max_deterministic_time = effort
    return solver


def served(model: cp_model.CpModel, room: Room, own: Mapping[str, Sequence[cp_model.IntVar]]) -> list[cp_model.IntVar]:
    """Whether each delegation that has no fixed meeting gets one; `own` are the possible ones of each."""
    found = []
    for side, its in own.items():
        if its and not room.meetings[side]:
            one = model.new_bool_var("")
            model.add(sum(its) >= one)
            found.append(one)
    return found
