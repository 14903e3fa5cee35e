"""The choice of suggestions: the best there is under the caps, and the same every time."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations, product
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from matcher.matching.choosing import MINIMUM_SCORE, PER_OFFER, PER_REQUEST, Candidate, Pair, choose
from tests.scoring.strategies import thorough

scores = st.integers(250_000, 600_000).map(lambda millionths: millionths / 1_000_000) | st.sampled_from([0.28, 0.4])


def candidate_lists(requests: int, offers: int, most: int) -> st.SearchStrategy[list[Candidate]]:
    """Candidates over a few requests and offers, each pair once; requests with an odd number have priority."""
    pairs = list(product(range(requests), range(offers)))
    chosen = st.lists(st.tuples(st.sampled_from(pairs), scores), max_size=most, unique_by=lambda one: one[0])
    return chosen.map(lambda found: [candidate(*pair, score, priority=pair[0] % 2 == 1) for pair, score in found])


def candidate(request: int, offer: int, score: float, *, priority: bool = False) -> Candidate:
    return Candidate(f"req-{request:03}", f"off-{offer:03}", score, priority=priority)


def worth(candidates: Sequence[Candidate], chosen: set[Pair]) -> int:
    return sum(one.worth for one in candidates if one.pair in chosen)


def fits(chosen: Sequence[Pair], taken: Sequence[Pair]) -> bool:
    requests = Counter(request for request, _ in [*chosen, *taken])
    offers = Counter(offer for _, offer in [*chosen, *taken])
    return all(requests[request] <= PER_REQUEST and offers[offer] <= PER_OFFER for request, offer in chosen)


def greedy(candidates: Sequence[Candidate], taken: Sequence[Pair]) -> set[Pair]:
    """One pair after the other, the best first, while there is room."""
    chosen: list[Pair] = []
    for one in sorted(candidates, key=lambda one: (-one.worth, one.pair)):
        if one.score >= MINIMUM_SCORE and one.pair not in taken and fits([*chosen, one.pair], taken):
            chosen.append(one.pair)
    return set(chosen)


def full(offer: str, room: int) -> list[Pair]:
    """Matches of other requests that leave an offer so much room."""
    return [(f"busy-{number:02}", offer) for number in range(PER_OFFER - room)]


@thorough
@given(candidate_lists(30, 12, 200), st.integers(0, 5), st.integers(0, 20))
def test_the_caps_hold_and_nobody_chooses_better_by_greed(candidates: list[Candidate], many: int, room: int) -> None:
    taken = [one.pair for one in candidates[:many]] + full("off-000", room)

    chosen = choose(candidates, taken)

    assert fits(sorted(chosen), taken)
    assert chosen.isdisjoint(taken)
    assert {one.pair for one in candidates if one.score < MINIMUM_SCORE}.isdisjoint(chosen)
    assert worth(candidates, chosen) >= worth(candidates, greedy(candidates, taken))


@thorough
@given(candidate_lists(4, 3, 9), st.integers(0, 2))
def test_no_other_choice_is_worth_more(candidates: list[Candidate], room: int) -> None:
    taken = [pair for offer in ("off-000", "off-001", "off-002") for pair in full(offer, room)]
    open_ones = [one.pair for one in candidates if one.score >= MINIMUM_SCORE]
    subsets = (subset for size in range(len(open_ones) + 1) for subset in combinations(open_ones, size))

    best = max(worth(candidates, set(subset)) for subset in subsets if fits(subset, taken))

    assert worth(candidates, choose(candidates, taken)) == best


@thorough
@given(candidate_lists(8, 4, 32), st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_changes_nothing(candidates: list[Candidate], random: Random) -> None:
    taken = full("off-000", 2)

    assert choose(random.sample(candidates, len(candidates)), taken) == choose(candidates, taken)


def test_two_good_pairs_are_chosen_over_the_single_best() -> None:
    candidates = [candidate(1, 1, 0.50), candidate(1, 2, 0.49), candidate(2, 1, 0.48)]
    taken = [*full("off-001", 1), *(("req-001", f"other-{number}") for number in range(PER_REQUEST - 1))]

    assert greedy(candidates, taken) == {("req-001", "off-001")}
    assert choose(candidates, taken) == {("req-001", "off-002"), ("req-002", "off-001")}


def test_of_equal_choices_the_one_with_earlier_identifiers_stands() -> None:
    candidates = [candidate(request, offer, 0.4) for request in range(3) for offer in range(8)]

    assert choose(candidates) == {(f"req-{one:03}", f"off-{other:03}") for one in range(3) for other in range(6)}
    assert choose(candidates, full("off-000", 1)) >= {("req-000", "off-000")}


def test_a_contested_place_goes_to_the_priority_country_where_scores_are_close() -> None:
    def served(ours: float, theirs: float) -> set[Pair]:
        return choose([candidate(1, 1, ours), candidate(2, 1, theirs, priority=True)], full("off-001", 1))

    assert served(0.405, 0.4) == {("req-002", "off-001")}
    assert served(0.45, 0.4) == {("req-001", "off-001")}


def test_priority_changes_nothing_where_there_is_room() -> None:
    plain = [candidate(request, offer, 0.3 + offer / 100) for request in (1, 2) for offer in range(8)]
    lifted = [Candidate(one.request, one.offer, one.score, priority=one.request == "req-002") for one in plain]

    assert choose(lifted) == choose(plain)


def test_a_thousand_requests_are_chosen_for_at_once() -> None:
    random = Random(20261121)
    candidates = [
        candidate(request, offer, random.randint(280_000, 700_000) / 1_000_000, priority=request % 3 == 0)
        for request in range(1000)
        for offer in random.sample(range(400), 20)
    ]

    chosen = choose(candidates)

    assert fits(sorted(chosen), [])
    assert len(chosen) == 6000
    assert worth(candidates, chosen) >= worth(candidates, greedy_by_sums(candidates))


def greedy_by_sums(candidates: Sequence[Candidate]) -> set[Pair]:
    """As `greedy` without taken places, quick enough for many candidates."""
    requests, offers, chosen = Counter[str](), Counter[str](), set()
    for one in sorted(candidates, key=lambda one: (-one.worth, one.pair)):
        if requests[one.request] < PER_REQUEST and offers[one.offer] < PER_OFFER:
            chosen.add(one.pair)
            requests[one.request] += 1
            offers[one.offer] += 1
    return chosen


def test_nothing_to_choose_from_gives_nothing() -> None:
    assert choose([]) == choose([candidate(1, 1, MINIMUM_SCORE - 0.000001)]) == set()
