"""Tags as numbers: which ways of working stand in for each other, who understands whom."""

from collections.abc import Iterable, Mapping
from csv import DictReader
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from models import taxonomy
from scoring.arrays import Flags, Floats
from scoring.records import Offer

OTHERWISE = 0.2
"""Fit of two modalities that `data/modalities.csv` does not name together: know-how can travel otherwise."""


@dataclass(frozen=True)
class StandIn:
    """How well one modality stands in for another, 0..1, and why; the reason is translated."""

    fit: float
    reason: str


@cache
def stand_ins() -> dict[tuple[str, str], StandIn]:
    """By (wanted, offered) modality."""
    with (files("scoring") / "data" / "modalities.csv").open(encoding="utf-8") as file:
        return {(row["wanted"], row["offered"]): StandIn(float(row["fit"]), row["reason"]) for row in DictReader(file)}


def modality_fit(wanted: str, offered: str) -> float:
    """1 for the same modality, less for one that can stand in, in that direction."""
    if wanted == offered:
        return 1.0
    found = stand_ins().get((wanted, offered))
    return OTHERWISE if found is None else found.fit


@cache
def modality_table() -> Floats:
    """Fit of every pair of modalities, in the order of the taxonomy."""
    slugs = list(taxonomy.modalities())
    return np.array([[modality_fit(one, other) for other in slugs] for one in slugs])


def language_fit(one: str, other: str) -> float:
    """1 for a shared language, 0.75 for near ones (Spanish and Portuguese), 0.3 through an interpreter."""
    if one == other:
        return 1.0
    return 0.75 if understands(one, other) else 0.3


def understands(one: str, other: str) -> bool:
    """Whether those who work in one language follow the other without an interpreter: it is the same or a near one."""
    known = taxonomy.languages()
    near = (one in known and other in known[one].near) or (other in known and one in known[other].near)
    return one == other or near


@cache
def language_table() -> Floats:
    """Fit of every pair of languages, in the order of the taxonomy."""
    codes = list(taxonomy.languages())
    return np.array([[language_fit(one, other) for other in codes] for one in codes])


class TagTable:
    """One kind of tag on all offers, as a matrix of flags (offers x tags)."""

    def __init__(self, known: Iterable[str | int], tags_of_offers: list[tuple[str | int, ...]]) -> None:
        self.position: Mapping[str | int, int] = {tag: place for place, tag in enumerate(known)}
        self.flags: Flags = np.zeros((len(tags_of_offers), len(self.position)), dtype=bool)
        for row, tags in enumerate(tags_of_offers):
            self.flags[row, self.places(tags)] = True
        self.none: Flags = np.logical_not(self.flags.any(axis=1))
        self._alike, number = np.unique(self.flags, axis=0, return_inverse=True)
        self._number = number.ravel()

    def places(self, tags: Iterable[str | int]) -> list[int]:
        """The columns of the tags that the taxonomy knows."""
        return [self.position[tag] for tag in dict.fromkeys(tags) if tag in self.position]

    def best(self, table: Floats, wanted: int) -> Floats:
        """For each offer the highest value that one of its tags has against the wanted one; NaN where it has no tag."""
        best: Floats = np.where(self._alike, table[wanted], -1.0).max(axis=1, initial=-1.0)
        best[best < 0] = np.nan
        return best[self._number]


def languages_of(offer: Offer) -> tuple[str, ...]:
    """The working languages of an offer; where none are named, the official ones of its country."""
    return spoken(offer.working_languages, offer.country)


def spoken(named: tuple[str, ...], code: str | None) -> tuple[str, ...]:
    """The languages that are named; where none are, the official ones of a country."""
    country = taxonomy.countries().get(code or "")
    return named or (country.languages if country else ())
