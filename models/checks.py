"""Checked field types: a code that is not in a taxonomy is refused with the nearest one that is."""

from collections.abc import Callable, Collection
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field
from rapidfuzz import process

from models import taxonomy

MOST = 40
"""Most tags of one kind on a post: more than there are sectors."""


def member_of(what: str, allowed: Callable[[], Collection[str]]) -> AfterValidator:
    """A validator that admits only members of a taxonomy, and suggests the nearest for a slip."""

    def check(value: str) -> str:
        if value in allowed():
            return value
        nearest = process.extractOne(value, list(allowed()), processor=str.casefold, score_cutoff=60)
        hint = f"; did you mean {nearest[0]!r}?" if nearest else ""
        raise ValueError(f"unknown {what} {value!r}{hint}")

    return AfterValidator(check)


def _without_repeats(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _time_zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError(f"unknown time zone {value!r}: give an IANA name such as America/Bogota")
    return value


CountryCode = Annotated[str, member_of("country (ISO 3166-1 alpha-3)", taxonomy.countries)]
LanguageCode = Annotated[str, member_of("language (ISO 639-1)", taxonomy.languages)]
Sector = Annotated[str, member_of("sector", taxonomy.sectors)]
Modality = Annotated[str, member_of("modality", taxonomy.modalities)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]

LanguageCodes = Annotated[list[LanguageCode], Field(max_length=MOST), AfterValidator(_without_repeats)]
Sectors = Annotated[list[Sector], Field(max_length=MOST), AfterValidator(_without_repeats)]
Modalities = Annotated[list[Modality], Field(max_length=MOST), AfterValidator(_without_repeats)]
