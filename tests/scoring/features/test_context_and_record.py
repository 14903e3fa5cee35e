"""What the context, track record, network and practice features answer."""

from datetime import timedelta

import pytest

from models import taxonomy
from scoring import Practice
from scoring.context import country_similarity
from tests.scoring.builders import TODAY, VACCINES, index, known, need, offer, past, value

HEALTH = ("health",)


@pytest.mark.parametrize(
    ("home", "near", "far"),
    [("SLV", "GTM", "NOR"), ("HTI", "BEN", "JPN"), ("FJI", "WSM", "MNG"), ("BOL", "PRY", "SGP"), ("AGO", "MOZ", "ISL")],
)
def test_similar_country_prefers_the_country_with_like_conditions(home: str, near: str, far: str) -> None:
    over = index(offer("near", country=near), offer("far", country=far), offer("odd", country="XXX"), offer("none"))
    assert known("similar_country", need(country=home), over, "near") > known(
        "similar_country", need(country=home), over, "far"
    )
    assert value("similar_country", need(country=home), over, "odd") is None
    assert value("similar_country", need(country=home), over, "none") is None


def test_country_similarity_is_symmetric_and_one_with_itself() -> None:
    codes = sorted(taxonomy.countries())[::8]
    for one in codes:
        assert country_similarity(one, one) == pytest.approx(1)
        for other in codes:
            assert country_similarity(one, other) == pytest.approx(country_similarity(other, one))
            assert 0 <= (country_similarity(one, other) or 0) <= 1 + 1e-9


def test_resembling_exchanges_know_who_taught_it_and_fade_with_age() -> None:
    history = [
        past("new", provider="new", text=VACCINES, start_year=2025),
        past("old", provider="old", text=VACCINES, start_year=1980),
        past("else", provider="else", text="Turismo", start_year=2025),
    ]
    over = index(*(offer(key, organization=key) for key in ("new", "old", "else", "none")), exchanges=history)
    found = [known("resembling_exchanges", need(VACCINES), over, key) for key in ("new", "old", "else")]
    assert found[0] > found[1] > found[2] >= 0
    assert value("resembling_exchanges", need(VACCINES), over, "none") is None


def test_an_exchange_of_a_sister_institution_counts_less_than_ones_own() -> None:
    history = [past("e", "BRA", provider="own", text=VACCINES)]
    offers = [offer(key, organization=key, country="BRA") for key in ("own", "sister")]
    over = index(*offers, exchanges=history)
    own, sister = (known("resembling_exchanges", need(VACCINES), over, key) for key in ("own", "sister"))
    assert own > sister > 0


def test_what_a_sister_institution_taught_counts_more_than_what_nobody_of_the_country_did() -> None:
    history = [past("e", "BRA", provider="own", text=VACCINES), past("f", "PER", provider="other", text="Turismo")]
    offers = offer("sister", organization="sister", country="BRA"), offer("far", organization="far", country="PER")
    over = index(*offers, exchanges=history)
    sister, far = (known("resembling_exchanges", need(VACCINES), over, key) for key in ("sister", "far"))
    assert sister > 1.5 * far


def test_an_exchange_that_taught_many_countries_at_once_counts_once() -> None:
    def taught(*keys: str) -> float:
        learners = zip(keys, ("PER", "ECU", "COL"), strict=True)
        history = [past(key, "BRA", learner, provider="a", text=VACCINES) for key, learner in learners]
        over = index(offer("a", organization="a", country="BRA"), exchanges=history)
        return known("resembling_exchanges", need(VACCINES), over)

    assert taught("same", "same", "same") < taught("one", "two", "three")


def test_few_ratings_are_drawn_to_the_average_of_all() -> None:
    rated = {"one": [1.0], "four": [1.0] * 4, "bad": [0.0] * 4}
    history = [
        past(f"{who}-{n}", provider=who, sectors=HEALTH, outcome=outcome)
        for who, outcomes in rated.items()
        for n, outcome in enumerate(outcomes)
    ]
    over = index(*(offer(who, organization=who) for who in (*rated, "none")), exchanges=history)
    four, one, bad = (known("rated_outcomes", need(sectors=HEALTH), over, key) for key in ("four", "one", "bad"))
    assert 1 > four > one > bad > 0
    assert value("rated_outcomes", need(sectors=HEALTH), over, "none") is None


def test_ratings_in_another_sector_say_nothing() -> None:
    history = [past("e", provider="a", sectors=("tourism",), outcome=1.0)]
    over = index(offer("a", organization="a"), exchanges=history)
    assert value("rated_outcomes", need(sectors=HEALTH), over) is None


def test_worked_together_and_can_give_back_are_the_two_directions() -> None:
    over = index(offer("a", country="BRA"), offer("b", country="CHL"), exchanges=[past("e", "BRA", "BOL")])
    assert known("worked_together", need(country="BOL"), over, "a") > 0
    assert value("can_give_back", need(country="BOL"), over, "a") == 0
    assert value("worked_together", need(country="BOL"), over, "b") is None
    back = index(offer("a", country="BOL"), exchanges=[past("e", "BRA", "BOL")])
    assert known("can_give_back", need(country="BRA"), back) > 0


def test_more_and_newer_ties_bind_stronger() -> None:
    def tie(*years: int) -> float:
        history = [past(f"e{n}", "BRA", "BOL", start_year=year) for n, year in enumerate(years)]
        return known("worked_together", need(country="BOL"), index(offer("a", country="BRA"), exchanges=history))

    assert tie(2025, 2025) > tie(2025) > tie(1980) > 0


def test_common_partners_bring_two_countries_near() -> None:
    history = [past("1", "BRA", "BOL"), past("2", "BRA", "PER"), past("3", "JPN", "KEN")]
    over = index(*(offer(code, country=code) for code in ("PER", "JPN", "FRA")), exchanges=history)
    near, far = (known("close_in_network", need(country="BOL"), over, code) for code in ("PER", "JPN"))
    assert near > far
    assert value("close_in_network", need(country="BOL"), over, "FRA") is None


def test_the_choice_of_a_similar_country_counts_more() -> None:
    history = [past("1", "BRA", "GTM"), past("2", "CHL", "JPN")]
    over = index(*(offer(code, country=code) for code in ("BRA", "CHL", "PER")), exchanges=history)
    found = [known("chosen_by_similar", need(country="SLV"), over, code) for code in ("BRA", "CHL")]
    assert found[0] > found[1] > 0
    assert value("chosen_by_similar", need(country="SLV"), over, "PER") is None


def test_ones_own_choices_are_not_those_of_peers() -> None:
    over = index(offer("a", country="BRA"), exchanges=[past("1", "BRA", "SLV")])
    assert value("chosen_by_similar", need(country="SLV"), over) in (None, 0)


def test_documented_practices_are_those_named_or_of_the_same_provider_and_sector() -> None:
    practices = [Practice(id="named"), Practice(id="kin", organization="one", sectors=HEALTH)]
    over = index(
        offer("a", practices=("named",)),
        offer("b", organization="one", sectors=HEALTH),
        offer("c", organization="one", sectors=("tourism",)),
        offer("d", organization="one", sectors=HEALTH, practices=("named",)),
        practices=practices,
    )
    found = {key: known("documented_practice", need(), over, key) for key in "abcd"}
    assert found["a"] == found["b"] > found["c"] == 0
    assert found["d"] > found["a"]


def test_an_offer_loses_half_its_freshness_in_a_year() -> None:
    days = {"a": 0, "b": 365, "c": -30}
    offers = [offer(key, published_on=TODAY - timedelta(age)) for key, age in days.items()]
    assert [value("fresh_offer", need(), index(*offers), key) for key in "abc"] == [1, pytest.approx(0.5), 1]


def test_free_capacity_is_the_share_of_the_year_still_free() -> None:
    offers = [offer("a", capacity=4, engaged=1), offer("b", capacity=4, engaged=4), offer("c")]
    assert [value("free_capacity", need(), index(*offers), key) for key in "abc"] == [0.75, 0, None]
