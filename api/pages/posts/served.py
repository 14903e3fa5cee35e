"""Whom an offer serves and could serve, for its own side."""

from dataclasses import dataclass

from sqlmodel import Session

from api.pages.cards import Cards, PostCard
from api.pages.visits import Visit
from matcher.digests.desk import prospects_of
from matcher.review.listing import list_matches
from matcher.review.rows import MatchListed, listed
from matcher.review.wanted import Sort, Wanted
from models.offer import Offer

MOST = 50


@dataclass(frozen=True)
class ServedRow:
    """An open request that the offer is suggested for."""

    request: PostCard
    rank: int
    score: float
    why: str


@dataclass(frozen=True)
class Served:
    """The introductions that its side knows of, the requests that it could serve, and what would raise its place."""

    introduced: list[MatchListed]
    could: list[ServedRow]
    raises: list[str]


def served(session: Session, visit: Visit, offer: Offer) -> Served:
    """All that the reader may see of an offer's matches; the number of queries does not depend on them."""
    wanted = Wanted(offer=offer.id, sort=Sort.BEST)
    pairings, _ = list_matches(session, visit.actor, wanted, now=visit.now, limit=MOST)
    found = prospects_of(session, visit.actor, offer, now=visit.now, language=visit.language)
    cards = Cards(session, visit.actor, visit.language).of([one.request for one in found.served])
    return Served(
        introduced=listed(session, visit.actor, pairings, language=visit.language),
        could=[
            ServedRow(
                cards[one.request.id],
                one.match.rank,
                one.match.score,
                found.situation.why(one, visit.language),
            )
            for one in found.served
        ],
        raises=found.raises,
    )
