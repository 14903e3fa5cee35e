"""Invented names of organizations: kinds of institution x fields x places, each in four languages.

Places are real ones: countries by CLDR (Babel) and their subdivisions by ISO 3166-2 (pycountry). Names are as alike as
in life: every province has a department of health.
"""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import numpy as np
import pycountry

from models import taxonomy
from models.taxonomy.rows import LANGUAGE_COLUMNS

Named = tuple[str, str]
"""An organization's identifier and one of its names."""

SYLLABLES = tuple(first + last for first in "bcdfghjklmnpqrstvyz" for last in "aeiou")
"""What proper names are made of."""
AT_ONCE = 4096


def invented_names(count: int, seed: int) -> Iterator[Named]:
    """So many names, all distinct: up to four an organization, one a language."""
    random = np.random.default_rng([seed, 0])
    seen: set[str] = set()
    number = 0
    while len(seen) < count:
        kinds = random.integers(len(_rows("institution_kinds")), size=AT_ONCE)
        fields = random.integers(len(_rows("institution_fields")), size=AT_ONCE)
        places = random.integers(len(_places()), size=AT_ONCE)
        syllables = random.integers(len(SYLLABLES), size=(AT_ONCE, 3))
        for draw in zip(kinds, fields, places, syllables, strict=True):
            fresh = [name for name in dict.fromkeys(_names(*draw)) if name not in seen][: count - len(seen)]
            seen.update(fresh)
            yield from ((f"org-{number}", name) for name in fresh)
            number += 1


def _names(kind: int, field: int, place: int, syllables: tuple[int, ...]) -> Iterator[str]:
    proper = "".join(SYLLABLES[one] for one in syllables).capitalize()
    for language in LANGUAGE_COLUMNS:
        pattern, subject = _rows("institution_kinds")[kind][language], _rows("institution_fields")[field][language]
        yield pattern.format(field=subject, place=_places()[place][language], name=proper)


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with (files("matcher.benchmark") / f"{name}.csv").open(encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


@cache
def _places() -> tuple[dict[str, str], ...]:
    countries = [{code: taxonomy.country_name(one, code) for code in LANGUAGE_COLUMNS} for one in taxonomy.countries()]
    parts = [dict.fromkeys(LANGUAGE_COLUMNS, one.name) for one in pycountry.subdivisions]
    return (*countries, *parts)
