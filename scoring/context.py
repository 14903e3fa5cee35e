"""How alike two countries are.

What worked in a similar country is likely to work here (ECLAC, regional network of initiatives towards the MDGs).
Numbers are compared as distances between standard scores over the countries of the taxonomy, categories by what is
shared, and the parts are averaged over the facts known of both (Gower 1971, Biometrics 27).
"""

from collections.abc import Callable
from functools import cache
from math import exp, log10

import numpy as np

from models import taxonomy
from models.taxonomy import Country

INCOME_STEPS = {"low": 0, "lower-middle": 1, "upper-middle": 2, "high": 3}

WEIGHTS = {
    "place": 0.35,  # neighbours share history, law and markets; most South-South cooperation stays within a region
    "language": 0.20,  # laws, manuals and courses travel unchanged
    "groups": 0.10,  # LDC, LLDC and SIDS share constraints of their own
    "climate": 0.10,  # crops, diseases, hazards
    "income": 0.10,  # what a treasury can pay for
    "hdi": 0.10,  # what schools and clinics already reach
    "size": 0.05,  # a programme for 200 million people is built otherwise than one for 300,000
}

INDICATORS: dict[str, Callable[[Country], float | None]] = {
    "income": lambda country: INCOME_STEPS.get(country.income),
    "hdi": lambda country: country.hdi,
    "size": lambda country: log10(country.population) if country.population else None,
}

CLOSE = 0.7
"""Likeness from which two countries count as alike in a number: about a third of a standard deviation apart."""

LIKENESSES = {
    "subregion": "same subregion",
    "region": "same region",
    "language": "shared language",
    "SIDS": "both small islands",
    "LLDC": "both landlocked",
    "LDC": "both least developed",
    "climate": "same climate",
    "income": "same income group",
    "hdi": "similar human development",
    "size": "similar size",
}
"""In what two countries can be alike, the weightier first; the texts are translated."""


@cache
def country_similarity(one: str, other: str) -> float | None:
    """Weighted likeness of two countries, 0..1, over the facts known of both; None where one is not in the taxonomy."""
    known = taxonomy.countries()
    if one not in known or other not in known:
        return None
    parts = _parts(known[one], known[other])
    told = {name: value for name, value in parts.items() if value is not None}
    return sum(WEIGHTS[name] * value for name, value in told.items()) / sum(WEIGHTS[name] for name in told)


def alike_in(one: str, other: str) -> list[str]:
    """In what two countries are alike, as keys of LIKENESSES, the weightier first."""
    return list(_alike_in(one, other))


@cache
def _alike_in(one: str, other: str) -> tuple[str, ...]:
    known = taxonomy.countries()
    if one not in known or other not in known:
        return ()
    first, second = known[one], known[other]
    parts = _parts(first, second)
    place = {1.0: "subregion", 0.5: "region"}.get(parts["place"] or 0.0)
    shared = set(first.groups) & set(second.groups)
    close = {name for name in ("language", "climate", *INDICATORS) if (parts[name] or 0.0) >= CLOSE}
    return tuple(one for one in LIKENESSES if one in shared | close | {place})


def _parts(one: Country, other: Country) -> dict[str, float | None]:
    return {
        "place": 1.0 if one.subregion == other.subregion else 0.5 if one.region == other.region else 0.0,
        "language": float(bool(set(one.languages) & set(other.languages))),
        "groups": _groups(set(one.groups), set(other.groups)),
        "climate": float(one.climate == other.climate),
        **{name: _nearness(name, one.code, other.code) for name in INDICATORS},
    }


def _nearness(indicator: str, one: str, other: str) -> float | None:
    """1 for the same standard score, falling by a factor e a standard deviation; None where one is not known."""
    scores = _standard_scores(indicator)
    return exp(-abs(scores[one] - scores[other])) if one in scores and other in scores else None


@cache
def _standard_scores(indicator: str) -> dict[str, float]:
    found = {code: INDICATORS[indicator](country) for code, country in taxonomy.countries().items()}
    known = {code: value for code, value in found.items() if value is not None}
    mean, deviation = np.mean(list(known.values())), np.std(list(known.values()))
    return {code: float((value - mean) / deviation) for code, value in known.items()}


def _groups(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0
