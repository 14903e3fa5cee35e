"""Groups of countries are weighed by figures that add up, and the best of all groups comes first."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.consortia.weighing import DIGITS, MOST_ADDED, WEIGHTS, Candidate, Evidence, Term, _proposal, propose

COUNTRIES = ("ARG", "BOL", "BRB", "CRI", "CUB", "GTM", "HTI", "JAM", "PER", "URY")


def candidate(country: str, need: float | None = None, offer: float | None = None) -> Candidate:
    found = [None if value is None else Evidence(f"{country}-post", country, value) for value in (need, offer)]
    return Candidate(country, *found)


VALUES = st.none() | st.floats(0, 1).map(lambda one: round(one, 3))
CANDIDATES = st.lists(
    st.builds(candidate, st.sampled_from(COUNTRIES), VALUES, VALUES), max_size=9, unique_by=lambda one: one.country
)


@given(CANDIDATES, st.integers(1, 3))
def test_the_first_proposal_is_the_best_of_all_groups_and_its_parts_add_up(found: list[Candidate], wanted: int) -> None:
    proposals = propose(("MEX",), found, wanted=wanted)

    size = min(wanted, len(found))
    every = [_proposal(("MEX",), group).score for group in combinations(found, size)] if found else []
    assert [one.score for one in proposals[:1]] == ([max(every)] if every else [])
    for one in proposals:
        assert [part.term for part in one.parts] == list(Term)
        assert one.score == round(sum(part.contribution for part in one.parts), DIGITS) <= 1
        assert all(part.contribution == round(part.value * part.weight, DIGITS) for part in one.parts)


def test_of_countries_that_know_the_same_the_one_that_mixes_regions_and_incomes_is_proposed() -> None:
    alike, other = candidate("CRI", need=0.5, offer=0.5), candidate("BOL", need=0.5, offer=0.5)

    first = propose(("MEX", "PAN"), [alike, other], wanted=1)[0]

    assert first.countries == ("MEX", "PAN", "BOL")


def test_who_is_in_the_group_is_not_proposed_and_no_more_than_five_at_once() -> None:
    found = [candidate(one, need=1.0) for one in COUNTRIES]

    assert all("PER" not in [new.country for new in one.added] for one in propose(("PER",), found, wanted=1))
    assert {len(one.added) for one in propose(("PER",), found, wanted=9)} == {MOST_ADDED}
    assert propose(("PER",), [], wanted=2) == []


def test_the_weights_sum_to_one() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1)
