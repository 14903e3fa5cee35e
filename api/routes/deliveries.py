"""Deliveries of all mail, letters too, for administrators: whose stands where. What a letter says stays unseen."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.dependencies import CurrentActor, Now, ReadSession, WriteSession
from api.lists import ListQuery, Page
from api.transactions import TransactedRoute
from matcher.cursors import LARGEST_KEY
from matcher.mail import settling_held
from matcher.mail.overview import DeliveryFilter, DeliveryListed, DeliveryOpened, deliveries, open_delivery
from models.delivery import DeliveryState

router = APIRouter(prefix="/deliveries", tags=["digests"], route_class=TransactedRoute)
DeliveryKey = Annotated[int, Path(ge=1, le=LARGEST_KEY)]


class DeliveriesQuery(ListQuery):
    """Which deliveries to list; `kind` is `digest`, or the kind of a letter."""

    state: DeliveryState | None = None
    kind: Annotated[str | None, Query(max_length=80)] = None
    account: Annotated[str | None, Query(max_length=254)] = None


@router.get("")
def listed(
    query: Annotated[DeliveriesQuery, Query()], session: ReadSession, actor: CurrentActor
) -> Page[DeliveryListed]:
    """The deliveries, the newest first, with what was said last of each."""
    wanted = DeliveryFilter(query.state, query.kind, query.account)
    rows, following = deliveries(session, actor, wanted, after=query.after, limit=query.limit)
    return Page(items=rows, next=following)


@router.get("/{mail_id}")
def one(mail_id: DeliveryKey, session: ReadSession, actor: CurrentActor) -> DeliveryOpened:
    """One delivery with every attempt."""
    return open_delivery(session, actor, mail_id)


@router.post("/{mail_id}/resend")
def resend(mail_id: DeliveryKey, session: WriteSession, actor: CurrentActor, now: Now) -> DeliveryOpened:
    """Sends a held or refused mail again under its Message-ID, for who knows that it did not arrive."""
    settling_held.resend(session, actor, mail_id, now)
    return open_delivery(session, actor, mail_id)


@router.post("/{mail_id}/arrived")
def arrived(mail_id: DeliveryKey, session: WriteSession, actor: CurrentActor, now: Now) -> DeliveryOpened:
    """Takes a held mail for sent, for who knows that it arrived."""
    settling_held.mark_arrived(session, actor, mail_id, now)
    return open_delivery(session, actor, mail_id)
