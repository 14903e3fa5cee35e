"""Invented requests, each written anew from the topic of one offer, which is the right one for it."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.random import Generator

from matcher.benchmark.draws import AS_OF, REQUESTS, RIGHT, numbers_for
from matcher.benchmark.offers import CHUNK, topics_of
from matcher.benchmark.providers import draw_country
from matcher.benchmark.topics import Topic
from matcher.benchmark.words import TONGUES, invented_word, long_tail
from matcher.benchmark.writing import UNCOMMON, Draft, Mix, draft, title
from models import taxonomy
from scoring import Offer, Request

TEXT = Mix(92, (0.46, 0.28, 0.13, 0.02, 0.11))
"""With the title about 73 distinct words."""
UNTAGGED = 0.2
"""Share of the requests that name no sector."""


def draw_right(seed: int, count: int, offers: int) -> list[int]:
    """The places of as many right offers, each once as long as there are enough."""
    return list(numbers_for(seed, RIGHT).choice(offers, count, replace=count > offers).tolist())


def draw_requests(seed: int, right: Sequence[int], offers: Sequence[Offer]) -> Iterator[Request]:
    """A request for each right offer; every second one is in another language than its offer."""
    written = draft(numbers_for(seed, REQUESTS), len(right), TEXT)
    topics = {chunk: topics_of(seed, chunk) for chunk in sorted({place // CHUNK for place in right})}
    for number, place in enumerate(right):
        topic = topics[place // CHUNK][place % CHUNK]
        yield _request(numbers_for(seed, REQUESTS, 1 + number), number, topic, offers[place], written)


def _request(generator: Generator, number: int, topic: Topic, offer: Offer, written: Draft) -> Request:
    theirs = str(offer.language)
    language = theirs if number % 2 == 0 else _another(generator, theirs)
    words = topic.other_words(language, generator.permutation(np.arange(len(topic.meanings)) % 2 == 0).tolist())
    sector = taxonomy.sectors()[topic.sector]
    return Request(
        id=f"request-{number}",
        title=title(words, language),
        text=written.text(number, language, words, _jargon(generator, topic, theirs, language)),
        language=language,
        organization=f"agency-{number}",
        country=draw_country(generator, language, but=offer.country),
        sectors=() if generator.random() < UNTAGGED else (sector.slug,),
        modalities=offer.modalities[:1],
        working_languages=(language,),
        sdgs=sector.sdgs[:1],
        published_on=AS_OF,
    )


def _another(generator: Generator, language: str) -> str:
    others = [tongue for tongue in TONGUES if tongue != language]
    return others[int(generator.integers(len(others)))]


def _jargon(generator: Generator, topic: Topic, theirs: str, language: str) -> list[str]:
    """Half of the offer's jargon as it stands there; for the other half rare words that have nothing to do with it."""
    strange = [invented_word(number, language) for number in long_tail(generator, len(topic.jargon), UNCOMMON).tolist()]
    kept = generator.permutation(np.arange(len(topic.jargon)) % 2 == generator.integers(2)).tolist()
    pairs = zip(topic.jargon_words(theirs), strange, kept, strict=True)
    return [known if keep else other for known, other, keep in pairs]
