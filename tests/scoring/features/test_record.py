"""What a provider's past tells: what it taught, how long ago, and how well."""

from collections.abc import Sequence
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import Index, PastExchange, Request, explain
from scoring.features import FEATURES
from scoring.query import ask
from tests.scoring.builders import VACCINES, index, known, need, offer, past, value
from tests.scoring.strategies import thorough

HEALTH = ("health",)
RECORD = ("resembling_exchanges", "taught_in_sector", "rated_outcomes")
PROVIDERS = ("one", "two", "three")
ASKED = need(VACCINES, sectors=HEALTH)

exchanges = st.builds(
    past,
    st.just("e"),
    st.sampled_from(["BRA", "CUB"]),
    st.sampled_from(["BOL", "PER"]),
    provider=st.sampled_from(PROVIDERS),
    text=st.sampled_from([VACCINES, "Vacinação contra o sarampo", "Turismo rural", ""]),
    sectors=st.sampled_from([HEALTH, ("tourism",), ()]),
    start_year=st.integers(1990, 2026),
    outcome=st.none() | st.floats(0, 1),
)
histories = st.lists(exchanges, min_size=1, max_size=6).map(
    lambda found: [past(f"e{n}", **{**vars(one), "id": f"e{n}"}) for n, one in enumerate(found)]
)
outcomes = st.floats(0, 1)


def over(history: Sequence[PastExchange], providers: Sequence[str] = PROVIDERS) -> Index:
    """One offer a provider, called as the provider."""
    return index(*(offer(key, organization=key) for key in providers), exchanges=history)


def said(feature: str, history: Sequence[PastExchange], request: Request = ASKED) -> dict[str, float]:
    """What a feature says of every provider, to nine digits; NaN for unknown."""
    found = FEATURES[feature].measure(ask(request, over(history)))
    return dict(zip(PROVIDERS, np.round(found, 9).tolist(), strict=True))


def test_resembling_exchanges_know_who_taught_it_and_fade_with_age() -> None:
    history = [
        past("new", provider="new", text=VACCINES, start_year=2025),
        past("old", provider="old", text=VACCINES, start_year=1980),
        past("else", provider="else", text="Turismo", start_year=2025),
    ]
    among = over(history, ("new", "old", "else"))
    found = [known("resembling_exchanges", need(VACCINES), among, key) for key in ("new", "old", "else")]
    assert found[0] > found[1] > found[2] >= 0


@pytest.mark.parametrize("feature", RECORD)
def test_a_provider_without_a_past_is_unknown_and_not_zero(feature: str) -> None:
    history = [past("e", provider="one", text=VACCINES, sectors=HEALTH, outcome=0.0)]
    assert value(feature, ASKED, over(history), "two") is None
    assert value(feature, ASKED, over(history), "one") is not None


def test_a_request_of_which_nothing_is_told_says_nothing_of_the_past() -> None:
    history = [past("e", provider="one", text=VACCINES, sectors=HEALTH, outcome=1.0)]
    assert all(value(feature, need(), over(history), "one") is None for feature in RECORD)


def test_an_exchange_of_a_sister_institution_counts_less_than_ones_own() -> None:
    """And more than another subject, taught by whomever."""
    history = [
        past("1", "BRA", provider="own", text=VACCINES, sectors=HEALTH),
        past("2", "CUB", provider="foreign", text="Turismo", sectors=("tourism",)),
        past("3", "BRA", provider="sister", text="Turismo", sectors=("tourism",)),
    ]
    countries = {"own": "BRA", "sister": "BRA", "foreign": "CUB"}
    among = index(*(offer(key, organization=key, country=code) for key, code in countries.items()), exchanges=history)
    for feature in ("resembling_exchanges", "taught_in_sector"):
        own, sister, foreign = (known(feature, ASKED, among, key) for key in countries)
        assert own > sister > foreign, feature


def test_the_more_its_sisters_taught_the_more_an_institution_is_trusted_to() -> None:
    def trust(sisters: int) -> float:
        history = [past("own", "BRA", provider="one", text="Turismo"), past("else", "CUB", provider="two", text="Café")]
        history += [past(f"e{n}", "BRA", provider="sister", text=VACCINES) for n in range(sisters)]
        among = index(offer("a", organization="one", country="BRA"), offer("b", organization="two"), exchanges=history)
        return known("resembling_exchanges", ASKED, among)

    assert trust(0) < trust(1) < trust(4)


def test_an_offer_of_a_whole_country_has_the_past_of_all_its_institutions() -> None:
    history = [past("1", "BRA", provider="one", text=VACCINES), past("2", "BRA", provider="two", text=VACCINES)]
    offers = offer("whole", country="BRA"), offer("part", organization="one", country="BRA")
    whole, part = (
        known("resembling_exchanges", ASKED, index(*offers, exchanges=history), key) for key in ("whole", "part")
    )
    assert whole > part


def test_an_exchange_that_taught_many_countries_at_once_counts_once() -> None:
    def taught(*keys: str) -> float:
        learners = zip(keys, ("PER", "ECU", "COL"), strict=True)
        history = [past(key, "BRA", learner, provider="a", text=VACCINES) for key, learner in learners]
        among = index(offer("a", organization="a", country="BRA"), exchanges=history)
        return known("resembling_exchanges", need(VACCINES), among)

    assert taught("same", "same", "same") < taught("one", "two", "three")


@given(histories, st.data())
@thorough
def test_an_exchange_of_many_sides_counts_once(history: list[PastExchange], data: st.DataObject) -> None:
    """A course for six countries is one course, also in the average of all providers."""
    course = data.draw(st.sampled_from(history))
    for feature in ("taught_in_sector", "rated_outcomes"):
        assert said(feature, [*history, *[course] * 5]) == pytest.approx(said(feature, history), nan_ok=True)


@given(histories, st.randoms(use_true_random=False))
@thorough
def test_the_order_of_the_exchanges_changes_nothing(history: list[PastExchange], chance: Random) -> None:
    shuffled = [*history]
    chance.shuffle(shuffled)
    for feature in RECORD:
        assert said(feature, shuffled) == pytest.approx(said(feature, history), nan_ok=True)


@given(outcomes, outcomes)
@thorough
def test_a_better_outcome_never_counts_less(one: float, other: float) -> None:
    worse, better = sorted((one, other))
    history = [
        past("w", provider="one", text=VACCINES, sectors=HEALTH, outcome=worse),
        past("b", provider="two", text=VACCINES, sectors=HEALTH, outcome=better),
        past("e", provider="three", text="Turismo", sectors=("tourism",)),
    ]
    for feature in RECORD:
        found = said(feature, history)
        assert 0 <= found["one"] <= found["two"] <= 1, feature


@pytest.mark.parametrize("feature", ["resembling_exchanges", "taught_in_sector"])
def test_who_failed_stands_below_who_did_well_and_above_who_never_tried(feature: str) -> None:
    history = [
        past("1", provider="one", text=VACCINES, sectors=HEALTH, outcome=0.0),
        past("2", provider="two", text=VACCINES, sectors=HEALTH, outcome=1.0),
        past("3", provider="three", text="Turismo", sectors=("tourism",), outcome=1.0),
    ]
    failed, well, never = said(feature, history).values()
    assert well > failed > never >= 0


def test_an_exchange_that_nobody_rated_counts_between_failure_and_success() -> None:
    history = [
        past(key, provider=key, text=VACCINES, outcome=rated)
        for key, rated in zip(PROVIDERS, (0.0, None, 1.0), strict=True)
    ]
    failed, unrated, well = said("resembling_exchanges", history).values()
    assert failed < unrated < well


def test_the_sector_in_which_a_provider_teaches_most_is_told_from_one_that_it_touched() -> None:
    """Two taught as often in health as One, and far more often in everything else."""
    history = [past(f"h{key}{n}", provider=key, sectors=HEALTH) for key in ("one", "two") for n in range(4)]
    history += [past(f"t{n}", provider="two", sectors=("tourism",)) for n in range(20)]
    found = said("taught_in_sector", history)
    assert found["one"] > found["two"]


def test_one_exchange_in_the_sector_makes_no_speciality() -> None:
    history = [past("1", provider="one", sectors=HEALTH), past("t", provider="three", sectors=("tourism",))]
    history += [past(f"h{n}", provider="two", sectors=HEALTH) for n in range(8)]
    found = said("taught_in_sector", history)
    assert found["two"] > found["one"] > found["three"]


def test_few_ratings_are_drawn_to_the_average_of_all() -> None:
    rated = {"one": [1.0], "four": [1.0] * 4, "bad": [0.0] * 4}
    history = [
        past(f"{who}-{n}", provider=who, sectors=HEALTH, outcome=outcome)
        for who, outcomes in rated.items()
        for n, outcome in enumerate(outcomes)
    ]
    four, one, bad = (
        known("rated_outcomes", need(sectors=HEALTH), over(history, tuple(rated)), key)
        for key in ("four", "one", "bad")
    )
    assert 1 > four > one > bad > 0


def test_ratings_in_another_sector_say_nothing() -> None:
    history = [past("e", provider="one", sectors=("tourism",), outcome=1.0)]
    assert value("rated_outcomes", need(sectors=HEALTH), over(history), "one") is None


def test_the_explanation_names_the_exchanges_and_sectors_that_speak_for_a_provider() -> None:
    history = [
        past("near", provider="one", title="Vacunas", text=VACCINES, sectors=HEALTH),
        past("far", provider="one", title="Turismo", sectors=("tourism",)),
        past("foreign", provider="two", title="Sarampión", text=VACCINES, sectors=HEALTH),
    ]
    found, _ = explain(ASKED, "one", over(history))
    told = {one.feature: dict(one.evidence) for one in found.contributions}
    assert told["resembling_exchanges"]["exchanges"][0] == {"id": "near", "title": "Vacunas"}
    assert "foreign" not in {one["id"] for one in told["resembling_exchanges"]["exchanges"]}
    assert told["taught_in_sector"] == {"sectors": ["health"]}
