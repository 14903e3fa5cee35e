"""Where tests are spread, each goes a part of the way, and together they go nearly all of it."""

import pytest

from tests.spreading import FEW_OF, ONCE, ONE_OF, SHORT, SPREAD, among_the_few, some_of, taken

STEPS = [f"/place/{number}" for number in range(300)]


def test_all_of_the_way_is_gone_where_tests_are_not_spread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SPREAD, raising=False)

    assert all(taken("agency", step) and among_the_few(step) for step in STEPS)


def test_people_go_other_parts_of_it_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SPREAD, ONCE)
    ways = {who: [step for step in STEPS if taken(who, step)] for who in ("agency", "provider", "focal", "public")}

    assert all(abs(len(way) - len(STEPS) / ONE_OF) < 30 for way in ways.values())
    assert len(set().union(*ways.values())) > 0.75 * len(STEPS)
    assert ways["agency"] == [step for step in STEPS if taken("agency", step)]


def test_few_of_the_long_ones_run_where_the_run_shall_be_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SPREAD, SHORT)
    few = [step for step in STEPS if among_the_few(step)]
    monkeypatch.setenv(SPREAD, ONCE)

    assert 0 < len(few) < 2 * len(STEPS) / FEW_OF
    assert all(among_the_few(step) for step in STEPS)


def test_one_of_many_values_in_three_is_tried_where_the_run_shall_be_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SPREAD, SHORT)

    assert [len(some_of(STEPS[:number])) for number in (1, 3, 4, 7, 300)] == [1, 3, 2, 3, 100]
    assert some_of(STEPS) == some_of(STEPS[::-1])
    monkeypatch.setenv(SPREAD, ONCE)
    assert some_of(STEPS) == set(STEPS)
