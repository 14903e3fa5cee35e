"""Idle supply, and how attention is spread over providers."""

from math import log2

import pytest
from sqlmodel import Session

from matcher.analytics.demand_views.lorenz import points_of
from tests.matcher.analytics.demanded import ANALYST, EVERYWHERE, OF_MEXICO, answer, matched, posted


def test_offers_stand_where_the_furthest_of_their_suggestions_stands(session: Session) -> None:
    endorsed = matched(session)["two"]
    endorsed.endorsed_at = endorsed.proposed_at
    session.flush()

    assert answer(session, "idle").rows == [
        ("energy", 2, 2, 0, 0, 0),
        ("water-sanitation", 1, 0, 0, 1, 0),
        ("health", 1, 0, 0, 0, 1),
    ]


def test_idle_offers_are_named_to_those_whom_they_are_for(session: Session) -> None:
    matched(session)

    idle = {actor: [row[0] for row in answer(session, "idle-offers", actor).rows] for actor in (ANALYST, EVERYWHERE)}

    assert idle == {ANALYST: ["french", "water"], EVERYWHERE: ["french", "unseen", "water"]}
    assert answer(session, "idle-offers", OF_MEXICO).rows == []
    told = [one["furthest"] for one in answer(session, "idle-offers", ANALYST).records()]
    assert told == ["never", "suggested"]


def test_attention_is_shared_by_the_places_that_are_shown(session: Session) -> None:
    found = matched(session)
    found["two"].rank = 3
    session.flush()

    table = answer(session, "exposure")

    whole = 1 + 1 / log2(4)
    assert table.rows == [
        ("mex", 1, 1, 1, 1, pytest.approx(1 / whole, abs=1e-6)),
        ("bra", 3, 1, 0, 0, pytest.approx(1 - 1 / whole, abs=1e-6)),
    ]
    assert [str(one) for one in table.notes] == [
        "The 1 providers with most attention, a tenth of all, have 67 % of it.",
        "Gini coefficient: 0.17 (0 where all have the same, 1 where one has all).",
        "0 of 2 providers are suggested to nobody.",
        "1 are introduced to nobody.",
    ]


def test_before_the_first_run_every_provider_is_suggested_to_nobody(session: Session) -> None:
    posted(session)

    table = answer(session, "exposure")

    assert [row[-1] for row in table.rows] == [None, None]
    assert str(table.notes[0]) == "2 of 2 providers are suggested to nobody."


def test_the_lorenz_curve_ends_where_all_have_all() -> None:
    assert points_of([3, 1, 0, 0]) == [(0, 0), (0.25, 0), (0.5, 0), (0.75, 0.25), (1, 1)]
    assert points_of([0, 0]) == points_of([]) == [(0, 0), (1, 1)]
    many = points_of([1.0] * 1000)
    assert len(many) == 101
    assert all(x == pytest.approx(y) for x, y in many)
