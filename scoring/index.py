"""Everything the ranking needs to know about the offers, prepared once and asked many times."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models import taxonomy
from scoring.arrays import Floats, unknown
from scoring.context import country_similarity
from scoring.past import Past
from scoring.practices import practices_of
from scoring.records import Offer, PastExchange, Practice
from scoring.tags import TagTable, languages_of
from scoring.teachers import SISTER_SHARE, Teachers
from scoring.text.encoder import EncodedTexts, Encoder
from scoring.text.reading import Reading, read
from scoring.text.similarity import TextIndex

SAMPLE = 1000
"""Offers that stand for all when averages are told."""
READINGS_KEPT = 4096
"""Offers whose words are kept at hand: the same ones are shown again and again."""


class Index:
    """Offers against a past, ready to be ranked for any request on a given day. What no feature asks for is not
    prepared."""

    def __init__(self, offers: Sequence[Offer], past: Past, as_of: date, encoder: Encoder | None = None) -> None:
        self.offers = tuple(offers)
        self.past = past
        self.as_of = as_of
        self.encoder = encoder
        self.country_likeness = lru_cache(maxsize=512)(self._country_likeness)
        self.reading = lru_cache(maxsize=READINGS_KEPT)(self._reading)

    @cached_property
    def text(self) -> TextIndex:
        """The texts of the offers."""
        return TextIndex([((offer.title, offer.text), offer.language) for offer in self.offers])

    @cached_property
    def encoded(self) -> EncodedTexts | None:
        """The texts as vectors; None without an encoder."""
        return None if self.encoder is None else EncodedTexts(self.encoder, [offer.words for offer in self.offers])

    @cached_property
    def sectors(self) -> TagTable:
        """The sectors of the offers."""
        return TagTable(taxonomy.sectors(), [offer.sectors for offer in self.offers])

    @cached_property
    def goals(self) -> TagTable:
        """The goals of the offers."""
        return TagTable(taxonomy.goals(), [offer.sdgs for offer in self.offers])

    @cached_property
    def modalities(self) -> TagTable:
        """The modalities of the offers."""
        return TagTable(taxonomy.modalities(), [offer.modalities for offer in self.offers])

    @cached_property
    def languages(self) -> TagTable:
        """The working languages of the offers."""
        return TagTable(taxonomy.languages(), [languages_of(offer) for offer in self.offers])

    @cached_property
    def teachers(self) -> Teachers:
        """Whose exchanges speak for each offer."""
        return Teachers(self.past.exchanges, self.offers)

    @cached_property
    def nodes(self) -> NDArray[np.intp]:
        """Where the country of each offer stands in the network; -1 for one without a past."""
        places = self.past.network.position
        return np.array([places.get(offer.country or "", -1) for offer in self.offers], dtype=np.intp)

    @cached_property
    def practices(self) -> list[list[Practice]]:
        """The practices behind each offer."""
        return practices_of(self.offers, self.past.practices)

    @cached_property
    def position(self) -> dict[str, int]:
        """Where each offer stands, by identifier."""
        return {offer.id: place for place, offer in enumerate(self.offers)}

    @cached_property
    def nothing(self) -> Floats:
        """Nothing known about any offer."""
        return unknown(len(self.offers))

    def profile(self, kind: str) -> "Profile":
        """The offers by what a kind of feature looks at."""
        if kind not in self._profiles:
            self._profiles[kind] = Profile.of(self, ALIKE[kind])
        return self._profiles[kind]

    @cached_property
    def _profiles(self) -> dict[str, "Profile"]:
        return {}

    def standing(self, name: str, measure: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        """What is the same for every request, measured when it is first asked for."""
        if name not in self._standing:
            self._standing[name] = measure()
        return self._standing[name]

    @cached_property
    def _standing(self) -> dict[str, NDArray[Any]]:
        return {}

    @cached_property
    def sample(self) -> NDArray[np.intp]:
        """The offers that stand for all when averages are told: those with the smallest digests."""
        digests = [blake2b(offer.id.encode(), digest_size=8).digest() for offer in self.offers]
        return np.array(sorted(range(len(digests)), key=digests.__getitem__)[:SAMPLE], dtype=np.intp)

    def amount(self, of_exchanges: Floats) -> Floats:
        """For each offer the sum over its provider's exchanges, those of its country's others at their share."""
        return self.teachers.total(of_exchanges, SISTER_SHARE * of_exchanges)

    def per_country(self, values: Floats | None) -> Floats:
        """One value an offer from those of the network's countries; NaN for a country without a past."""
        if values is None or not values.size:
            return self.nothing
        return np.where(self.nodes >= 0, values[self.nodes], np.nan)

    def where_known(self, values: Floats) -> Floats:
        """The values, NaN for offers whose provider has no past."""
        return np.where(self.teachers.known, values, np.nan)

    def _country_likeness(self, country: str) -> Floats:
        """How alike each offer's country and the given one are; NaN where unknown."""
        codes = {offer.country for offer in self.offers}
        alike = {code: country_similarity(country, code) if code else None for code in codes}
        return np.array([alike[offer.country] for offer in self.offers], dtype=float)

    def _reading(self, place: int) -> Reading:
        """An offer's text with its words, for what is shown of it."""
        offer = self.offers[place]
        return read((offer.title, offer.text), offer.language)


@dataclass(frozen=True)
class Profile:
    """Offers that look alike to a kind of feature have one number; `index` holds one offer of each."""

    numbers: NDArray[np.int32]
    index: Index

    @classmethod
    def of(cls, index: Index, alike: Callable[[Index, Offer], Hashable]) -> "Profile":
        """The profile of an index by what makes two of its offers alike."""
        known: dict[Hashable, int] = {}
        numbers = [known.setdefault(alike(index, offer), len(known)) for offer in index.offers]
        first = np.unique(np.array(numbers, dtype=np.int32), return_index=True)[1]
        ones = [index.offers[place] for place in first.tolist()]
        return cls(np.array(numbers, dtype=np.int32), Index(ones, index.past, index.as_of))


ALIKE: dict[str, Callable[[Index, Offer], Hashable]] = {
    "sectors": lambda _, offer: offer.sectors,
    "goals": lambda _, offer: offer.sdgs,
    "modalities": lambda _, offer: offer.modalities,
    "languages": lambda _, offer: languages_of(offer),
    "organization": lambda _, offer: offer.organization,
    "country": lambda _, offer: offer.country,
    "teacher": lambda index, offer: index.teachers.key_of(offer),
}
"""What makes two offers alike to a kind of feature."""


def build_index(
    offers: Sequence[Offer],
    exchanges: Sequence[PastExchange] = (),
    practices: Sequence[Practice] = (),
    *,
    as_of: date,
    encoder: Encoder | None = None,
) -> Index:
    """Prepares offers for ranking. `as_of` is the day from which ages, freshness and expiry are counted.

    Without an encoder `alike_meaning` stays unknown.
    """
    return Index(offers, Past(exchanges, practices, offers, as_of.year), as_of, encoder)
