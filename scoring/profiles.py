"""Offers that look alike to a kind of feature: it is measured once for all of them."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.past import Past
from scoring.records import Offer
from scoring.tags import languages_of
from scoring.teachers import teacher_key

Numbers = NDArray[np.int32]

ALIKE: dict[str, Callable[[Offer, Past], Hashable]] = {
    "sectors": lambda offer, _: offer.sectors,
    "goals": lambda offer, _: offer.sdgs,
    "modalities": lambda offer, _: offer.modalities,
    "languages": lambda offer, _: languages_of(offer),
    "organization": lambda offer, _: offer.organization,
    "country": lambda offer, _: offer.country,
    "teacher": lambda offer, past: teacher_key(offer, past.institutions),
}
"""What makes two offers alike to a kind of feature."""


@dataclass(frozen=True)
class Profile:
    """Alike offers have one number; `ones` holds the first offer of each number, `known` the number of each look."""

    numbers: Numbers
    ones: tuple[Offer, ...]
    known: dict[Hashable, int]

    @classmethod
    def of(cls, kind: str, offers: Iterable[Offer], past: Past) -> "Profile":
        """The profile of some offers."""
        return cls(np.zeros(0, dtype=np.int32), (), {}).and_then(kind, offers, past)

    def and_then(self, kind: str, offers: Iterable[Offer], past: Past) -> "Profile":
        """This profile with more offers at its end."""
        known, ones = dict(self.known), list(self.ones)
        numbers = []
        for offer in offers:
            look = ALIKE[kind](offer, past)
            if look not in known:
                known[look] = len(ones)
                ones.append(offer)
            numbers.append(known[look])
        return Profile(np.concatenate([self.numbers, np.array(numbers, dtype=np.int32)]), tuple(ones), known)


def looks_of(kind: str, ones: Sequence[Offer], past: Past) -> dict[Hashable, int]:
    """The number of each look, given one offer of each."""
    return {ALIKE[kind](offer, past): number for number, offer in enumerate(ones)}
