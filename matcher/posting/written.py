"""An unsaved text as the hints look at it: what it says of people, places, numbers and times."""

import re
from csv import DictReader
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.resources import files

from scoring.text.reading import Reading, read
from scoring.text.words import WORD, detect_language, fold


def _beginnings(name: str) -> tuple[str, ...]:
    with (files("matcher.posting") / f"{name}.csv").open(encoding="utf-8") as file:
        return tuple(row["beginning"] for row in DictReader(file))


GENERAL = _beginnings("general")
"""Beginnings of folded words that any post could use."""
PEOPLE = _beginnings("people")
"""Beginnings of folded words for those whom an exchange serves or who take part in it."""
YEAR = re.compile(r"\b20\d\d\b")
MONTHS = re.compile(
    r"\b(january|february|march|april|june|july|august|september|october|november|december|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|"
    r"janeiro|fevereiro|marco|maio|junho|julho|setembro|outubro|novembro|dezembro|"
    r"janvier|fevrier|avril|juin|juillet|aout|septembre|octobre|decembre|"
    r"semester|semestre|quarter|trimestre|week|weeks|semanas?|semaines?|months?|mes|meses|mois|years?|anos?|ans|annees?)\b"
)
NUMBERS = re.compile(
    r"\d|\b(two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|hundreds?|thousands?|"
    r"dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|veinte|treinta|cien|cientos?|mil|miles|"
    r"dois|duas|quatro|sete|oito|nove|dez|doze|vinte|trinta|centenas?|milhares?|"
    r"deux|trois|quatre|cinq|sept|huit|neuf|dix|douze|vingt|trente|cent|centaines?|mille|milliers?)\b"
)
CONTACT = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}|(?:\+|\b00)\d[\d\s().-]{6,}\d", re.IGNORECASE)
UPRIGHT_NAME = re.compile(r"(?<=[\w,;:] )[A-ZÀ-Ý][a-zà-ÿ]{2,}")
"""A word that begins with a capital inside a sentence: as a rule a name."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A post as far as it is written."""

    asks: bool
    text: str
    title: str = ""
    language: str | None = None
    country: str | None = None
    territory: str | None = None
    sectors: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    expected_outcome: str | None = None
    starts_by: date | None = None
    needed_by: date | None = None

    @cached_property
    def whole(self) -> str:
        """All that was written."""
        return "\n".join(part for part in (self.title, self.text, self.expected_outcome) if part)

    @cached_property
    def folded(self) -> str:
        """The same in lower case without accents."""
        return fold(self.whole)

    @cached_property
    def detected(self) -> tuple[str, float]:
        """The language that it is written in and how sure that is, 0..1."""
        return detect_language(f"{self.title} {self.text}")

    @cached_property
    def reading(self) -> Reading:
        """The text as the ranking reads it."""
        return read((self.title, self.text), self.language or self.detected[0])

    @property
    def length(self) -> int:
        """Words of the text."""
        return len(WORD.findall(self.text))

    @cached_property
    def telling(self) -> set[str]:
        """The stems of the words that not any post could use."""
        return {word.stem for word in self.reading.words if not fold(word.written).startswith(GENERAL)}

    @property
    def in_capitals(self) -> bool:
        """Whether title or text shouts."""
        return any(_shouts(part) for part in (self.title, self.text))

    @property
    def names_a_time(self) -> bool:
        """Whether a year, a month or a duration is named, or a date given."""
        return bool(self.starts_by or self.needed_by or YEAR.search(self.folded) or MONTHS.search(self.folded))

    @property
    def names_people(self) -> bool:
        """Whether it says who takes part or benefits."""
        return any(word.startswith(PEOPLE) for word in WORD.findall(self.folded))

    @property
    def names_a_number(self) -> bool:
        """Whether anything but a year is counted."""
        return bool(NUMBERS.search(YEAR.sub("", self.folded)))

    @property
    def names_a_place(self) -> bool:
        """Whether a place is given or named."""
        return bool(self.territory or self.reading.countries or UPRIGHT_NAME.search(self.text))

    @property
    def holds_contacts(self) -> bool:
        """Whether an address or a telephone number stands in it."""
        return CONTACT.search(self.whole) is not None


def _shouts(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 20 and sum(letter.isupper() for letter in letters) > 0.6 * len(letters)
