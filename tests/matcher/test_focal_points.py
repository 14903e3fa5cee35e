"""The right focal point: of the country and the sector, else of the country."""

from matcher.focal_points import right_ones
from models.account import Account
from tests import builders


def point(name: str, covers: list[str] | None = None, sectors: list[str] | None = None) -> Account:
    return builders.account(name, "focal-point", covers=covers or [], covers_sectors=sectors or [])


HEALTH = point("health", ["COL"], ["health"])
ENERGY = point("energy", ["COL"], ["energy"])
COUNTRY = point("country", ["COL"])
PERU = point("peru", ["PER"])
ALL = [COUNTRY, ENERGY, HEALTH, PERU]


def named(points: list[Account], sectors: list[str], country: str = "COL") -> list[str]:
    return [one.email for one in right_ones(points, [country], sectors)]


def test_the_one_of_the_sector_is_the_right_one_and_else_the_one_of_the_country() -> None:
    assert named(ALL, ["health"]) == ["health"]
    assert named(ALL, ["health", "energy"]) == ["energy", "health"]
    assert named(ALL, ["tourism"]) == ["country"]
    assert named(ALL, []) == ["country"]
    assert named(ALL, ["health"], "PER") == ["peru"]


def test_without_one_of_the_country_in_general_all_of_it_are_asked() -> None:
    assert named([ENERGY, HEALTH], ["tourism"]) == ["energy", "health"]
    assert named([PERU], ["tourism"]) == []
