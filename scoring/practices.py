"""Which documented practices stand behind an offer."""

from collections import defaultdict
from collections.abc import Sequence

from scoring.records import Offer, Practice


def practices_of(offers: Sequence[Offer], practices: Sequence[Practice]) -> list[list[Practice]]:
    """The practices that stand behind each offer: those it names, then others of its organization in its sectors."""
    by_id = {practice.id: practice for practice in practices}
    by_organization: dict[str | None, list[Practice]] = defaultdict(list)
    for practice in practices:
        by_organization[practice.organization].append(practice)
    found = []
    for offer in offers:
        named = [by_id[one] for one in offer.practices if one in by_id]
        kindred = [one for one in by_organization.get(offer.organization, []) if set(one.sectors) & set(offer.sectors)]
        found.append(list(dict.fromkeys(named + kindred)))
    return found
