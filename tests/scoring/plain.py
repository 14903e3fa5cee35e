"""Scoring without short cuts: every feature measured on every offer, the gates read offer by offer."""

from datetime import date

import numpy as np

from scoring import EXPERT_MODEL, Index, Offer, Request
from scoring.arrays import Floats
from scoring.features import FEATURES
from scoring.measuring import Millionths
from scoring.query import ask

WITH_ALL_FEATURES = EXPERT_MODEL.with_encoder(0.05)


def totals(request: Request, index: Index) -> Millionths:
    """The score of every offer, in millionths."""
    query = ask(request, index)
    found = np.zeros(len(index.offers), dtype=np.int64)
    for row in WITH_ALL_FEATURES.rows:
        found += _millionths(FEATURES[row.feature].measure(query), row.weight, row.neutral)
    return found


def _millionths(values: Floats, weight: float, neutral: float) -> Millionths:
    known = np.array([neutral if np.isnan(value) else value for value in values.tolist()], dtype=float)
    return np.rint(weight * known * 1_000_000).astype(np.int64)


def is_open(request: Request, offer: Offer, today: date) -> bool:
    """Whether no gate keeps an offer out."""
    own = request.country is not None and offer.country == request.country
    expired = offer.expires_on is not None and offer.expires_on < today
    full = offer.capacity is not None and offer.engaged >= offer.capacity
    return not (own or expired or full or offer.id in request.parked or offer.organization in request.excluded)


def ranked(request: Request, index: Index, scores: Millionths) -> list[tuple[str, float]]:
    """The open offers with their scores, best first, equal ones by identifier."""
    found = zip(index.offers, index.gone.tolist(), scores.tolist(), strict=True)
    scored = [(-total, offer.id) for offer, gone, total in found if not gone and is_open(request, offer, index.as_of)]
    return [(key, -total / 1_000_000) for total, key in sorted(scored)]
