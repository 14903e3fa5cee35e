"""Offers that look alike to a kind of feature: it is measured once for all of them."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scoring.lengthening import Column
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


class Looks:
    """The numbers of looks. Those that come later stand by themselves, so that the many first ones are not copied."""

    def __init__(self, first: Mapping[Hashable, int], later: Mapping[Hashable, int] | None = None) -> None:
        self._first = first
        self._later = later or {}

    def number(self, look: Hashable) -> int | None:
        """The number of a look; None for a new one."""
        return self._later.get(look, self._first.get(look))

    def and_then(self, later: Mapping[Hashable, int]) -> "Looks":
        """These looks and new ones."""
        if not later:
            return self
        return Looks(self._first, {**self._later, **later}) if self._first else Looks(later)


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
    def _known(self) -> "Looks":
        return Looks({ALIKE[self.kind](offer, self._past): number for number, offer in enumerate(self.ones)})

    @cached_property
    def _column(self) -> Column:
        return Column(self.numbers)

    def and_then(self, offers: Iterable[Offer]) -> "Profile":
        """This profile with more offers at its end."""
        known = self._known
        ones: list[Offer] = []
        firsts, numbers = [], []
        later: dict[Hashable, int] = {}
        for place, offer in enumerate(offers, len(self.numbers)):
            look = ALIKE[self.kind](offer, self._past)
            number = later[look] if look in later else known.number(look)
            if number is None:
                number = later[look] = len(self.ones) + len(ones)
                ones.append(offer)
                firsts.append(place)
            numbers.append(number)
        column = self._column.and_then(np.array(numbers, dtype=np.int32))
        grown = Profile(
            self.kind,
            column.values,
            np.concatenate([self.firsts, np.array(firsts, dtype=np.int32)]),
            Joined(self.ones, ones) if ones else self.ones,
            self._past,
        )
        grown.__dict__.update(_known=known.and_then(later), _column=column)
        return grown
