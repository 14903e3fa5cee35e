"""Published requests and offers: lists by cursor, one by one with its ETag."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.dependencies import ReadSession, Today
from api.etags import set_etag
from api.lists import ListQuery, Page
from matcher.catalogue import Filter, live_posts, one_post
from models.checks import CountryCode, LanguageCode, Modality, Sector
from models.offer import Offer, OfferPublic
from models.request import Request, RequestPublic

router = APIRouter(tags=["posts"])


class PostQuery(ListQuery):
    """What to list."""

    sector: Sector | None = None
    country: CountryCode | None = None
    language: LanguageCode | None = None
    modality: Modality | None = None

    def as_filter(self) -> Filter:
        """The same for the catalogue."""
        return Filter(sector=self.sector, country=self.country, language=self.language, modality=self.modality)


@router.get("/requests")
def requests(query: Annotated[PostQuery, Query()], session: ReadSession, today: Today) -> Page[RequestPublic]:
    """Open requests by identifier."""
    rows, following = live_posts(session, Request, query.as_filter(), on=today, after=query.after, limit=query.limit)
    return Page(items=[RequestPublic.model_validate(row, from_attributes=True) for row in rows], next=following)


@router.get("/requests/{request_id}")
def request(request_id: str, session: ReadSession, response: Response) -> RequestPublic:
    """One published request."""
    row = one_post(session, Request, request_id)
    set_etag(response, row)
    return RequestPublic.model_validate(row, from_attributes=True)


@router.get("/offers")
def offers(query: Annotated[PostQuery, Query()], session: ReadSession, today: Today) -> Page[OfferPublic]:
    """Open offers by identifier."""
    rows, following = live_posts(session, Offer, query.as_filter(), on=today, after=query.after, limit=query.limit)
    return Page(items=[OfferPublic.model_validate(row, from_attributes=True) for row in rows], next=following)


@router.get("/offers/{offer_id}")
def offer(offer_id: str, session: ReadSession, response: Response) -> OfferPublic:
    """One published offer."""
    row = one_post(session, Offer, offer_id)
    set_etag(response, row)
    return OfferPublic.model_validate(row, from_attributes=True)
