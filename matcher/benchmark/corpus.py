"""Invented offers, requests and past exchanges of any size, the same for the same seed."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean

from matcher.benchmark.draws import PROVIDERS, numbers_for
from matcher.benchmark.exchanges import draw_exchanges
from matcher.benchmark.offers import draw_offers
from matcher.benchmark.providers import draw_providers
from matcher.benchmark.requests import draw_requests, draw_right
from matcher.progress import Track, quietly
from scoring import Offer, PastExchange, Request
from scoring.text.words import WORD

PER_ORGANIZATION = 5
"""Offers of an organization."""
PER_EXCHANGE, MOST_EXCHANGES = 10, 10_000
"""One past exchange to so many offers, and no more than so many."""
WARMING = 5
"""Requests that are asked before the measured ones and between them, so that no engine is measured cold."""


@dataclass(frozen=True)
class Corpus:
    """What the engines are compared on. `right` names the right offer of each request, by identifier."""

    seed: int
    offers: tuple[Offer, ...]
    requests: tuple[Request, ...]
    warming: tuple[Request, ...]
    exchanges: tuple[PastExchange, ...]
    right: dict[str, str]

    @property
    def facts(self) -> dict[str, float]:
        """How large everything is; `words_per_offer` and `words_per_request` (distinct ones) are averages."""
        return {
            "seed": self.seed,
            "offers": len(self.offers),
            "requests": len(self.requests),
            "exchanges": len(self.exchanges),
            "words_per_offer": _average(len(WORD.findall(one.words)) for one in self.offers),
            "distinct_words_per_request": _average(len(set(WORD.findall(one.words.lower()))) for one in self.requests),
        }

    @cached_property
    def across(self) -> frozenset[str]:
        """The requests that are in another language than their right offer."""
        language = {offer.id: offer.language for offer in self.offers}
        return frozenset(one.id for one in self.requests if one.language != language[self.right[one.id]])


def draw_corpus(offers: int, requests: int, *, seed: int, track: Track = quietly) -> Corpus:
    """Draws everything; the texts are held once."""
    providers = draw_providers(numbers_for(seed, PROVIDERS), max(1, offers // PER_ORGANIZATION))
    drawn = tuple(track(draw_offers(seed, offers, providers), "Inventing offers", offers))
    right = draw_right(seed, requests + WARMING, offers)
    asked = tuple(draw_requests(seed, right, drawn))
    exchanges = draw_exchanges(seed, min(MOST_EXCHANGES, max(1, offers // PER_EXCHANGE)), providers)
    answers = {request.id: drawn[place].id for request, place in zip(asked, right, strict=True)}
    return Corpus(seed, drawn, asked[:requests], asked[requests:], tuple(exchanges), answers)


def _average(counts: Iterable[int]) -> float:
    return round(fmean(counts), 1)
