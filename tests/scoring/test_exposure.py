"""Exposure balance: who may pass whom, and that equals take turns."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import Offer
from scoring.exposure import Standing, attention, balance, exposure, gini, provider_of
from tests.scoring.strategies import thorough

MARGIN = 0.01


def ranking(*scored: tuple[str, float]) -> list[Standing]:
    """A ranking of offers named after their providers."""
    best_first = sorted(scored, key=lambda one: -one[1])
    return [Standing(f"off-{name}", name, score, place) for place, (name, score) in enumerate(best_first, 1)]


def firsts(rankings: dict[str, list[Standing]]) -> Counter[str]:
    """How often each provider stands first."""
    return Counter(one[0].provider for one in rankings.values())


scores = st.integers(0, 60).map(lambda thousandths: thousandths / 1000)
one_ranking = st.lists(st.tuples(st.sampled_from("abcdefgh"), scores), max_size=25).map(lambda found: ranking(*found))
many = st.dictionaries(st.sampled_from([f"req-{number}" for number in range(6)]), one_ranking)
margins = st.sampled_from([0.0, 0.005, MARGIN, 0.04])


@thorough
@given(many, margins, st.lists(one_ranking, max_size=2))
def test_an_offer_passes_only_those_whose_scores_are_near(
    rankings: dict[str, list[Standing]], margin: float, seen: list[list[Standing]]
) -> None:
    for request, found in balance(rankings, margin=margin, seen=seen).items():
        assert sorted(found, key=lambda one: one.place) == rankings[request]
        for number, one in enumerate(found):
            best_behind = max((other.score for other in found[number:]), default=0.0)
            assert best_behind - one.score <= margin + 1e-9


@thorough
@given(many, margins)
def test_the_order_of_the_requests_changes_nothing(rankings: dict[str, list[Standing]], margin: float) -> None:
    turned = dict(reversed(rankings.items()))

    assert balance(turned, margin=margin) == balance(rankings, margin=margin)


@thorough
@given(many)
def test_without_a_margin_different_scores_keep_their_order(rankings: dict[str, list[Standing]]) -> None:
    for found in balance(rankings, margin=0.0).values():
        assert all(one.score >= other.score for one, other in pairwise(found))


def test_equals_take_turns_at_the_first_place() -> None:
    equal = ranking(("a", 0.5), ("b", 0.5), ("c", 0.5))

    found = balance({f"req-{number:02}": equal for number in range(30)}, margin=MARGIN)

    assert firsts(found) == {"a": 10, "b": 10, "c": 10}


def test_a_provider_that_is_better_by_a_hair_does_not_take_all_first_places() -> None:
    close, far = ranking(("a", 0.505), ("b", 0.5)), ranking(("a", 0.55), ("b", 0.5))

    shared = balance({f"req-{number}": close for number in range(10)}, margin=MARGIN)
    kept = balance({f"req-{number}": far for number in range(10)}, margin=MARGIN)

    assert 4 <= firsts(shared)["b"] <= 6
    assert firsts(kept) == {"a": 10}


def test_a_provider_never_seen_comes_before_an_equal_that_was() -> None:
    seen = [ranking(("a", 0.5), ("z", 0.5))]

    assert balance({"req": ranking(("a", 0.505), ("b", 0.5))}, margin=MARGIN)["req"][0].provider == "a"
    assert balance({"req": ranking(("a", 0.505), ("b", 0.5))}, margin=MARGIN, seen=seen)["req"][0].provider == "b"


def test_the_place_by_score_stays_with_the_offer() -> None:
    found = balance({"req": ranking(("a", 0.505), ("b", 0.5))}, margin=MARGIN, seen=[ranking(("a", 0.5), ("z", 0.5))])

    assert [(one.provider, one.place) for one in found["req"]] == [("b", 2), ("a", 1)]


def test_only_the_first_ten_places_are_shared() -> None:
    equal = ranking(*((name, 0.5) for name in "abcdefghijklmn"))
    found = balance({"req": equal}, margin=MARGIN, seen=[equal] * 3)["req"]

    assert {one.provider for one in found[:4]} == set("klmn")
    assert [one.place for one in found[10:]] == sorted(one.place for one in found[10:])


@pytest.mark.parametrize(
    ("offer", "provider"),
    [
        (Offer(id="off", organization="abc-bra", country="BRA"), "abc-bra"),
        (Offer(id="off", country="BRA"), "BRA"),
        (Offer(id="off"), "off"),
    ],
)
def test_attention_goes_to_the_organization_else_the_country_else_the_offer(offer: Offer, provider: str) -> None:
    assert provider_of(offer) == provider


def test_the_first_place_draws_most_attention_and_the_eleventh_none() -> None:
    assert [attention(place) for place in (1, 3, 10, 11)] == pytest.approx([1, 0.5, 0.289065, 0], abs=1e-6)


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [([], 0), ([0, 0], 0), ([3, 3, 3], 0), ([0, 0, 0, 1], 0.75), ([1, 3], 0.25), ([3, 1], 0.25)],
)
def test_gini_is_that_computed_by_hand(amounts: Sequence[float], expected: float) -> None:
    assert gini(amounts) == pytest.approx(expected)


def test_exposure_sums_what_a_provider_s_offers_get() -> None:
    provider = {"one": "a", "two": "a", "three": "b", "four": "c"}

    assert exposure([["one", "three", "two"], ["three"]], provider) == pytest.approx(
        {"a": 1 + 0.5, "b": 0.630930 + 1, "c": 0}, abs=1e-6
    )
