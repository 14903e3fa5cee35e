"""What the providers of open offers have been given: suggestions, places, attention, introductions."""

from collections.abc import Mapping
from operator import add
from typing import Any, NamedTuple

from sqlalchemy import case, func
from sqlmodel import col, select

from matcher.analytics.asked import Asked
from matcher.analytics.posts import columns_of, tags_of
from matcher.catalogue import is_live_on
from matcher.posting.visibility import MET
from models.likely import likely
from models.match import LIVE, Match
from models.offer import Offer
from scoring.exposure import PLACES, attention


class Given(NamedTuple):
    """Open offers of a provider, their live suggestions, first places among these, introductions, and the attention
    that the places draw as the ranking measures it: 1/log2(1 + place) (scoring.exposure)."""

    offers: int = 0
    suggestions: int = 0
    first: int = 0
    introduced: int = 0
    attention: float = 0.0


def given_by_provider(asked: Asked) -> Mapping[str, Given]:
    """What each provider of wanted offers has been given, by identifier, also those who got nothing; two queries."""
    by_offer = {offer: Given(1, *counts) for offer, *counts in asked.session.execute(_counted())}
    found: dict[str, Given] = {}
    offers = select(col(Offer.id), col(Offer.organization), *columns_of(Offer))
    for offer, provider, *stored in asked.session.execute(offers.where(is_live_on(Offer, asked.today))):
        if tags_of(*stored).wanted(asked.wanted):
            found[provider] = Given(*map(add, found.get(provider, NOTHING), by_offer.get(offer, ALONE)))
    return found


NOTHING, ALONE = Given(), Given(offers=1)


def _counted() -> Any:  # noqa: ANN401
    """Live suggestions by offer: how many, how many first places and introductions, and the attention."""
    worth = case({place: attention(place) for place in range(1, PLACES + 1)}, value=col(Match.rank), else_=0.0)
    first = case((col(Match.rank) == 1, 1), else_=0)
    met = case((col(Match.state).in_(MET), 1), else_=0)
    counts = (func.count(), func.sum(first), func.sum(met), func.sum(worth))
    chosen = select(col(Match.offer), *counts)  # type: ignore[call-overload]
    return chosen.where(likely(col(Match.state).in_(LIVE))).group_by(col(Match.offer))
