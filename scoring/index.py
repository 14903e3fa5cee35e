"""Everything the ranking needs to know about the offers and the past, prepared once and asked many times."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain

import numpy as np

from models import taxonomy
from scoring.arrays import Floats, saturate, unknown
from scoring.context import country_similarity
from scoring.history import History
from scoring.network import Network
from scoring.records import Offer, PastExchange, Practice, Request
from scoring.remembering import Remembered
from scoring.sectors import sector_table
from scoring.tags import TagTable, languages_of
from scoring.text.encoder import EncodedTexts, Encoder
from scoring.text.reading import Reading, read
from scoring.text.similarity import TextIndex


class Index:
    """Offers, past exchanges and practices, ready to be ranked for any request on a given day."""

    def __init__(
        self,
        offers: Sequence[Offer],
        exchanges: Sequence[PastExchange],
        practices: Sequence[Practice],
        as_of: date,
        encoder: Encoder | None = None,
    ) -> None:
        self.offers = tuple(offers)
        self.as_of = as_of
        self.readings = [read((offer.title, offer.text), offer.language) for offer in offers]
        self.tongues = [reading.language for reading in self.readings]
        self.text = TextIndex(self.readings)
        self.encoder = encoder
        self.encoded = None if encoder is None else EncodedTexts(encoder, [offer.words for offer in offers])
        self.sectors = TagTable(taxonomy.sectors(), [offer.sectors for offer in offers])
        self.goals = TagTable(taxonomy.goals(), [offer.sdgs for offer in offers])
        self.modalities = TagTable(taxonomy.modalities(), [offer.modalities for offer in offers])
        self.languages = TagTable(taxonomy.languages(), [languages_of(offer) for offer in offers])
        self.history = History(exchanges, offers, as_of.year)
        self.history_text = TextIndex([read((one.title, one.text), one.language) for one in exchanges])
        self.sectors_of_exchanges = TagTable(taxonomy.sectors(), [one.sectors for one in exchanges])
        self.kinship = sector_table(chain(*(one.sectors for one in offers), *(one.sectors for one in exchanges)))
        places = self.history.network.position
        self.nodes = np.array([places.get(offer.country or "", -1) for offer in offers], dtype=int)
        self.practices = _practices_of(offers, practices)
        self.practices_known = bool(practices)
        self.position = {offer.id: place for place, offer in enumerate(offers)}
        self.country_likeness = Remembered(self._country_likeness, most=512)

    def _country_likeness(self, country: str) -> Floats:
        """How alike each offer's country and the given one are; NaN where unknown."""
        codes = {offer.country for offer in self.offers}
        alike = {code: country_similarity(country, code) if code else None for code in codes}
        return np.array([alike[offer.country] for offer in self.offers], dtype=float)

    def per_country(self, values: Floats | None) -> Floats:
        """One value an offer from those of the network's countries; NaN for a country without a past."""
        if values is None or not values.size:
            return self.nothing
        return np.where(self.nodes >= 0, values[self.nodes], np.nan)

    def where_known(self, values: Floats) -> Floats:
        """The values, NaN for offers whose provider has no past."""
        return np.where(self.history.teachers.known, values, np.nan)

    @cached_property
    def nothing(self) -> Floats:
        """Nothing known about any offer."""
        return unknown(len(self.offers))


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
    return Index(offers, exchanges, practices, as_of, encoder)


def _practices_of(offers: Sequence[Offer], practices: Sequence[Practice]) -> list[list[Practice]]:
    """The practices that stand behind each offer: those it names, then others of its organization in its sectors."""
    by_id = {practice.id: practice for practice in practices}
    by_organization: dict[str | None, list[Practice]] = defaultdict(list)
    for practice in practices:
        by_organization[practice.organization].append(practice)
    found = []
    for offer in offers:
        named = [by_id[one] for one in offer.practices if one in by_id]
        kindred = [one for one in by_organization.get(offer.organization, []) if set(one.sectors) & set(offer.sectors)]
        found.append(list(dict.fromkeys(named + kindred)))
    return found


@dataclass(frozen=True)
class Query:
    """A request read against an index; what several features need is computed once."""

    request: Request
    index: Index

    @cached_property
    def reading(self) -> Reading:
        """The request's text as the ranking reads it."""
        return read((self.request.title, self.request.text), self.request.language)

    @property
    def network(self) -> Network:
        """The network of countries."""
        return self.index.history.network

    @property
    def home(self) -> int | None:
        """Where the requester's country stands in the network; None for one without a past."""
        return self.network.position.get(self.request.country or "")

    @cached_property
    def peers(self) -> Floats:
        """How far the choices of each country of the network speak for the requester's, 0..1."""
        return self.network.learners_like(self.request.country or "")

    @cached_property
    def choices(self) -> Floats:
        """What each country (down) taught each peer of the requester (across), 0..1, by likeness of the peer."""
        ties = self.network.sum(self.bearing * self.index.history.weights)
        return saturate(ties, half=0.5) * self.peers

    @cached_property
    def bearing(self) -> Floats:
        """How much each past exchange says about this request, 0..1: by sector or resemblance; all the same where
        neither is known."""
        alike = np.maximum(self.sector_of_exchanges, saturate(self.resemblance, half=0.2))
        return ANYTHING + (1 - ANYTHING) * alike if alike.any() else np.ones(len(alike))

    @cached_property
    def resemblance(self) -> Floats:
        """How much each past exchange resembles this request, 0..1, by text and tags."""
        history = self.index.history_text
        views = (history.by_stems, history.by_characters, history.by_meanings, history.by_concepts)
        text = np.nan_to_num(np.mean([likeness(self.reading) for likeness in views], axis=0))
        spoken = (text > 0) | history.empty  # a history without texts is judged by its tags
        hinted = text + SECTOR_HINT * self.sector_of_exchanges * spoken
        return np.asarray(np.clip(hinted, 0, 1))

    @cached_property
    def sector_of_exchanges(self) -> Floats:
        """1 for each past exchange in a sector of the request, little for a neighbouring one, 0 where unknown."""
        table = self.index.sectors_of_exchanges
        kinship = [table.best(self.index.kinship, place) for place in table.places(self.request.sectors)]
        return np.nan_to_num(np.max(kinship, axis=0)) ** 2 if kinship else np.zeros(len(table.none))


SECTOR_HINT = 0.15
"""What a common sector adds to the resemblance of a past exchange's text."""
ANYTHING = 0.1
"""What a past exchange of another subject says about a request."""
