"""How alike two countries are.

What worked in a similar country is likely to work here (ECLAC, regional network of initiatives towards the MDGs).
"""

from functools import cache
from math import log10

from models import taxonomy
from models.taxonomy import Country

INCOME_STEPS = {"low": 0, "lower-middle": 1, "upper-middle": 2, "high": 3}

WEIGHTS = {
    "place": 0.25,  # neighbours share history, law and markets
    "income": 0.15,  # what a treasury can pay for
    "hdi": 0.15,  # what schools and clinics already reach
    "size": 0.10,  # a programme for 200 million people is built otherwise than one for 300,000
    "climate": 0.10,  # crops, diseases, hazards
    "groups": 0.10,  # LDC, LLDC and SIDS share constraints of their own
    "language": 0.15,  # laws, manuals and courses travel unchanged
}


@cache
def country_similarity(one: str, other: str) -> float | None:
    """Weighted likeness of two countries, 0..1, over the facts known of both; None where one is not in the taxonomy."""
    known = taxonomy.countries()
    if one not in known or other not in known:
        return None
    parts = _parts(known[one], known[other])
    told = {name: value for name, value in parts.items() if value is not None}
    return sum(WEIGHTS[name] * value for name, value in told.items()) / sum(WEIGHTS[name] for name in told)


def _parts(one: Country, other: Country) -> dict[str, float | None]:
    return {
        "place": 1.0 if one.subregion == other.subregion else 0.5 if one.region == other.region else 0.0,
        "income": _income(one, other),
        "hdi": None if one.hdi is None or other.hdi is None else max(0.0, 1 - abs(one.hdi - other.hdi) / 0.3),
        "size": _size(one, other),
        "climate": float(one.climate == other.climate),
        "groups": _groups(set(one.groups), set(other.groups)),
        "language": float(bool(set(one.languages) & set(other.languages))),
    }


def _income(one: Country, other: Country) -> float | None:
    if one.income not in INCOME_STEPS or other.income not in INCOME_STEPS:
        return None
    return 1 - abs(INCOME_STEPS[one.income] - INCOME_STEPS[other.income]) / 3


def _size(one: Country, other: Country) -> float | None:
    if not one.population or not other.population:
        return None
    return max(0.0, 1 - abs(log10(one.population) - log10(other.population)) / 3)


def _groups(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0
