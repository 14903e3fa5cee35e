"""How near two sectors stand in SEGIB's tree: root, area, sector."""

from collections import Counter
from collections.abc import Iterable
from math import log

import numpy as np

from models import taxonomy
from scoring.arrays import Floats

SAME_AREA = 0.35
"""Two sectors of one SEGIB area: often one ministry's neighbours, seldom the same know-how."""
ACROSS_EVERYTHING = 0.3
"""`multisector` against any sector: it may be meant, it need not be."""
MANY_TAGS = 500
"""From so many tags on, what a collection shows counts as much as SAME_AREA, and with more of them more."""


def sector_table(used: Iterable[str]) -> Floats:
    """Kinship of every pair of sectors, 0..1, in the order of the taxonomy, by the tags that a collection uses.

    Two sectors of one area are as alike as their area tells of them (Lin 1998), with information contents from the
    tags, one added to each; where tags are few, it stays near SAME_AREA. Sectors of different areas have nothing in
    common but the root, which tells nothing.
    """
    known = taxonomy.sectors()
    counts = Counter(slug for slug in used if slug in known)
    shares = {slug: (counts[slug] + 1) / (counts.total() + len(known)) for slug in known}
    trust = counts.total() / (counts.total() + MANY_TAGS)
    return np.array([[_kinship(one, other, shares, trust) for other in known] for one in known])


def common_area(one: str, other: str) -> str | None:
    """The area that holds both sectors; None where only the root does."""
    first, second = taxonomy.sectors()[one], taxonomy.sectors()[other]
    return first.area if first.area == second.area else None


def _kinship(one: str, other: str, shares: dict[str, float], trust: float) -> float:
    if one == other:
        return 1.0
    if "multisector" in (one, other):
        return ACROSS_EVERYTHING
    area = common_area(one, other)
    if area is None:
        return 0.0
    whole = sum(share for slug, share in shares.items() if taxonomy.sectors()[slug].area == area)
    lin = 2 * log(whole) / (log(shares[one]) + log(shares[other]))
    return trust * lin + (1 - trust) * SAME_AREA
