"""What is public, for other programs: an Atom feed, each post as linked data, and a catalogue of the open data."""

import hashlib
import json
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi import Request as HttpRequest
from pydantic import BaseModel

from api.dependencies import CurrentActor, CurrentSettings, Now, ReaderLanguage, ReadSession, Today
from matcher.exporting import catalogue
from matcher.feeds.atom import atom
from matcher.feeds.linked import linked_text
from matcher.feeds.newest import FeedFilter, PostKind, newest_posts
from matcher.policy import demand
from matcher.policy.services import ServiceAction
from models.checks import CountryCode, LanguageCode, Sector
from models.offer import Offer
from models.request import Request

router = APIRouter(tags=["feeds"])
linked = APIRouter(tags=["feeds"])
ATOM = "application/atom+xml"
JSON_LD = "application/ld+json"
LINKED: dict[int | str, dict[str, Any]] = {200: {"content": {JSON_LD: {"schema": {"type": "object"}}}}}


class FeedQuery(BaseModel):
    """What to follow."""

    model_config = {"extra": "forbid"}

    kind: PostKind | None = None
    sector: Sector | None = None
    country: CountryCode | None = None
    language: LanguageCode | None = None
    lang: Annotated[str | None, Query(max_length=10, description="language of the feed's own words")] = None


class LinkedData(Response):
    """An answer in JSON-LD."""

    media_type = JSON_LD


@router.get(
    "/feed.atom",
    response_class=Response,
    responses={200: {"content": {ATOM: {}}}, 304: {"description": "Nothing has changed since"}},
)
def feed(
    query: Annotated[FeedQuery, Query()],
    http: HttpRequest,
    session: ReadSession,
    actor: CurrentActor,
    today: Today,
    language: ReaderLanguage,
) -> Response:
    """The newest public requests and offers as an Atom feed; `ETag` and `Last-Modified` spare what is known."""
    wanted = FeedFilter(**query.model_dump(exclude={"lang"}))
    found = newest_posts(session, actor, wanted, on=today)
    place = http.app.state.settings.public_url.rstrip("/")
    address = f"{place}/feed.atom" + (f"?{http.url.query}" if http.url.query else "")
    body = atom(found, address=address, public_url=place, language=language)
    headers = {
        "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        "Last-Modified": format_datetime(found.updated, usegmt=True),
        "Cache-Control": "public, max-age=300",
        "Vary": "Accept-Language",
    }
    if _known(http, headers["ETag"], found.updated):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=ATOM, headers=headers)


def _known(http: HttpRequest, etag: str, updated: datetime) -> bool:
    """Whether the reader has this already; an ETag tells more than a date (RFC 9110)."""
    tags = http.headers.get("if-none-match")
    if tags is not None:
        return tags.strip() == "*" or etag in {one.strip().removeprefix("W/") for one in tags.split(",")}
    try:
        since = parsedate_to_datetime(http.headers.get("if-modified-since", ""))
    except ValueError:
        return False
    return since.tzinfo is not None and updated.replace(microsecond=0) <= since


@linked.get("/requests/{request_id}.jsonld", response_class=LinkedData, responses=LINKED)
def linked_request(request_id: str, session: ReadSession, actor: CurrentActor, settings: CurrentSettings) -> Response:
    """A public request as linked data: a `Demand` of schema.org."""
    demand(actor, ServiceAction.SEE_FEED)
    return LinkedData(linked_text(session, Request, request_id, public_url=settings.public_url))


@linked.get("/offers/{offer_id}.jsonld", response_class=LinkedData, responses=LINKED)
def linked_offer(offer_id: str, session: ReadSession, actor: CurrentActor, settings: CurrentSettings) -> Response:
    """A public offer as linked data: an `Offer` of schema.org."""
    demand(actor, ServiceAction.SEE_FEED)
    return LinkedData(linked_text(session, Offer, offer_id, public_url=settings.public_url))


@linked.get("/datasets", response_class=LinkedData, responses=LINKED)
def data_sets(actor: CurrentActor, settings: CurrentSettings, now: Now) -> Response:
    """The open data for catalogues of data: every file with its formats and licence, in the words of DCAT."""
    demand(actor, ServiceAction.SEE_FEED)
    return LinkedData(json.dumps(catalogue(settings.edition(now)), ensure_ascii=False))
