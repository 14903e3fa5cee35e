"""The timetable of an event as an optimisation problem: plain data in, a plan with its reasons out.

No session, clock or settings; the same problem always has the same plan.
"""

from matcher.events.planning.obstacles import Hindrance, Obstacle, why_not
from matcher.events.planning.problem import Pair, Pairing, Problem, Seat, Side, pair_of
from matcher.events.planning.solving import Plan, solve

__all__ = [
    "Hindrance",
    "Obstacle",
    "Pair",
    "Pairing",
    "Plan",
    "Problem",
    "Seat",
    "Side",
    "pair_of",
    "solve",
    "why_not",
]
