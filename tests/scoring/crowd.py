"""A crowd of generated posts in four languages, with a past: large enough that short cuts would show."""

from datetime import timedelta
from random import Random
from typing import Any

from stop_words import get_stop_words

from models import taxonomy
from scoring import Offer, PastExchange, Practice, Request
from scoring.text.words import LANGUAGES
from tests.encoders import TOPICS
from tests.scoring.builders import TODAY
from tests.scoring.compiled.texts import known_words

ORGANIZATIONS = [None, *(f"org-{number}" for number in range(300))]
COUNTRIES = [None, "XXX", *sorted(taxonomy.countries())[::4]]
JOINING = 0.4
"""Share of function words in a text: enough to tell its language at once."""


class Crowd:
    """Draws posts and exchanges; the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._joining = {code: sorted(get_stop_words(name)) for code, name in LANGUAGES.items()}

    def _text(self, language: str, most: int) -> str:
        draw = self._random
        words = [
            draw.choice(self._joining[language] if draw.random() < JOINING else known_words(language))
            for _ in range(draw.randint(0, most))
        ]
        return " ".join([*words, draw.choice(["", "", *TOPICS])])

    def _some(self, values: list[Any]) -> tuple[Any, ...]:
        return tuple(self._random.sample(values, self._random.choice([0, 1, 1, 2])))

    def _day(self) -> Any:
        return self._random.choice([None, TODAY + timedelta(days=self._random.randint(-900, 300))])

    def _post(self, key: str, most: int) -> dict[str, Any]:
        language = self._random.choice(list(LANGUAGES))
        return {
            "id": key,
            "title": self._text(language, 6),
            "text": self._text(language, most),
            "language": self._random.choice([language, language, language, None]),
            "organization": self._random.choice(ORGANIZATIONS),
            "country": self._random.choice(COUNTRIES),
            "sectors": self._some(list(taxonomy.sectors())),
            "modalities": self._some(list(taxonomy.modalities())),
            "working_languages": self._some(["es", "pt", "fr", "en", "xx"]),
            "sdgs": self._some(list(taxonomy.goals())),
            "published_on": self._day(),
            "expires_on": self._day(),
        }

    def offer(self, number: int) -> Offer:
        """An offer, some of them expired or without room."""
        return Offer(
            **self._post(f"off-{number:05}", 25),
            practices=self._some([f"pra-{one}" for one in range(60)]),
            capacity=self._random.choice([None, 2, 4]),
            engaged=self._random.randint(0, 3),
        )

    def request(self, number: int, offers: int) -> Request:
        """A request that parks some offers, excludes an organization and may ask for another by name."""
        return Request(
            **self._post(f"req-{number}", 40),
            preferred_provider=self._random.choice(ORGANIZATIONS),
            parked=frozenset(f"off-{self._random.randrange(offers):05}" for _ in range(offers // 20)),
            excluded=frozenset(self._some(ORGANIZATIONS[1:])),
        )

    def exchange(self, number: int) -> PastExchange:
        """A past exchange; some teach several countries at once."""
        language = self._random.choice(list(LANGUAGES))
        return PastExchange(
            id=f"exc-{self._random.randint(0, number)}",
            requester_country=self._random.choice(COUNTRIES),
            provider_country=self._random.choice(COUNTRIES),
            provider=self._random.choice(ORGANIZATIONS),
            text=self._text(language, 25),
            language=language,
            sectors=self._some(list(taxonomy.sectors())),
            end_year=self._random.choice([None, 1990, 2015, 2025]),
            outcome=self._random.choice([None, 0.0, 0.5, 1.0]),
        )

    def practice(self, number: int) -> Practice:
        """A documented practice."""
        organization = self._random.choice(ORGANIZATIONS)
        return Practice(id=f"pra-{number}", organization=organization, sectors=self._some(list(taxonomy.sectors())))
