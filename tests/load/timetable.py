"""Plans an event of 200 delegations and 40 slots: `python -m tests.load.timetable`.

Who asks, who offers, which languages they speak and when they are there is drawn with a fixed seed; the scores follow
those of the ranking: few offers fit well, and some delegations are wanted by many. Prints for each hall, from roomy to
full, how long it took, how much of that the processor worked (others may keep the machine busy), the share of what
could be reached if slots did not matter, and the same for a secretary who gives the best meetings the first times that
fit; then cancels a tenth of the delegations and plans again.
"""

import json
import random
import sys
from dataclasses import replace
from time import perf_counter, process_time
from typing import Any

from matcher.benchmark.machine import machine
from matcher.events.planning import Pair, Pairing, Problem, Side, pair_of, solve
from matcher.events.planning.building import by_worth
from matcher.events.planning.solving import worth_of

DELEGATIONS, SLOTS, MOST, SEED = 200, 40, 10, 20261122
HALLS = (60, 30, 22)
TONGUES = (("es",), ("es",), ("es", "en"), ("es", "pt"), ("pt",), ("en",), ("en", "fr"))
NEAR = {"es": frozenset({"pt"}), "pt": frozenset({"es"}), "en": frozenset[str](), "fr": frozenset[str]()}


def drawn(tables: int, delegations: int = DELEGATIONS, slots: int = SLOTS) -> Problem:
    """An event with so many tables."""
    chance = random.Random(SEED)
    sides = {f"d{number:03}": _side(chance, f"d{number:03}", slots) for number in range(delegations)}
    wanted = {key: chance.paretovariate(1.5) for key in sides}
    scores: dict[Pair, int] = {}
    for asking in sides:
        for _ in range(3):
            for offering in chance.choices(list(wanted), list(wanted.values()), k=8):
                if offering != asking:
                    pair, score = pair_of(asking, offering), int(165_000 + 700_000 * chance.betavariate(1.5, 4))
                    scores[pair] = max(score, scores.get(pair, 0))
    pairings = [Pairing(pair, score, chance.choices((0, 1, 2), (90, 8, 2))[0]) for pair, score in scores.items()]
    return Problem(slots, tables, sides, pairings)


def _side(chance: random.Random, key: str, slots: int) -> Side:
    half = slots // 2
    days = (range(slots), range(half), range(half, slots), range(half - 4, half + 4))
    present = frozenset(chance.choices(days, (75, 10, 10, 5))[0])
    spoken = chance.choice(TONGUES)
    follows = frozenset(other for code in spoken for other in NEAR[code])
    return Side(key, present, MOST, frozenset(spoken), follows, chance.choices((1, 2), (9, 1))[0])


def measured(tables: int) -> dict[str, Any]:
    """What the planner and the secretary reach in one hall, and what a cancellation changes."""
    problem = drawn(tables)
    clock, worked = perf_counter(), process_time()
    plan = solve(problem)
    seconds, worked, clock = perf_counter() - clock, process_time() - worked, perf_counter()
    first_fit = by_worth(problem)
    patient = perf_counter() - clock
    gone = set(list(problem.sides)[:: DELEGATIONS // (DELEGATIONS // 10)])
    left = replace(
        problem,
        sides={key: one for key, one in problem.sides.items() if key not in gone},
        pairings=[one for one in problem.pairings if gone.isdisjoint(one.pair)],
        kept={pair: seat for pair, seat in plan.seats.items() if gone.isdisjoint(pair)},
    )
    clock, again_worked = perf_counter(), process_time()
    again = solve(left)
    return {
        "tables": tables,
        "pairs": len(problem.open_pairs),
        "meetings": len(plan.seats),
        "seconds": round(seconds, 1),
        "worked": round(worked, 1),
        "share": round(plan.share, 4),
        "alone": len(_with_somebody(problem) - {side for pair in plan.seats for side in pair}),
        "greedy": {
            "meetings": len(first_fit),
            "seconds": round(patient, 2),
            "share": round(worth_of(problem, first_fit) / plan.possible, 4),
            "alone": len(_with_somebody(problem) - {side for pair in first_fit for side in pair}),
        },
        "again": {
            "cancelled": len(gone),
            "seconds": round(perf_counter() - clock, 1),
            "worked": round(process_time() - again_worked, 1),
            "share": round(again.share, 4),
            "kept": len(left.kept),
            "moved": len(again.moved(left)),
            "dropped": len(left.kept.keys() - again.seats.keys()),
        },
    }


def _with_somebody(problem: Problem) -> set[str]:
    """The delegations whom somebody could meet."""
    return {side for pair in problem.open_pairs for side in pair}


if __name__ == "__main__":
    json.dump({"machine": machine(), "halls": [measured(tables) for tables in HALLS]}, sys.stdout, indent=1)
    print()
