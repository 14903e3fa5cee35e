"""The best suggestion for each of many requests, without reading all the others."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from api.pages.cards import Cards, MatchRow
from api.pages.visits import Visit
from matcher.catalogue import posts_by_id
from matcher.posting.visibility import may_read
from models.match import LIVE, Match
from models.offer import Offer
from models.post import PostState
from scoring.explanation import from_data
from scoring.sentence import sentence


def best_matches(session: Session, visit: Visit, requests: list[str]) -> dict[str, MatchRow]:
    """The first live match of each request whose offer the reader may see: five queries."""
    if not requests:
        return {}
    firsts = dict(_firsts(session, visit, requests))
    rows = session.exec(select(Match).where(col(Match.id).in_(firsts.values()))).all()
    offers = posts_by_id(session, Offer, {row.offer for row in rows}, actor=visit.actor)
    cards = Cards(session, visit.actor, visit.language).of(list(offers.values()))
    return {
        row.request: MatchRow(
            row.rank, row.score, sentence(from_data(row.explanation), visit.language), cards[row.offer]
        )
        for row in rows
    }


def _firsts(session: Session, visit: Visit, requests: list[str]) -> Iterator[tuple[str, int | None]]:
    """Each request with the key of its first match that may be shown."""
    live = select(Match.id, Match.request, Match.offer).where(
        col(Match.request).in_(requests), col(Match.state).in_(LIVE)
    )
    rows = session.exec(live.order_by(col(Match.request), col(Match.rank).desc())).all()
    shown = select(Offer.id).where(col(Offer.id).in_({offer for _, _, offer in rows}))
    visible = set(session.exec(shown.where(col(Offer.state) == PostState.PUBLISHED, may_read(Offer, visit.actor))))
    return (
        (request, key) for key, request, offer in rows if offer in visible
    )  # the last of each, being the best, stays
