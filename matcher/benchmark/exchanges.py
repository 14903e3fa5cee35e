"""Invented past exchanges between the countries of the providers and others."""

from collections.abc import Iterator, Sequence

from matcher.benchmark.draws import AS_OF, EXCHANGES, numbers_for
from matcher.benchmark.providers import Provider, draw_country
from matcher.benchmark.topics import draw_topics
from matcher.benchmark.words import TONGUES
from matcher.benchmark.writing import Mix, draft, title
from models import taxonomy
from scoring import PastExchange

TEXT = Mix(24, (0.35, 0.25, 0.25, 0.10, 0.05))
YEARS = 20
RATED = 0.5
"""Share of the exchanges whose outcome is known."""


def draw_exchanges(seed: int, count: int, providers: Sequence[Provider]) -> Iterator[PastExchange]:
    """As many exchanges of the last twenty years, in the language of their provider."""
    generator = numbers_for(seed, EXCHANGES)
    written = draft(generator, count, TEXT)
    modalities = list(taxonomy.modalities())
    for place, topic in enumerate(draw_topics(generator, count)):
        provider = providers[int(generator.integers(len(providers)))]
        learner = TONGUES[int(generator.integers(len(TONGUES)))]
        words = topic.words(provider.language)
        yield PastExchange(
            id=f"exchange-{place}",
            requester_country=draw_country(generator, learner, but=provider.country),
            provider_country=provider.country,
            provider=provider.id,
            title=title(words, provider.language),
            text=written.text(place, provider.language, words, topic.jargon_words(provider.language)),
            language=provider.language,
            sectors=(topic.sector,),
            modality=modalities[int(generator.integers(len(modalities)))],
            start_year=AS_OF.year - int(generator.integers(1, YEARS + 1)),
            outcome=round(float(generator.random()), 2) if generator.random() < RATED else None,
        )
