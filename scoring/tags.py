"""Tags as numbers: how near two sectors are, which ways of working go together, who understands whom."""

from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np

from models import taxonomy
from scoring.arrays import Flags, Floats
from scoring.records import Offer

SAME_AREA = 0.35
"""Two sectors of one SEGIB area: often one ministry's neighbours, seldom the same know-how."""
SHARED_GOAL = 0.25
"""Two sectors of different areas that serve a common SDG."""
ACROSS_EVERYTHING = 0.3
"""`multisector` against any sector: it may be meant, it need not be."""


def sector_kinship(one: str, other: str) -> float:
    """How near two sectors stand in SEGIB's tree, 0..1."""
    if one == other:
        return 1.0
    if "multisector" in (one, other):
        return ACROSS_EVERYTHING
    first, second = taxonomy.sectors()[one], taxonomy.sectors()[other]
    if first.area == second.area:
        return SAME_AREA
    return SHARED_GOAL if set(first.sdgs) & set(second.sdgs) else 0.0


@cache
def sector_table() -> Floats:
    """Kinship of every pair of sectors, in the order of the taxonomy."""
    slugs = list(taxonomy.sectors())
    return np.array([[sector_kinship(one, other) for other in slugs] for one in slugs])


WAYS_OF_LEARNING = (
    {"technical-assistance", "expert-mission", "technology-transfer", "equipment"},
    {"study-visit", "secondment", "training", "virtual-exchange", "expert-mission"},
    {"network", "knowledge-fair", "conference", "virtual-exchange"},
    {"documentation", "comparative-study", "joint-research"},
)
"""Modalities that stand in for each other: experts travel, learners travel, many meet, knowledge is written down."""


def modality_fit(wanted: str, offered: str) -> float:
    """1 for the same modality, 0.6 where one can stand in for the other, else 0.2: know-how can travel otherwise."""
    if wanted == offered:
        return 1.0
    return 0.6 if any({wanted, offered} <= way for way in WAYS_OF_LEARNING) else 0.2


@cache
def modality_table() -> Floats:
    """Fit of every pair of modalities, in the order of the taxonomy."""
    slugs = list(taxonomy.modalities())
    return np.array([[modality_fit(one, other) for other in slugs] for one in slugs])


def language_fit(one: str, other: str) -> float:
    """1 for a shared language, 0.75 for near ones (Spanish and Portuguese), 0.3 through an interpreter."""
    if one == other:
        return 1.0
    known = taxonomy.languages()
    near = (one in known and other in known[one].near) or (other in known and one in known[other].near)
    return 0.75 if near else 0.3


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

    def places(self, tags: Iterable[str | int]) -> list[int]:
        """The columns of the tags that the taxonomy knows."""
        return [self.position[tag] for tag in dict.fromkeys(tags) if tag in self.position]

    def best(self, table: Floats, wanted: int) -> Floats:
        """For each offer the highest value that one of its tags has against the wanted one; NaN where it has no tag."""
        best: Floats = np.where(self.flags, table[wanted], -1.0).max(axis=1, initial=-1.0)
        return np.where(self.none, np.nan, best)


def languages_of(offer: Offer) -> tuple[str, ...]:
    """The working languages of an offer; where none are named, the official ones of its country."""
    country = taxonomy.countries().get(offer.country or "")
    return offer.working_languages or (country.languages if country else ())
