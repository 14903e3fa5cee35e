"""What would raise the place of the reader's offers, as far as the stored explanations tell it.

The page of a pair measures each change on the ranking itself (`scoring.raising`); here the room that an explanation
leaves is enough to name the change that could bring most.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from locales import translate
from matcher.digests.sections.items import Item, post_part, title_of
from matcher.digests.sections.reader import Reader
from matcher.digests.sections.suggestions import could_be_served
from matcher.digests.situation import Situation
from models.offer import Offer
from models.pairing import Pairing
from models.request import Request
from scoring.explanation import from_data
from scoring.raising import CHANGES
from scoring.sentence import quoted

MOST_RAISES = 3
LEAST = 0.001
"""The smallest gain in score that is worth an official's time."""


@dataclass(frozen=True)
class _Lever:
    """A change, the share that it can win of what is missing to the full value, and whether it can still be made."""

    change: str
    open_for: Callable[[Request, Offer], bool]
    share: float = 1.0


LEVERS: Mapping[str, _Lever] = {
    "fresh_offer": _Lever("renew", lambda request, offer: True),  # noqa: ARG005
    "free_capacity": _Lever("free-capacity", lambda request, offer: bool(offer.capacity)),  # noqa: ARG005
    "same_sector": _Lever("name-sector", lambda request, offer: not _within(request.sectors[:1], offer.sectors)),
    "common_goals": _Lever("name-goal", lambda request, offer: not _within(request.sdgs, offer.sdgs)),
    "fitting_modality": _Lever(
        "offer-modality", lambda request, offer: not _within(request.modalities[:1], offer.modalities)
    ),
    "understood_language": _Lever(
        "name-language", lambda request, offer: not _within(request.working_languages[:1], offer.working_languages)
    ),
    "documented_practice": _Lever("document-practice", lambda request, offer: True, 0.6),  # noqa: ARG005
}
"""By which change a feature can be raised: the changes that `scoring.raising` measures."""


def _within(wanted: Iterable[str | int], given: Iterable[str | int]) -> bool:
    return set(wanted) <= set(given)


def raises(reader: Reader, situation: Situation) -> list[Item]:
    """The strongest change for the best match of each offer in which it is not first already, at most three."""
    found: list[Item] = []
    for one in _best_of_each_offer(reader, situation):
        change = strongest_change(one)
        if change is not None and len(found) < MOST_RAISES:
            found.append({"offer": post_part(one.offer, reader.language), "what": _told(change, one, reader.language)})
    return found


def _best_of_each_offer(reader: Reader, situation: Situation) -> Iterator[Pairing]:
    offers: set[str] = set()
    for one in situation.matches_of(reader.actor):
        behind = one.match.rank > 1 and could_be_served(reader, one)
        if behind and one.offer.id not in offers and reader.sees(one):
            offers.add(one.offer.id)
            yield one


def strongest_change(found: Pairing) -> str | None:
    """The change by which an offer could win most in a match, if any."""
    gains = [
        ((one.weight - one.contribution) * lever.share, lever.change)
        for one in from_data(found.match.explanation).contributions
        if (lever := LEVERS.get(one.feature)) is not None and lever.open_for(found.request, found.offer)
    ]
    gain, change = max(gains, default=(0.0, ""))
    return change if gain >= LEAST else None


def _told(change: str, found: Pairing, language: str) -> str:
    title = quoted(title_of(found.request, language), language)
    return translate("For {request}: {change}.", language).format(
        request=title, change=translate(CHANGES[change], language)
    )
