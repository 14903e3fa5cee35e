"""An expert's own offer rests with the expert: it ends with the consent, and no later than the availability."""

from datetime import datetime

from sqlmodel import Session

from matcher.policy import CLOCK
from matcher.policy.posts import IN_STATE, PostAction
from matcher.posting.ending import withdraw
from matcher.posting.moving import change_post
from matcher.posting.visibility import case_of
from models.expert import Expert
from models.offer import Offer


def rest_with(session: Session, row: Expert, *, now: datetime) -> None:
    """Withdraws the own offer of an expert whom others do not see, with its matches; lets it expire with the
    availability where that ends before it. The ranking itself knows nothing of experts."""
    offer = session.get(Offer, row.own_offer) if row.own_offer else None
    if offer is None:
        return
    case = case_of(session, offer)
    if not row.shown:
        if offer.state in IN_STATE[PostAction.WITHDRAW]:
            withdraw(session, CLOCK, case, now=now)
    elif row.available_until and (offer.expires_on is None or offer.expires_on > row.available_until):
        change_post(session, CLOCK, case, {"expires_on": row.available_until}, now=now, action="edited")
