"""That reading by columns pairs and arranges as reading one exchange after the other would."""

import numpy as np
import pytest

from matcher.analytics.columns import UNKNOWN
from matcher.analytics.sides import ROLES, Sides
from matcher.analytics.wanted import Arrangement
from models.exchange import TEACHING, PartyRole

ROLE_NAMES = list(PartyRole)


def drawn(seed: int) -> Sides:
    """Forty exchanges of up to six sides each, some of a country or a body that is not told."""
    draw = np.random.default_rng(seed)
    exchange = np.sort(draw.integers(0, 40, 150)).astype(np.int32)
    roles = ROLES.places_of([ROLE_NAMES[place] for place in draw.integers(0, len(ROLE_NAMES), 150)])
    country, organization = draw.integers(UNKNOWN, 6, (2, 150)).astype(np.int32)
    return Sides(exchange, roles, country, organization)


@pytest.mark.parametrize("seed", range(10))
def test_each_that_taught_meets_each_of_another_country_that_learned(seed: int) -> None:
    sides = drawn(seed)
    role = [ROLE_NAMES[place] for place in sides.role]
    places = range(len(role))
    expected = [
        (one, other)
        for one in places
        for other in places
        if sides.exchange[one] == sides.exchange[other]
        and role[one] in TEACHING
        and role[other] == PartyRole.REQUESTER
        and sides.country[one] != sides.country[other]
    ]
    teacher, learner = sides.pairs()
    assert list(zip(teacher.tolist(), learner.tolist(), strict=True)) == expected


@pytest.mark.parametrize("seed", range(10))
def test_arrangements_go_by_countries_and_by_third_sides(seed: int) -> None:
    sides = drawn(seed)
    found = sides.arrangements(40)
    for exchange in range(40):
        own = np.nonzero(sides.exchange == exchange)[0].tolist()
        roles = {place: ROLE_NAMES[sides.role[place]] for place in own}
        main = [place for place in own if roles[place] in (PartyRole.REQUESTER, PartyRole.PROVIDER)]
        countries = {int(sides.country[place]) for place in main} - {UNKNOWN}
        third = set(roles.values()) - {PartyRole.REQUESTER, PartyRole.PROVIDER}
        expected = Arrangement.TRIANGULAR if third else Arrangement.BILATERAL
        expected = Arrangement.REGIONAL if len(countries) > 2 else expected
        assert list(Arrangement)[found[exchange]] == expected
