"""Everything the ranking needs to know about the offers, prepared once and asked many times."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from copy import copy
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models import taxonomy
from scoring.arrays import Flags, Floats, unknown
from scoring.columns import Columns
from scoring.compiled.reading import forms_of, read_texts
from scoring.compiled.spoken import Spoken
from scoring.compiled.telling import Told
from scoring.compiled.tokens import key_of
from scoring.context import country_similarity
from scoring.lengthening import Column
from scoring.offers import Joined, Places
from scoring.past import Past
from scoring.profiles import ALIKE, Profile
from scoring.records import Offer, PastExchange, Practice
from scoring.remembering import Remembered
from scoring.tags import TagTable, languages_of
from scoring.teachers import SISTER_SHARE, Teachers
from scoring.text.encoder import EncodedTexts, Encoder
from scoring.text.similarity import TextIndex

SAMPLE = 1000
"""Offers that stand for all when averages are told."""
COUNTRIES_KEPT = 64
"""Countries to which the likeness of all offers' countries is kept at hand."""


class Index:
    """Offers against a past, ready to be ranked for any request on a given day. What no feature asks for is not
    prepared. An index never changes: `changed` answers another one that shares what has stayed."""

    def __init__(self, offers: Sequence[Offer], past: Past, as_of: date, encoder: Encoder | None = None) -> None:
        self.offers = offers
        self.past = past
        self.as_of = as_of
        self.encoder = encoder
        self.gone: Flags = np.zeros(len(offers), dtype=bool)
        self.country_likeness = Remembered(self._country_likeness, most=COUNTRIES_KEPT)
        self._standing: dict[str, NDArray[Any]] = {}
        self._profiles: dict[str, Profile] = {}
        self._alike: dict[str, Index] = {}

    @cached_property
    def text(self) -> TextIndex:
        """The texts of the offers."""
        return self._texts[0]

    @cached_property
    def spoken(self) -> Spoken:
        """The words of their texts, of the offers that were there when the index was built."""
        return self._texts[1]

    @cached_property
    def _texts(self) -> tuple[TextIndex, Spoken]:
        rows = read_texts([_text(offer) for offer in self.offers])
        return TextIndex.of_rows(rows), Spoken.of(rows)

    @cached_property
    def encoded(self) -> EncodedTexts | None:
        """The texts as vectors; None without an encoder."""
        return None if self.encoder is None else EncodedTexts(self.encoder, [offer.words for offer in self.offers])

    @cached_property
    def columns(self) -> Columns:
        """What stands the same for every request."""
        return Columns.of(self.offers, self.past)

    @cached_property
    def places(self) -> Places:
        """Where each offer stands, by identifier."""
        return Places({offer.id: place for place, offer in enumerate(self.offers)})

    @cached_property
    def digests(self) -> NDArray[np.uint64]:
        """A number of each offer's identifier that looks random and stays the same."""
        return _digests(self.offers)

    @cached_property
    def _digest_column(self) -> Column:
        return Column(self.digests)

    @cached_property
    def sample(self) -> NDArray[np.intp]:
        """The offers that stand for all when averages are told: those with the smallest digests."""
        present = np.flatnonzero(~self.gone)
        if len(present) > SAMPLE:
            largest = np.partition(self.digests[present], SAMPLE - 1)[SAMPLE - 1]
            present = present[self.digests[present] <= largest]
        return present[np.argsort(self.digests[present], kind="stable")[:SAMPLE]]

    def profile(self, kind: str) -> Profile:
        """The offers by what a kind of feature looks at."""
        if kind not in self._profiles:
            self._profiles[kind] = Profile.of(kind, self.offers, self.past)
        return self._profiles[kind]

    def take_profile(self, profile: Profile) -> None:
        """Uses a profile that was prepared before."""
        self._profiles[profile.kind] = profile

    def alike(self, kind: str) -> "Index":
        """One offer of each number of a profile, in order."""
        ones = self.profile(kind).ones
        if kind not in self._alike or len(self._alike[kind].offers) < len(ones):
            self._alike[kind] = Index(ones, self.past, self.as_of)
        return self._alike[kind]

    def standing(self, name: str, measure: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        """What is the same for every request, measured when it is first asked for."""
        if name not in self._standing:
            self._standing[name] = measure()
        return self._standing[name]

    def changed(self, added: Sequence[Offer], gone: Collection[str] = ()) -> "Index":
        """The index with more offers and without some; an edited offer is both. How rare a word is, is not counted
        anew, so after many changes an index wants to be built again."""
        index = Index(Joined(self.offers, added), self.past, self.as_of, self.encoder)
        index.text = self.text.and_then([_text(offer) for offer in added])
        index.spoken = self.spoken
        index.columns = self.columns.and_then(Columns.of(added, self.past))
        index._digest_column = self._digest_column.and_then(_digests(added))
        index.digests = index._digest_column.values
        index.gone = np.concatenate([self.gone, np.zeros(len(added), dtype=bool)])
        index.gone[[self.places[one] for one in gone if one in self.places]] = True
        index.places = self.places.changed([offer.id for offer in added], gone, len(self.offers))
        index._profiles = {kind: self.profile(kind).and_then(added) for kind in ALIKE}
        index._alike = dict(self._alike)
        return index

    def on(self, day: date) -> "Index":
        """The same offers on another day of the same year."""
        index = copy(self)
        index.as_of, index._standing, index._alike = day, {}, {}
        return index

    def prepare(self) -> None:
        """Prepares what any request asks for, so that the first one does not wait."""
        for kind in ALIKE:
            self.alike(kind)
        _ = self.text, self.past.text, self.past.sectors, self.alike("teacher").teachers
        _ = self.columns, self.places, self.sample, self.encoded

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
    def places_by_organization(self) -> dict[str | None, list[int]]:
        """Where the offers of each organization stand."""
        found = defaultdict[str | None, list[int]](list)
        for place, offer in enumerate(self.offers):
            found[offer.organization].append(place)
        return dict(found)

    @cached_property
    def nodes(self) -> NDArray[np.intp]:
        """Where the country of each offer stands in the network; -1 for one without a past."""
        return np.array([self.past.node(offer.country) for offer in self.offers], dtype=np.intp)

    @cached_property
    def nothing(self) -> Floats:
        """Nothing known about any offer."""
        return unknown(len(self.offers))

    def taught(self, place: int) -> NDArray[np.intp]:
        """Where the exchanges that speak for an offer stand, the institution's own first."""
        return self.alike("teacher").teachers.places_of(int(self.profile("teacher").numbers[place]))

    def sectors_taught(self, place: int) -> frozenset[str]:
        """The sectors of these exchanges."""
        return self.alike("teacher").teachers.sectors_of(int(self.profile("teacher").numbers[place]))

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

    def told(self, places: Sequence[int]) -> Told:
        """The texts of some offers with their words, for what is shown of them."""
        if all(place < len(self.spoken) for place in places):
            return Told(*self.spoken.forms_of(places))
        _, spoken, ends, _ = forms_of([_text(self.offers[place]) for place in places])
        return Told(spoken, ends)


def _digests(offers: Sequence[Offer]) -> NDArray[np.uint64]:
    return np.array([key_of(offer.id) for offer in offers], dtype=np.uint64)


def _text(offer: Offer) -> tuple[tuple[str, str], str | None]:
    return (offer.title, offer.text), offer.language


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
    return Index(tuple(offers), Past(exchanges, practices, offers, as_of.year), as_of, encoder)
