"""What delegations could talk about: the requests that one brought, ranked against the offers that others brought."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from matcher.events.planning import Pair, pair_of
from matcher.learning.active import active_model
from matcher.matching.choosing import MINIMUM_SCORE
from matcher.matching.records import request_record
from models.event_delegation import EventPost
from models.match import parked_pairs
from models.post import PostState
from models.request import Request
from scoring import Index, Model
from scoring.query import ask
from scoring.ranking import Scoring

BEST = 12
"""Offers of the event that are looked at for each request: more than a delegation has meetings for one need."""
TOPICS = 5
"""Most topics of one meeting."""


@dataclass(frozen=True)
class Subject:
    """A request of one delegation with an offer of another; the score in millionths."""

    request: str
    offer: str
    score: int


def subjects(session: Session, brought: Sequence[EventPost], *, index: Index, as_of: date) -> dict[Pair, list[Subject]]:
    """What each pair of delegations can talk about, the best first: by the ranking as it stands, its gates included."""
    requests = {row.request: row.delegation for row in brought if row.request}
    offers = {row.offer: row.delegation for row in brought if row.offer and row.offer in index.places}
    model, parked = active_model(session, index.encoder), parked_by_request(session, as_of)
    found: dict[Pair, list[Subject]] = defaultdict(list)
    for row in _live(session, requests, as_of):
        own = requests[row.id]
        others = [one for one, owner in offers.items() if owner != own]
        for subject in _best(row, others, index, model, parked.get(row.id, frozenset())):
            found[pair_of(own, offers[subject.offer])].append(subject)
    order = lambda one: (-one.score, one.request, one.offer)  # noqa: E731
    return {pair: sorted(its, key=order)[:TOPICS] for pair, its in found.items()}


def explanations(
    session: Session, wanted: Iterable[Subject], *, index: Index, as_of: date
) -> dict[tuple[str, str], dict[str, Any]]:
    """The scores of some subjects opened into their parts, by request and offer."""
    by_request: dict[str, list[str]] = defaultdict(list)
    for subject in wanted:
        by_request[subject.request].append(subject.offer)
    model, parked = active_model(session, index.encoder), parked_by_request(session, as_of)
    found = {}
    for row in _live(session, by_request, as_of):
        scoring = _scoring(row, index, model, parked.get(row.id, frozenset()))
        places = [index.places[offer] for offer in by_request[row.id] if offer in index.places]
        for one in scoring.explanations(places) if places else []:
            found[row.id, one.offer] = one.as_data()
    return found


def parked_by_request(session: Session, as_of: date) -> Mapping[str, frozenset[str]]:
    """The offers that must not be suggested for a request on a day."""
    found: dict[str, set[str]] = defaultdict(set)
    for request, offer in parked_pairs(session, as_of):
        found[request].add(offer)
    return {request: frozenset(offers) for request, offers in found.items()}


def _live(session: Session, keys: Iterable[str], as_of: date) -> list[Request]:
    """Those of some requests that are open: an event also works with what still lies before the focal point."""
    chosen = select(Request).where(col(Request.id).in_(list(keys)))
    open_states = col(Request.state).in_((PostState.SUBMITTED, PostState.PUBLISHED))
    rows = session.exec(chosen.where(open_states).order_by(col(Request.id)))
    return [row for row in rows if row.expires_on is None or row.expires_on >= as_of]


def _best(row: Request, offers: Sequence[str], index: Index, model: Model, parked: frozenset[str]) -> list[Subject]:
    if not offers:
        return []
    scoring = _scoring(row, index, model, parked)
    scored = [(-int(scoring.totals[index.places[offer]]), offer) for offer in offers]
    fit = [(score, offer) for score, offer in sorted(scored) if -score >= MINIMUM_SCORE * 1_000_000]
    open_ones = [(score, offer) for score, offer in fit if scoring.gate(index.places[offer]) is None]
    return [Subject(row.id, offer, -score) for score, offer in open_ones[:BEST]]


def _scoring(row: Request, index: Index, model: Model, parked: frozenset[str]) -> Scoring:
    return Scoring(ask(request_record(row, parked), index), model)
