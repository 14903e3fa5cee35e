"""`sursur match explain`: the sum, the parts, or why not."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

import scoring
from matcher.communities.shared import SharedCommunity, communities_of_both
from matcher.connecting import Connection, between
from matcher.errors import NotFoundError
from matcher.learning.active import active_model
from matcher.matching.partners import Partner, third_partners
from matcher.matching.records import request_record
from matcher.matching.ties import Cooperation
from models.match import Match, live_match, parked_pairs
from models.offer import Offer
from models.request import Request
from scoring import Explanation, Index, Raise
from scoring.query import ask
from scoring.raising import raises_of
from scoring.ranking import Scoring, explain_several


@dataclass(frozen=True)
class Suggested:
    """The live match of a pair: the place that people see, and that by score in the run that made it."""

    place: int
    place_by_score: int
    state: str
    run: int


@dataclass(frozen=True)
class Answer:
    """One pair explained, with its place by score among the candidates; None where a gate keeps the offer out.
    `communities` are those of both sides, `networks` the video networks that join their countries; they weigh
    nothing."""

    explanation: Explanation
    place: int | None
    candidates: int
    suggested: Suggested | None
    partners: tuple[Partner, ...]
    raises: tuple[Raise, ...]
    communities: tuple[SharedCommunity, ...] = ()
    networks: tuple[Connection, ...] = ()


@dataclass(frozen=True)
class Compared:
    """One of several offers for a request."""

    explanation: Explanation
    place: int | None


def explain_pair(session: Session, request: str, offer: str, *, index: Index) -> Answer:
    """Explains any request with any offer of the index, by the table in use.

    Raises NotFoundError where one of them is not there, and UnfitTableError where the table does not fit the code.
    """
    row = session.get(Request, request)
    if row is None:
        raise NotFoundError("request", request, "see `sursur export requests`")
    offered = session.get(Offer, offer)
    if offered is None:
        raise NotFoundError("offer", offer, "see `sursur export offers`")
    if offer not in index.places:
        raise NotFoundError("published offer", offer, "it is a draft or was withdrawn")
    place = index.places[offer]
    scored = Scoring(ask(record_as_of(session, row, index), index), active_model(session, index.encoder))
    return Answer(
        scored.explanation(place),
        scored.rank_of(place),
        len(index.offers),
        suggested=_suggested(live_match(session, request, offer)),
        partners=partners_of(session, row, offered),
        raises=raises_of(scored, place),
        communities=communities_of_both(session, row, offered, on=index.as_of),
        networks=tuple(between(session, (row.country, *row.with_countries), offered.country)),
    )


def compare_offers(session: Session, request: Request, offers: Sequence[str], *, index: Index) -> list[Compared]:
    """Several offers for a request, each with its parts and its place by score, as of now; those that the index does
    not hold are left out."""
    known = [one for one in offers if one in index.places]
    record, model = record_as_of(session, request, index), active_model(session, index.encoder)
    return [Compared(*one) for one in explain_several(record, known, index, model=model)]


def record_as_of(session: Session, request: Request, index: Index) -> scoring.Request:
    """A request as the ranking reads it, with the offers that rest on the day of the index."""
    parked = frozenset(parked for _, parked in parked_pairs(session, index.as_of, request=request.id))
    return request_record(request, parked)


def _suggested(match: Match | None) -> Suggested | None:
    """A match of a run that did not balance exposure yet has one place only."""
    if match is None:
        return None
    return Suggested(match.rank, match.rank_by_score or match.rank, match.state, match.run)


def partners_of(session: Session, request: Request, offer: Offer) -> tuple[Partner, ...]:
    """Who could support the two as a third; nobody where a side has no country."""
    if request.country is None or offer.country is None:
        return ()
    cooperation = Cooperation(
        requester=request.country,
        provider=offer.country,
        sectors=tuple(request.sectors or offer.sectors),
        modalities=tuple(request.modalities or offer.modalities),
        organizations=(request.organization, offer.organization),
    )
    return third_partners(session, cooperation)
