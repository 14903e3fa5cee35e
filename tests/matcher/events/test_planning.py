"""The timetable as an optimisation problem: what a plan must hold, and that it is as good as it can be."""

from collections import Counter
from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.events.planning import Obstacle, Pairing, Plan, Problem, Seat, Side, solve, why_not
from matcher.events.planning.building import by_worth
from matcher.events.planning.solving import worth_of

LANGUAGES = (frozenset({"es"}), frozenset({"en"}), frozenset({"es", "en"}), frozenset[str]())


def side(key: str, slots: int = 4, *, most: int = 3, **fields: object) -> Side:
    return Side(key, frozenset(range(slots)), most, **fields)  # type: ignore[arg-type]


def problem(*pairings: Pairing, slots: int = 4, tables: int = 2, **sides: Side) -> Problem:
    keys = {key for one in pairings for key in one.pair}
    return Problem(slots, tables, {key: sides.get(key) or side(key, slots) for key in keys}, pairings)


def meeting(first: str, second: str, score: float = 0.5, wishes: int = 0) -> Pairing:
    return Pairing((first, second), round(score * 1_000_000), wishes)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    slots, tables, many = draw(st.integers(1, 4)), draw(st.integers(1, 3)), draw(st.integers(2, 6))
    keys = [f"d{number}" for number in range(many)]
    present = st.frozensets(st.integers(0, slots - 1))
    sides = {
        key: Side(
            key,
            draw(present),
            draw(st.integers(0, 3)),
            draw(st.sampled_from(LANGUAGES)),
            at_once=draw(st.integers(1, 2)),
        )
        for key in keys
    }
    pairs = draw(st.sets(st.sampled_from(list(combinations(keys, 2))), max_size=8))
    pairings = [Pairing(pair, draw(st.integers(0, 900_000)), draw(st.integers(0, 2))) for pair in sorted(pairs)]
    avoided = frozenset(draw(st.sets(st.sampled_from(sorted(pairs)), max_size=1)) if pairs else ())
    return Problem(slots, tables, sides, pairings, avoided=avoided)


def broken(found: Problem, plan: Plan) -> list[str]:
    """What a plan breaks."""
    tables = Counter(plan.seats.values())
    busy = Counter((key, seat.slot) for pair, seat in plan.seats.items() for key in pair)
    load = Counter(key for pair in plan.seats for key in pair)
    rules = {
        "one meeting a table": all(count == 1 for count in tables.values()),
        "tables exist": all(1 <= seat.table <= found.tables for seat in plan.seats.values()),
        "at most so many at once": all(count <= found.sides[key].at_once for (key, _), count in busy.items()),
        "at most so many in all": all(count <= found.sides[key].most for key, count in load.items()),
        "present": all(seat.slot in found.common[pair] for pair, seat in plan.seats.items()),
        "languages": all(found.sides[a].talks_with(found.sides[b]) for a, b in plan.seats),
        "nobody who is avoided": not found.avoided & plan.seats.keys(),
    }
    return [name for name, holds in rules.items() if not holds]


@settings(max_examples=60, deadline=None)
@given(problems())
def test_a_plan_breaks_no_rule_and_tells_why_anybody_is_left_out(found: Problem) -> None:
    plan = solve(found)

    assert broken(found, plan) == []
    assert plan.worth <= plan.possible
    assert worth_of(found, by_worth(found)) <= plan.worth or served(found, plan) > served(found, by_worth(found))
    for one in found.pairings:
        assert (why_not(found, plan.seats, one.pair) is None) == (one.pair in plan.seats)


def served(found: Problem, plan: object) -> int:
    pairs = plan.seats if isinstance(plan, Plan) else plan
    return len({key for pair in pairs for key in pair})  # type: ignore[attr-defined]


@settings(max_examples=40, deadline=None)
@given(problems())
def test_no_timetable_serves_more_delegations_or_is_worth_more(found: Problem) -> None:
    """Every way to seat up to four pairs, tried."""
    few = replace(found, pairings=found.pairings[:4])
    best = max(measure(few, dict(zip(few.worth, choice, strict=True))) for choice in every_choice(few))

    plan = solve(few)
    assert (served(few, plan), plan.worth) == best


def every_choice(found: Problem) -> list[tuple[int | None, ...]]:
    return list(product([None, *range(found.slots)], repeat=len(found.pairings)))


def measure(found: Problem, choice: dict[tuple[str, str], int | None]) -> tuple[int, int]:
    """How many delegations a choice of slots serves and what it is worth; less than nothing where it breaks a rule."""
    tables = Counter[int]()
    seats = {}
    for pair, slot in choice.items():
        if slot is not None:
            tables[slot] += 1
            seats[pair] = Seat(slot, tables[slot])
    plan = Plan(seats, worth_of(found, seats), 0)
    return (-1, -1) if broken(found, plan) else (served(found, plan), plan.worth)


def test_a_plan_is_the_same_each_time() -> None:
    found = problem(*(meeting(*pair, 0.3) for pair in combinations("abcdef", 2)), slots=3)

    assert solve(found).seats == solve(found).seats


def test_nobody_stays_alone_for_a_better_meeting_of_others() -> None:
    found = problem(meeting("a", "b", 0.9), meeting("a", "c", 0.2), a=side("a", most=1), b=side("b"), c=side("c"))
    both = problem(meeting("a", "b", 0.9), meeting("b", "c", 0.2), meeting("a", "d", 0.2), b=side("b", most=1))

    assert set(solve(found).seats) == {("a", "b")}
    assert set(solve(both).seats) == {("a", "d"), ("b", "c")}


def test_a_wish_weighs() -> None:
    found = problem(meeting("a", "b", 0.4), meeting("a", "c", 0.3, 1), meeting("b", "c", 0.1), a=side("a", most=1))

    assert ("a", "c") in solve(found).seats


def test_who_speaks_another_language_meets_through_a_near_one() -> None:
    es, pt = frozenset({"es"}), frozenset({"pt"})
    deaf = problem(meeting("a", "b"), a=side("a", languages=es), b=side("b", languages=pt))
    near = problem(meeting("a", "b"), a=side("a", languages=es, follows=pt), b=side("b", languages=pt))

    assert not solve(deaf).seats
    assert set(solve(near).seats) == {("a", "b")}


@pytest.mark.parametrize(
    ("found", "obstacle"),
    [
        (replace(problem(meeting("a", "b")), avoided=frozenset({("a", "b")})), Obstacle.AVOIDED),
        (
            problem(meeting("a", "b"), a=side("a", languages=LANGUAGES[0]), b=side("b", languages=LANGUAGES[1])),
            Obstacle.LANGUAGE,
        ),
        (problem(meeting("a", "b"), a=Side("a", frozenset({0}), 3), b=Side("b", frozenset({1}), 3)), Obstacle.PRESENCE),
        (problem(meeting("a", "b"), a=side("a", most=0)), Obstacle.LIMIT),
        (problem(meeting("a", "b", 0.1), meeting("a", "c", 0.9), meeting("b", "d", 0.9), slots=1), Obstacle.BUSY),
        (problem(meeting("a", "b", 0.1), meeting("c", "d", 0.9), slots=1, tables=1), Obstacle.TABLES),
    ],
)
def test_what_stands_between_two_is_told(found: Problem, obstacle: Obstacle) -> None:
    hindrance = why_not(found, solve(found).seats, ("a", "b"))

    assert hindrance is not None
    assert hindrance.obstacle == obstacle


def test_who_is_full_is_named() -> None:
    found = problem(meeting("a", "b", 0.1), meeting("a", "c", 0.9), meeting("b", "c", 0.9), a=side("a", most=1))
    hindrance = why_not(found, solve(found).seats, ("a", "b"))

    assert hindrance is not None
    assert hindrance.sides == ("a",)


def test_after_a_cancellation_the_others_stay_where_they_are() -> None:
    pairs = [meeting(*pair, 0.2 + number / 100) for number, pair in enumerate(combinations("abcdefgh", 2))]
    first = solve(problem(*pairs, slots=4, tables=4))
    left = [one for one in pairs if "h" not in one.pair]
    kept = {pair: seat for pair, seat in first.seats.items() if "h" not in pair}
    again = replace(problem(*left, slots=4, tables=4), kept=kept)
    second = solve(again)

    assert {pair: second.seats[pair] for pair in kept} == kept
    assert second.moved(again) == []
    assert len(second.seats) >= len(kept)


def test_what_is_fixed_keeps_its_table_and_counts() -> None:
    found = problem(meeting("a", "b", 0.9), meeting("a", "c"), slots=2, tables=1, a=side("a", 2, most=1))
    held = replace(found, fixed={("b", "c"): Seat(0, 1)})
    plan = solve(held)

    assert plan.seats == {("b", "c"): Seat(0, 1), ("a", "b"): Seat(1, 1)}
