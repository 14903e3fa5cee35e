"""Digests for administrators: who got which, how it looked, and what to do about one in doubt."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import HTMLResponse, PlainTextResponse
from pydantic import BaseModel, Field

from api.dependencies import CurrentActor, CurrentSettings, Now, ReadSession, WriteSession
from api.lists import ListQuery, Page
from api.transactions import TransactedRoute
from matcher.cursors import LARGEST_KEY
from matcher.digests import reporting, showing
from matcher.digests.reporting import DigestFilter, DigestListed, DigestOpened
from matcher.mail import settling_held
from matcher.mail.overview import DeliveryOpened, open_delivery
from models.base import Schema
from models.delivery import DeliveryState

router = APIRouter(tags=["digests"], route_class=TransactedRoute)
DigestKey = Annotated[int, Path(ge=1, le=LARGEST_KEY)]
MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"
"""A mail brings its styles along and nothing that runs."""


class DigestQuery(ListQuery):
    """Which digests to list; `state` is that of the delivery, or `skipped` where no mail was made."""

    week: Annotated[str | None, Query(max_length=8, description="ISO week, as 2026-W48")] = None
    account: Annotated[str | None, Query(max_length=254)] = None
    state: DeliveryState | Literal["skipped"] | None = None


class DigestPreview(BaseModel):
    """What a reader's digest would say now, and its mail; `skipped` says why there would be none."""

    account: str
    skipped: str | None
    content: dict[str, Any]
    language: str
    subject: str | None
    text: str | None
    html: str | None


class DigestTest(Schema):
    """Whose digest to send to oneself; the own one where none is named."""

    model_config = {"json_schema_extra": {"examples": [{"account": "eva@example.org"}]}}

    account: str | None = Field(default=None, max_length=254)


@router.get("/digests")
def digests(query: Annotated[DigestQuery, Query()], session: ReadSession, actor: CurrentActor) -> Page[DigestListed]:
    """The digests, the newest first: for whom, how much of what, why none went out, and how the mail fares."""
    wanted = DigestFilter(query.week, query.account, query.state)
    rows, following = reporting.digests(session, actor, wanted, after=query.after, limit=query.limit)
    return Page(items=rows, next=following)


@router.get("/digests/{digest_id}")
def digest(digest_id: DigestKey, session: ReadSession, actor: CurrentActor) -> DigestOpened:
    """One digest: all that it says, and every attempt to deliver it with what the server said."""
    return reporting.open_digest(session, actor, digest_id)


@router.get("/digests/{digest_id}/html", response_class=HTMLResponse)
def digest_html(
    digest_id: DigestKey, session: ReadSession, actor: CurrentActor, settings: CurrentSettings
) -> HTMLResponse:
    """The mail as its reader sees it, but for the words of the links that act in the reader's name."""
    mail = showing.as_sent(session, actor, digest_id, settings.letterhead)
    return HTMLResponse(mail.html, headers={"Content-Security-Policy": MAIL_POLICY, "Cache-Control": "no-store"})


@router.get("/digests/{digest_id}/text", response_class=PlainTextResponse)
def digest_text(
    digest_id: DigestKey, session: ReadSession, actor: CurrentActor, settings: CurrentSettings
) -> PlainTextResponse:
    """The text part of the mail, but for the words of the links that act in the reader's name."""
    mail = showing.as_sent(session, actor, digest_id, settings.letterhead)
    return PlainTextResponse(mail.text, headers={"Cache-Control": "no-store"})


@router.post("/digests/{digest_id}/resend")
def resend(digest_id: DigestKey, session: WriteSession, actor: CurrentActor, now: Now) -> DigestOpened:
    """Sends a held or refused digest again under its Message-ID, for who knows that it did not arrive."""
    delivery = reporting.delivery_of(session, actor, digest_id)
    settling_held.resend(session, actor, delivery, now)
    return reporting.open_digest(session, actor, digest_id)


@router.post("/digests/{digest_id}/arrived")
def arrived(digest_id: DigestKey, session: WriteSession, actor: CurrentActor, now: Now) -> DigestOpened:
    """Takes a held digest for sent, for who knows that it arrived."""
    delivery = reporting.delivery_of(session, actor, digest_id)
    settling_held.mark_arrived(session, actor, delivery, now)
    return reporting.open_digest(session, actor, digest_id)


@router.get("/accounts/{email}/digest-preview")
def preview(
    email: str, session: ReadSession, actor: CurrentActor, settings: CurrentSettings, now: Now, response: Response
) -> DigestPreview:
    """What a reader's digest would say now; for its reader and for administrators. Nothing is stored or sent."""
    plan, mail = showing.previewed(session, actor, email, settings.letterhead, now=now)
    response.headers["Cache-Control"] = "no-store"
    parts = vars(mail) if mail else {"subject": None, "text": None, "html": None, "language": plan.account.language}
    return DigestPreview(account=plan.account.email, skipped=plan.skipped, content=plan.content, **parts)


@router.post("/digest-test", status_code=202)
def test(
    wanted: DigestTest, session: WriteSession, actor: CurrentActor, settings: CurrentSettings, now: Now
) -> DeliveryOpened:
    """Mails an account's digest as of now to the asking administrator; nobody else gets or loses anything by it."""
    delivery = showing.send_test(session, actor, settings.letterhead, account=wanted.account, now=now)
    return open_delivery(session, actor, delivery)
