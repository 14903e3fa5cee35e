"""What would help an unmet request, by the tags of the open offers: an answer that is sure, not a guess at words."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from locales.messages import Message
from matcher.analytics.posts import Alike, Tags
from scoring.tags import understands


class Help(StrEnum):
    """What would help."""

    SECTOR = "sector"
    OFFER = "offer"
    LANGUAGE = "language"
    LOOK = "look"
    WORDS = "words"


HELP: Mapping[str, Message] = {
    Help.SECTOR: Message("Name its sector: without one it is found by its words alone"),
    Help.OFFER: Message("An offer in its sectors: no other country has one"),
    Help.LANGUAGE: Message("An offer in a language that is understood there: those in its sectors are in others"),
    Help.LOOK: Message("Another look: what was suggested has been declined or has lapsed"),
    Help.WORDS: Message("More words: there are offers in its sectors, but none comes near enough"),
}
Supply = Mapping[tuple[str, str], frozenset[str]]
"""By sector and language, the countries that offer; the empty one for offers that name no country."""


def supply_of(offers: Sequence[Alike]) -> Supply:
    """Who offers what in which language."""
    found: dict[tuple[str, str], set[str]] = {}
    for one in offers:
        for sector in one.tags.sectors:
            for language in one.tags.languages:
                found.setdefault((sector, language), set()).update(one.tags.countries or {""})
    return {cell: frozenset(countries) for cell, countries in found.items()}


def help_for(tags: Tags, supply: Supply, *, was_suggested: bool) -> Help:
    """The first thing that is lacking. Offers of the country that asks are none for it."""
    if not tags.sectors:
        return Help.SECTOR
    own = set(tags.countries)
    spoken = {language for (sector, language), whose in supply.items() if sector in tags.sectors and whose - own}
    if not spoken:
        return Help.OFFER
    if tags.languages and not any(understands(one, other) for one in tags.languages for other in spoken):
        return Help.LANGUAGE
    return Help.LOOK if was_suggested else Help.WORDS
