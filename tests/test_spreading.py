"""Where tests are spread, each goes a part of the way, and together they go nearly all of it."""

import pytest

from tests.spreading import ONE_OF, SPREAD, taken

STEPS = [f"/place/{number}" for number in range(300)]


def test_all_of_the_way_is_gone_where_tests_are_not_spread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SPREAD, raising=False)

    assert all(taken("agency", step) for step in STEPS)


def test_people_go_other_parts_of_it_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SPREAD, "1")
    ways = {who: [step for step in STEPS if taken(who, step)] for who in ("agency", "provider", "focal", "public")}

    assert all(abs(len(way) - len(STEPS) / ONE_OF) < 30 for way in ways.values())
    assert len(set().union(*ways.values())) > 0.75 * len(STEPS)
    assert ways["agency"] == [step for step in STEPS if taken("agency", step)]
