"""The countries and organizations of the invented posts."""

from dataclasses import dataclass
from functools import cache

from numpy.random import Generator

from matcher.benchmark.words import TONGUES
from models import taxonomy

COUNTRIES = 150
SPOKEN = (0.35, 0.3, 0.15, 0.2)
"""Shares of English, Spanish, Portuguese and French among organizations."""


@dataclass(frozen=True)
class Provider:
    """An organization that offers expertise."""

    id: str
    country: str
    language: str


@cache
def countries_by_language() -> dict[str, tuple[str, ...]]:
    """The most populous countries outside Europe by the languages they write in; English where it is none of four."""
    outside = [one for one in taxonomy.countries().values() if one.region != "europe"]
    chosen = sorted(outside, key=lambda one: (-one.population, one.code))[:COUNTRIES]
    spoken = {one.code: [tongue for tongue in TONGUES if tongue in one.languages] or ["en"] for one in chosen}
    return {tongue: tuple(sorted(code for code in spoken if tongue in spoken[code])) for tongue in TONGUES}


def draw_language(generator: Generator, size: int) -> list[str]:
    """Languages of as many organizations."""
    return [TONGUES[place] for place in generator.choice(len(TONGUES), size, p=SPOKEN)]


def draw_country(generator: Generator, language: str, *, but: str | None = None) -> str:
    """A country that writes in a language, other than one."""
    known = [code for code in countries_by_language()[language] if code != but]
    return known[int(generator.integers(len(known)))]


def draw_providers(generator: Generator, count: int) -> list[Provider]:
    """As many organizations, each of one country and language; the first ones cover every country."""
    seats = [(code, language) for language, codes in countries_by_language().items() for code in codes]
    first = [seats[place] for place in generator.permutation(len(seats))][: count // 2]
    others = draw_language(generator, count - len(first))
    seated = first + [(draw_country(generator, language), language) for language in others]
    return [Provider(f"organization-{place}", country, language) for place, (country, language) in enumerate(seated)]
