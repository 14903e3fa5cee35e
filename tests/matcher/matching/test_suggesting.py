"""From rankings to suggestions: equals take turns, priority countries come first where places are contested."""

import pytest

from matcher.matching.choosing import MINIMUM_SCORE, PER_OFFER
from matcher.matching.suggesting import Suggestion, in_priority_country, suggest
from models.match import Match
from scoring import Explanation, Offer, Ranking, Request
from scoring.exposure import EXPOSURE_MARGIN
from tests.conftest import NOW

Scores = dict[str, dict[str, float]]
"""Request -> offer -> score."""


def suggested(
    scores: Scores, engaged: list[Match] | None = None, countries: dict[str, str] | None = None
) -> dict[tuple[str, str], Suggestion]:
    """What a run with these scores suggests; each offer has a provider of its own."""
    offers = sorted({offer for found in scores.values() for offer in found})
    rankings = [
        Ranking(key, tuple(Explanation(key, offer, "test", score, None, ()) for offer, score in found.items()), {})
        for key, found in scores.items()
    ]
    requests = [Request(id=key, country=(countries or {}).get(key)) for key in scores]
    return suggest(rankings, requests, [Offer(id=offer) for offer in offers], engaged or [])


def match(request: str, offer: str) -> Match:
    """A match that somebody works on."""
    moments = {"created_at": NOW, "proposed_at": NOW}
    return Match(request=request, offer=offer, run=1, rank=1, score=0.5, explanation={}, state="endorsed", **moments)


def test_equals_take_turns_and_keep_their_place_by_score() -> None:
    found = suggested({f"req-{number}": {"off-1": 0.405, "off-2": 0.4} for number in range(8)})

    first = [pair[1] for pair, one in found.items() if one.place == 1]
    assert first.count("off-1") == first.count("off-2") == 4
    assert {(pair[1], one.place_by_score) for pair, one in found.items()} == {("off-1", 1), ("off-2", 2)}
    assert {(pair[1], one.explanation.score) for pair, one in found.items()} == {("off-1", 0.405), ("off-2", 0.4)}


def test_an_equal_beyond_the_cap_has_its_turn_too() -> None:
    seven = {f"off-{number}": 0.4 for number in range(7)}

    found = suggested({f"req-{number}": seven for number in range(7)})

    assert {sum(pair[0] == f"req-{number}" for pair in found) for number in range(7)} == {6}
    assert all(sum(pair[1] == offer for pair in found) >= 4 for offer in seven)


def test_what_is_clearly_better_stays_first() -> None:
    found = suggested({f"req-{number}": {"off-1": 0.4 + 2 * EXPOSURE_MARGIN, "off-2": 0.4} for number in range(8)})

    assert {pair[1] for pair, one in found.items() if one.place == 1} == {"off-1"}


def test_balancing_lifts_nothing_over_the_minimum() -> None:
    found = suggested({"req-1": {"off-1": MINIMUM_SCORE, "off-2": MINIMUM_SCORE - 0.001}})

    assert set(found) == {("req-1", "off-1")}


@pytest.mark.parametrize(("ours", "served"), [(0.405, "req-hti"), (0.45, "req-mex")])
def test_a_contested_place_goes_to_a_priority_country_where_scores_are_close(ours: float, served: str) -> None:
    engaged = [match(f"busy-{number}", "off-1") for number in range(PER_OFFER - 1)]
    scores = {"req-mex": {"off-1": ours}, "req-hti": {"off-1": 0.4}}

    found = suggested(scores, engaged, {"req-mex": "MEX", "req-hti": "HTI"})

    assert set(found) == {(served, "off-1")}
    assert found[served, "off-1"].explanation.score == scores[served]["off-1"]


@pytest.mark.parametrize(
    ("country", "priority"),
    [("HTI", True), ("BOL", True), ("JAM", True), ("MEX", False), ("XXX", False), (None, False)],
)
def test_least_developed_landlocked_and_island_countries_have_priority(country: str | None, priority: bool) -> None:
    assert in_priority_country(Request(id="req", country=country)) == priority


def test_what_other_requests_show_already_counts_as_seen() -> None:
    equals = {"req-1": {"off-1": 0.4, "off-2": 0.4}}
    shown = [match("req-9", "off-1"), match("req-9", "off-3")]

    assert suggested(equals)["req-1", "off-1"].place == 1
    assert suggested(equals, shown)["req-1", "off-2"].place == 1


def test_an_engaged_pair_is_not_suggested_again() -> None:
    found = suggested({"req-1": {"off-1": 0.5, "off-2": 0.4}}, [match("req-1", "off-1")])

    assert {pair: one.place for pair, one in found.items()} == {("req-1", "off-2"): 2}
