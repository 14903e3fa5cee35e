"""Checked field types: a code that is not in a taxonomy is refused with the nearest one that is."""

from collections.abc import Callable, Collection
from typing import Annotated
from zoneinfo import available_timezones

import pycountry
from pydantic import AfterValidator, Field
from rapidfuzz import process

from locales.messages import Message
from models import taxonomy
from models.errors import UnfitError, did_you_mean

MOST = 40
"""Most tags of one kind on a post: more than there are sectors."""


def member_of(what: str, allowed: Callable[[], Collection[str]]) -> AfterValidator:
    """A validator that admits only members of a taxonomy, and suggests the nearest for a slip."""

    def check(value: str) -> str:
        if value in allowed():
            return value
        nearest = process.extractOne(value, list(allowed()), processor=str.casefold, score_cutoff=60)
        hint = did_you_mean([nearest[0]] if nearest else [])
        raise UnfitError("unknown {what} {value!r}{hint}", what=Message(what), value=value, hint=hint)

    return AfterValidator(check)


def _without_repeats(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _time_zone(value: str) -> str:
    if value not in available_timezones():
        raise UnfitError("unknown time zone {value!r}: give an IANA name such as America/Bogota", value=value)
    return value


def _places() -> set[str]:
    """Countries by code, regions and subregions by slug: what somebody may look after."""
    facts = taxonomy.countries().values()
    return {name for one in facts for name in (one.code, one.region, one.subregion)}


def _territory(value: str) -> str:
    if pycountry.subdivisions.get(code=value) is None:  # type: ignore[no-untyped-call]
        raise UnfitError("unknown territory {value!r}: give an ISO 3166-2 code such as BR-SP", value=value)
    return value


def check_territory(territory: str | None, country: str | None) -> None:
    """Raises ValueError for a territory (ISO 3166-2) of another country (ISO 3166-1 alpha-3)."""
    if territory is None or country is None:
        return
    if not territory.startswith(f"{taxonomy.countries()[country].alpha2}-"):
        raise UnfitError(
            "the territory {territory!r} does not belong to {country}", territory=territory, country=country
        )


CountryCode = Annotated[str, member_of("country (ISO 3166-1 alpha-3)", taxonomy.countries)]
LanguageCode = Annotated[str, member_of("language (ISO 639-1)", taxonomy.languages)]
Sector = Annotated[str, member_of("sector", taxonomy.sectors)]
Modality = Annotated[str, member_of("modality", taxonomy.modalities)]
Place = Annotated[str, member_of("country or region", _places)]
TerritoryCode = Annotated[str, AfterValidator(_territory)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]

LanguageCodes = Annotated[list[LanguageCode], Field(max_length=MOST), AfterValidator(_without_repeats)]
CountryCodes = Annotated[list[CountryCode], Field(max_length=MOST), AfterValidator(_without_repeats)]
Sectors = Annotated[list[Sector], Field(max_length=MOST), AfterValidator(_without_repeats)]
Modalities = Annotated[list[Modality], Field(max_length=MOST), AfterValidator(_without_repeats)]
Places = Annotated[list[Place], Field(max_length=MOST), AfterValidator(_without_repeats)]
