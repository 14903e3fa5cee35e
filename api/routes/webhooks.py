"""Webhooks: who is told what happened, where, and what came of it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, Field

from api.dependencies import CurrentActor, CurrentSettings, Now, ReadSession, WriteSession
from api.etags import set_etag
from api.lists import ListQuery, Page
from api.transactions import TransactedRoute
from api.writing import Edit
from matcher.cursors import Part
from matcher.policy import demand
from matcher.policy.services import ServiceAction
from matcher.webhooks.events import EVENTS
from matcher.webhooks.subscribing import (
    Picked,
    Post,
    add_webhook,
    delete_webhook,
    edit_webhook,
    one_webhook,
    renew_secret,
    tell_again,
    tellings,
    webhooks,
)
from models.webhook import (
    Telling,
    TellingPublic,
    TellingState,
    WebhookCreate,
    WebhookPublic,
    WebhookUpdate,
)

router = APIRouter(tags=["webhooks"], route_class=TransactedRoute)


class EventOut(BaseModel):
    """An event that can be told."""

    name: str
    meaning: str


class WebhookMade(BaseModel):
    """A new webhook with its secret, which is shown this once: calls are signed with it."""

    webhook: WebhookPublic
    secret: str = Field(examples=["whs_…"])


class WebhookSecret(BaseModel):
    """A new secret, shown this once."""

    secret: str = Field(examples=["whs_…"])


class DeliveryQuery(ListQuery):
    """Which deliveries to list."""

    state: TellingState | None = None


def _post(settings: CurrentSettings) -> Post:
    return settings.webhook_post


WebhookPost = Annotated[Post, Depends(_post)]


@router.get("/webhooks/events")
def list_events(actor: CurrentActor) -> list[EventOut]:
    """The events that a webhook can be told, with what each means."""
    demand(actor, ServiceAction.SEE_EVENTS)
    return [EventOut.model_validate(one, from_attributes=True) for one in EVENTS.values()]


@router.get("/webhooks")
def list_webhooks(
    query: Annotated[ListQuery, Query()], session: ReadSession, actor: CurrentActor
) -> Page[WebhookPublic]:
    """Your webhooks; for an administrator, everybody's."""
    rows, following = webhooks(session, actor, Part("id", query.after, query.limit))
    return Page(items=[WebhookPublic.model_validate(row, from_attributes=True) for row in rows], next=following)


@router.post("/webhooks", status_code=201)
def create_webhook(
    wanted: WebhookCreate, session: WriteSession, actor: CurrentActor, now: Now, post: WebhookPost, response: Response
) -> WebhookMade:
    """Adds a webhook for what you may see. Its secret is shown this once."""
    row, secret = add_webhook(session, actor, wanted, post=post, now=now)
    set_etag(response, row)
    response.headers["Location"] = f"/api/v1/webhooks/{row.id}"
    response.headers["Cache-Control"] = "no-store"
    return WebhookMade(webhook=WebhookPublic.model_validate(row, from_attributes=True), secret=secret)


@router.get("/webhooks/{webhook_id}")
def read_webhook(webhook_id: str, session: ReadSession, actor: CurrentActor, response: Response) -> WebhookPublic:
    """One of your webhooks."""
    row = one_webhook(session, actor, webhook_id)
    set_etag(response, row)
    return WebhookPublic.model_validate(row, from_attributes=True)


@router.patch("/webhooks/{webhook_id}")
def update_webhook(
    webhook_id: str, changes: WebhookUpdate, edit: Edit, post: WebhookPost, response: Response
) -> WebhookPublic:
    """Changes some fields, or switches a webhook off and on."""
    picked = Picked(webhook_id, edit.version)
    row = edit_webhook(edit.session, edit.actor, picked, changes, post=post, now=edit.now)
    set_etag(response, row)
    return WebhookPublic.model_validate(row, from_attributes=True)


@router.delete("/webhooks/{webhook_id}", status_code=204)
def remove_webhook(webhook_id: str, edit: Edit) -> None:
    """Deletes a webhook with the list of its deliveries."""
    delete_webhook(edit.session, edit.actor, Picked(webhook_id, edit.version), now=edit.now)


@router.post("/webhooks/{webhook_id}/secret")
def renew_webhook_secret(webhook_id: str, edit: Edit, post: WebhookPost, response: Response) -> WebhookSecret:
    """A new secret in place of the old one, shown this once; calls are signed with it from now on."""
    response.headers["Cache-Control"] = "no-store"
    picked = Picked(webhook_id, edit.version)
    return WebhookSecret(secret=renew_secret(edit.session, edit.actor, picked, post=post, now=edit.now))


@router.get("/webhooks/{webhook_id}/deliveries")
def list_deliveries(
    webhook_id: str, query: Annotated[DeliveryQuery, Query()], session: ReadSession, actor: CurrentActor
) -> Page[TellingPublic]:
    """What a webhook was told, the newest event first: how often it was tried, and the last answer."""
    part = Part("-at", query.after, query.limit)
    rows, following = tellings(session, actor, webhook_id, part, state=query.state)
    return Page(items=[_shown(row) for row in rows], next=following)


@router.post("/webhooks/{webhook_id}/deliveries/{delivery_id}/repeat")
def repeat_delivery(
    webhook_id: str, delivery_id: str, session: WriteSession, actor: CurrentActor, now: Now
) -> TellingPublic:
    """Makes a delivery once more, under its own id, at the next opportunity."""
    return _shown(tell_again(session, actor, webhook_id, delivery_id, now=now))


def _shown(row: Telling) -> TellingPublic:
    fields = row.model_dump(include=set(TellingPublic.model_fields)) | {"event": row.action}
    return TellingPublic.model_validate(fields)
