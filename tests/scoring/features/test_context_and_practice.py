"""What the context and practice features answer."""

from datetime import timedelta

import pytest

from models import taxonomy
from scoring import Practice
from scoring.context import country_similarity
from tests.scoring.builders import TODAY, index, known, need, offer, value

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
