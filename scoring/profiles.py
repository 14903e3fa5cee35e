"""Offers that look alike to a kind of feature: it is measured once for all of them."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scoring.offers import Joined
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


class Profile:
    """Alike offers have one number; `ones` are the offers that brought a new one, in order, `firsts` their places."""

    def __init__(self, kind: str, numbers: Numbers, firsts: Numbers, ones: Sequence[Offer], past: Past) -> None:
        self.kind = kind
        self.numbers = numbers
        self.firsts = firsts
        self.ones = ones
        self._past = past

    @classmethod
    def of(cls, kind: str, offers: Iterable[Offer], past: Past) -> "Profile":
        """The profile of some offers."""
        nobody = np.zeros(0, dtype=np.int32)
        return cls(kind, nobody, nobody, (), past).and_then(offers)

    @cached_property
    def _known(self) -> dict[Hashable, int]:
        return {ALIKE[self.kind](offer, self._past): number for number, offer in enumerate(self.ones)}

    def and_then(self, offers: Iterable[Offer]) -> "Profile":
        """This profile with more offers at its end."""
        known, ones, firsts, numbers = dict(self._known), [], [], []
        for place, offer in enumerate(offers, len(self.numbers)):
            look = ALIKE[self.kind](offer, self._past)
            if look not in known:
                known[look] = len(known)
                ones.append(offer)
                firsts.append(place)
            numbers.append(known[look])
        grown = Profile(
            self.kind,
            np.concatenate([self.numbers, np.array(numbers, dtype=np.int32)]),
            np.concatenate([self.firsts, np.array(firsts, dtype=np.int32)]),
            Joined(self.ones, ones) if ones else self.ones,
            self._past,
        )
        grown.__dict__["_known"] = known
        return grown
