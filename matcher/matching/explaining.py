"""`sursur match explain`: the sum, the parts, or why not."""

from dataclasses import dataclass

from sqlmodel import Session

from matcher.errors import NotFoundError
from matcher.learning.active import active_model
from matcher.matching.records import request_record
from models.match import parked_pairs
from models.offer import Offer
from models.request import Request
from scoring import Explanation, Index, explain


@dataclass(frozen=True)
class Answer:
    """One pair explained: its place among the candidates (None where a gate keeps it out) and how many there are."""

    explanation: Explanation
    place: int | None
    candidates: int


def explain_pair(session: Session, request: str, offer: str, *, index: Index) -> Answer:
    """Explains any request with any offer of the index, by the table in use.

    Raises NotFoundError where one of them is not there, and UnfitTableError where the table does not fit the code.
    """
    row = session.get(Request, request)
    if row is None:
        raise NotFoundError("request", request, "see `sursur export requests`")
    if session.get(Offer, offer) is None:
        raise NotFoundError("offer", offer, "see `sursur export offers`")
    if offer not in index.position:
        raise NotFoundError("published offer", offer, "it is a draft or was withdrawn")
    parked = frozenset(parked for _, parked in parked_pairs(session, index.as_of, request=request))
    explanation, place = explain(request_record(row, parked), offer, index, model=active_model(session))
    return Answer(explanation, place, len(index.offers))
