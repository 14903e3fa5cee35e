"""Why two delegations do not meet although they could wish to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from matcher.events.planning.problem import Pair, Problem, Seat
from matcher.events.planning.room import Room, filled


class Obstacle(StrEnum):
    """What stands between two delegations, the most lasting first."""

    CANCELLED = "cancelled"
    AVOIDED = "avoided"
    LANGUAGE = "language"
    PRESENCE = "presence"
    LIMIT = "limit"
    BUSY = "busy"
    TABLES = "tables"
    CHOICE = "choice"


@dataclass(frozen=True)
class Hindrance:
    """An obstacle, and the delegations with which it lies where it lies with one or both."""

    obstacle: Obstacle
    sides: tuple[str, ...] = ()


def why_not(problem: Problem, seats: Mapping[Pair, Seat], pair: Pair, room: Room | None = None) -> Hindrance | None:
    """What keeps a pairing out of a plan; None where it meets, or where nothing stands between them but a choice that
    was made before they were asked for. `room` is what the plan leaves, where it is known."""
    if pair in seats:
        return None
    gone = tuple(side for side in pair if side not in problem.sides)
    if gone:
        return Hindrance(Obstacle.CANCELLED, gone)
    lasting = _lasting(problem, pair)
    return Hindrance(lasting) if lasting else _passing(pair, room or filled(problem, seats))


def _lasting(problem: Problem, pair: Pair) -> Obstacle | None:
    first, second = (problem.sides[side] for side in pair)
    if pair in problem.avoided:
        return Obstacle.AVOIDED
    if not first.talks_with(second):
        return Obstacle.LANGUAGE
    return None if first.present & second.present else Obstacle.PRESENCE


def _passing(pair: Pair, room: Room) -> Hindrance | None:
    full = tuple(side for side in pair if room.full(side))
    if full:
        return Hindrance(Obstacle.LIMIT, full)
    if not room.both_free(pair):
        return Hindrance(Obstacle.BUSY)
    return None if room.fits(pair) else Hindrance(Obstacle.TABLES)
