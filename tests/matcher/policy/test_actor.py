"""What an actor is to a country or an organization."""

import pytest

from matcher.policy.actor import Actor, covered_countries
from models.account import Role
from tests.matcher.policy.cast import as_told

FOCAL = Actor("focal@example.org", role=Role.FOCAL_POINT)


@pytest.mark.parametrize(
    ("covers", "inside", "outside"),
    [(["MEX"], "MEX", "BRA"), (["caribbean"], "HTI", "MEX"), (["caribbean", "MEX"], "MEX", "BRA")],
)
def test_a_focal_point_looks_after_its_countries_and_regions(covers: list[str], inside: str, outside: str) -> None:
    found = Actor("focal@example.org", role=Role.FOCAL_POINT, covers=covered_countries(covers))

    assert found.looks_after(inside)
    assert found.looks_after(outside, inside)
    assert not found.looks_after(outside)


def test_a_focal_point_without_countries_looks_after_all() -> None:
    assert covered_countries([]) is None
    assert FOCAL.looks_after("MEX")


def test_only_focal_points_look_after_and_only_agencies_are_windows() -> None:
    agency = Actor("agency@example.org", role=Role.AGENCY, country="MEX")
    provider = Actor("provider@example.org", role=Role.PROVIDER, country="MEX")

    assert not agency.looks_after("MEX")
    assert (agency.is_window_of("MEX"), agency.is_window_of("BRA"), agency.is_window_of(None)) == (True, False, False)
    assert not provider.is_window_of("MEX")
    assert agency.is_window_of(as_told("MEX"))
    assert not Actor().belongs_to(None)


def test_nobody_has_a_second_factor_or_the_trust_of_the_service_unless_it_is_said() -> None:
    assert not FOCAL.second_factor
    assert not FOCAL.trusted
