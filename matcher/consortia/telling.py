"""Says why countries are proposed to complete a group: each term in words, with the posts that speak for a country."""

from collections.abc import Mapping

from locales.messages import Message
from matcher.consortia.weighing import Candidate, Part, Term

TERM_TEXTS: Mapping[Term, str] = {
    Term.NEEDS: "Alike needs: how much of these sectors the open requests of the added countries share, on average",
    Term.OFFERS: "Know-how: how near the offers of the added countries come to the best one, on average",
    Term.REGIONS: "Balance of regions: how many parts of the world meet, beside the most that could",
    Term.INCOMES: "Balance of incomes: how many groups of income meet, beside the most that could",
}


def told_of(part: Part, language: str) -> str:
    """What a term means, in a language."""
    return Message(TERM_TEXTS[part.term]).told(language)


def speaks_for(one: Candidate, language: str) -> list[str]:
    """What speaks for a country: its request and its offer, by their titles."""
    found = []
    if one.need is not None:
        found.append(Message("It asks for alike things: “{title}”.", title=one.need.title))
    if one.offer is not None:
        found.append(Message("It offers: “{title}”.", title=one.offer.title))
    return [message.told(language) for message in found]
