"""Everything the ranking needs to know about the offers and the past, prepared once and asked many times."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np

from models import taxonomy
from scoring.arrays import Floats, unknown
from scoring.context import country_similarity
from scoring.history import History
from scoring.records import Offer, PastExchange, Practice, Request
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
        self.practices = _practices_of(offers, practices)
        self.practices_known = bool(practices)
        self.position = {offer.id: place for place, offer in enumerate(offers)}
        self.country_likeness = lru_cache(maxsize=512)(self._country_likeness)

    def _country_likeness(self, country: str) -> Floats:
        """How alike each offer's country and the given one are; NaN where unknown."""
        codes = {offer.country for offer in self.offers}
        alike = {code: country_similarity(country, code) if code else None for code in codes}
        return np.array([alike[offer.country] for offer in self.offers], dtype=float)

    def per_country(self, values: Mapping[str, float]) -> Floats:
        """One value an offer by its country; NaN for a country that has none."""
        return np.array([values.get(offer.country or "", np.nan) for offer in self.offers])

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

    @cached_property
    def learners(self) -> dict[str, dict[str, float]]:
        """For each teaching country, whom it taught, weighted by likeness to the requester and age of the exchange."""
        home, network = self.request.country, self.index.history.network
        found: dict[str, dict[str, float]] = {}
        for teacher, learner in network.edges() if home else ():
            alike = country_similarity(home, learner) if home and learner != home else None
            if alike is not None:
                found.setdefault(teacher, {})[learner] = alike * network[teacher][learner]["weight"]
        return found

    @cached_property
    def resemblance(self) -> Floats:
        """How much each past exchange resembles this request, 0..1, by text and tags, faded with age."""
        history = self.index.history_text
        views = (history.by_stems, history.by_characters, history.by_meanings, history.by_concepts)
        text = np.nan_to_num(np.mean([likeness(self.reading) for likeness in views], axis=0))
        spoken = (text > 0) | history.empty  # a history without texts is judged by its tags
        hinted = text + SECTOR_HINT * self.sector_of_exchanges * spoken
        return np.asarray(np.clip(hinted, 0, 1) * self.index.history.weights)

    @cached_property
    def sector_of_exchanges(self) -> Floats:
        """1 for each past exchange that shares a sector with the request, else 0."""
        wanted = set(self.request.sectors)
        exchanges = self.index.history.exchanges
        return np.array([float(not wanted.isdisjoint(exchange.sectors)) for exchange in exchanges])


SECTOR_HINT = 0.15
"""What a common sector adds to the resemblance of a past exchange's text."""
