"""Countries, tags, days and sums within messages, each in the reader's language."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from babel.dates import format_date

from locales.messages import Message
from models import taxonomy


class Names(Message):
    """Several things by their names."""

    def __init__(self, keys: Iterable[str], name: Callable[[str, str], str]) -> None:
        self.keys, self.name = tuple(keys), name
        super().__init__()

    def told(self, language: str) -> str:
        """The names behind commas."""
        return ", ".join(self.name(key, language) for key in self.keys)


class Day(Message):
    """A day as it is written out."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__()

    def told(self, language: str) -> str:
        """The day in a language."""
        return str(format_date(self.day, "long", locale=language))


def country_names(codes: Iterable[str]) -> Names:
    """Countries."""
    return Names(codes, taxonomy.country_name)


def sector_names(slugs: Iterable[str]) -> Names:
    """Sectors."""
    return Names(slugs, lambda slug, language: taxonomy.sectors()[slug].names[language])


def modality_names(slugs: Iterable[str]) -> Names:
    """Ways in which knowledge travels."""
    return Names(slugs, lambda slug, language: taxonomy.modalities()[slug].names[language])


def sums(costs: Mapping[str, int]) -> tuple[Message, ...]:
    """Sums of money, one for each currency."""
    return tuple(Message("{amount:,} {currency}", amount=costs[one], currency=one) for one in sorted(costs))
