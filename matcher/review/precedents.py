"""What was decided before about the same request or the same offer, for whoever decides about the two together."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_
from sqlmodel import Session, col, select

from matcher.policy.actor import Actor
from matcher.review.visible import visible_to
from models.decision import Decision
from models.match import Match
from models.offer import Offer
from models.pairing import Pairing
from models.request import Request

SHOWN = 10


@dataclass(frozen=True)
class Precedent:
    """One verdict on another match of the request or the offer, without who gave it and what he noted."""

    found: Pairing
    role: str | None
    verdict: str
    reason: str | None
    decided_at: datetime


def precedents(session: Session, actor: Actor, found: Pairing, *, limit: int = SHOWN) -> list[Precedent]:
    """The latest verdicts on other matches of the same request or offer that the actor may see; one query."""
    chosen = (
        select(Decision, Match, Request, Offer)
        .join(Match, col(Match.id) == Decision.match)
        .join(Request, col(Request.id) == Match.request)
        .join(Offer, col(Offer.id) == Match.offer)
        .where(or_(col(Match.request) == found.request.id, col(Match.offer) == found.offer.id))
        .where(Match.id != found.id, col(Decision.undone_at).is_(None), visible_to(actor))
        .order_by(col(Decision.decided_at).desc(), col(Decision.id).desc())
        .limit(limit)
    )
    return [
        Precedent(Pairing(match, request, offer), said.role, said.verdict, said.reason, said.decided_at)
        for said, match, request, offer in session.exec(chosen)
    ]
