"""`sursur match explain`: the sum, the parts, or why not."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from matcher.errors import NotFoundError
from matcher.matching.records import gather, request_record
from models.offer import Offer
from models.request import Request
from scoring import EXPERT_MODEL, Explanation, Model, explain


@dataclass(frozen=True)
class Answer:
    """One pair explained: its place among the candidates (None where a gate keeps it out) and how many there are."""

    explanation: Explanation
    place: int | None
    candidates: int


def explain_pair(session: Session, request: str, offer: str, *, as_of: date, model: Model = EXPERT_MODEL) -> Answer:
    """Explains any request with any published offer. Raises NotFoundError where one of them is not there."""
    row = session.get(Request, request)
    if row is None:
        raise NotFoundError("request", request, "see `sursur export requests`")
    if session.get(Offer, offer) is None:
        raise NotFoundError("offer", offer, "see `sursur export offers`")
    inputs = gather(session, as_of=as_of, request=request)
    index = inputs.index(as_of)
    if offer not in index.position:
        raise NotFoundError("published offer", offer, "it is a draft or was withdrawn")
    asked = inputs.requests[0] if inputs.requests else request_record(row)
    explanation, place = explain(asked, offer, index, model=model)
    return Answer(explanation, place, len(index.offers))
