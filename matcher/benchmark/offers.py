"""Invented offers, drawn in chunks."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from matcher.benchmark.draws import AS_OF, OFFERS, TOPICS, numbers_for
from matcher.benchmark.providers import Provider
from matcher.benchmark.topics import Topic, draw_topics
from matcher.benchmark.words import TONGUES
from matcher.benchmark.writing import Mix, draft, title
from models import taxonomy
from scoring import Offer

CHUNK = 1000
TEXT = Mix(82, (0.38, 0.30, 0.18, 0.05, 0.09))
"""With the title about 90 words."""
OLDEST = 360
"""Days since the first offers were published; none has expired."""


def topics_of(seed: int, chunk: int) -> list[Topic]:
    """The topics of a chunk of offers."""
    return draw_topics(numbers_for(seed, TOPICS, chunk), CHUNK)


def draw_offers(seed: int, count: int, providers: Sequence[Provider]) -> Iterator[Offer]:
    """As many offers, one by one."""
    for chunk, start in enumerate(range(0, count, CHUNK)):
        yield from _chunk(seed, chunk, min(CHUNK, count - start), providers)


def _chunk(seed: int, chunk: int, count: int, providers: Sequence[Provider]) -> Iterator[Offer]:
    generator = numbers_for(seed, OFFERS, chunk)
    written = draft(generator, CHUNK, TEXT)
    ages = generator.integers(OLDEST, size=CHUNK).tolist()
    sellers = generator.integers(len(providers), size=CHUNK).tolist()
    ways = generator.permuted([list(range(len(taxonomy.modalities())))] * CHUNK, axis=1)[:, :2].tolist()
    more = generator.integers(3 * len(TONGUES), size=CHUNK).tolist()
    modalities = list(taxonomy.modalities())
    for place, topic in enumerate(topics_of(seed, chunk)[:count]):
        provider = providers[sellers[place]]
        words = topic.words(provider.language)
        yield Offer(
            id=offer_id(chunk * CHUNK + place),
            title=title(words, provider.language),
            text=written.text(place, provider.language, words, topic.jargon_words(provider.language)),
            language=provider.language,
            organization=provider.id,
            country=provider.country,
            sectors=(topic.sector,),
            modalities=tuple(modalities[way] for way in ways[place]),
            working_languages=tuple(dict.fromkeys((provider.language, *TONGUES[more[place] : more[place] + 1]))),
            sdgs=taxonomy.sectors()[topic.sector].sdgs,
            published_on=AS_OF - timedelta(days=ages[place]),
        )


def offer_id(place: int) -> str:
    """The identifier of the offer that is drawn at a place."""
    return f"offer-{place}"
