"""Requests and offers: lists by filter and cursor; read, written, saved again and deleted one by one."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.also_at import with_also_at
from api.dependencies import CurrentActor, Now, ReadSession, Today, WriteSession
from api.lists import Page
from api.post_answers import PostAnswer, answer_post
from api.post_filter import PostQuery
from api.transactions import TransactedRoute
from api.writing import Edit
from matcher.catalogue import list_posts
from matcher.posting.drafting import create_draft, delete_draft, edit_post
from matcher.posting.visibility import find_case
from models.offer import Offer, OfferDraft, OfferInside, OfferPublic, OfferUpdate
from models.request import Request, RequestDraft, RequestInside, RequestPublic, RequestUpdate

router = APIRouter(tags=["posts"], route_class=TransactedRoute)


@router.get("/requests", summary="List requests")
def requests(
    query: Annotated[PostQuery, Query()], session: ReadSession, actor: CurrentActor, today: Today
) -> Page[RequestPublic]:
    """The requests that you may see; open ones by identifier unless you ask otherwise."""
    rows, following = list_posts(session, Request, query.as_filter(), query.part, on=today, actor=actor)
    return Page(items=[RequestPublic.model_validate(row, from_attributes=True) for row in rows], next=following)


@router.get("/offers", summary="List offers")
def offers(
    query: Annotated[PostQuery, Query()], session: ReadSession, actor: CurrentActor, today: Today
) -> Page[OfferPublic]:
    """The offers that you may see; open ones by identifier unless you ask otherwise."""
    rows, following = list_posts(session, Offer, query.as_filter(), query.part, on=today, actor=actor)
    items = [OfferPublic.model_validate(row, from_attributes=True) for row in rows]
    return Page(items=with_also_at(session, "offer", items), next=following)


@router.get("/requests/{request_id}", summary="Read a request", response_model=RequestInside | RequestPublic)
def request(request_id: str, session: ReadSession, actor: CurrentActor, response: Response) -> PostAnswer:
    """One request; with more fields for those whose it is and who review it."""
    return answer_post(find_case(session, actor, Request, request_id), actor, response)


@router.get("/offers/{offer_id}", summary="Read an offer", response_model=OfferInside | OfferPublic)
def offer(offer_id: str, session: ReadSession, actor: CurrentActor, response: Response) -> PostAnswer:
    """One offer; with more fields for those whose it is and who review it."""
    return answer_post(find_case(session, actor, Offer, offer_id), actor, response)


@router.post("/requests", summary="Draft a request", status_code=201, response_model=RequestInside | RequestPublic)
def draft_request(
    draft: RequestDraft, session: WriteSession, actor: CurrentActor, now: Now, response: Response
) -> PostAnswer:
    """Stores a draft that only your organization sees. Language and title are filled in where you leave them out."""
    case = create_draft(session, actor, draft, now=now)
    response.headers["Location"] = f"/api/v1/requests/{case.id}"
    return answer_post(case, actor, response)


@router.post("/offers", summary="Draft an offer", status_code=201, response_model=OfferInside | OfferPublic)
def draft_offer(
    draft: OfferDraft, session: WriteSession, actor: CurrentActor, now: Now, response: Response
) -> PostAnswer:
    """Stores a draft that only your organization sees. Language and title are filled in where you leave them out."""
    case = create_draft(session, actor, draft, now=now)
    response.headers["Location"] = f"/api/v1/offers/{case.id}"
    return answer_post(case, actor, response)


@router.patch("/requests/{request_id}", summary="Change a request", response_model=RequestInside | RequestPublic)
def change_request(
    request_id: str,
    update: RequestUpdate,
    edit: Edit,
    response: Response,
) -> PostAnswer:
    """Changes the fields that you name; null empties one. For drafts (save as you write) and published requests."""
    case = find_case(edit.session, edit.actor, Request, request_id)
    edit_post(edit.session, edit.actor, case, update, version=edit.version, now=edit.now)
    return answer_post(case, edit.actor, response)


@router.patch("/offers/{offer_id}", summary="Change an offer", response_model=OfferInside | OfferPublic)
def change_offer(
    offer_id: str,
    update: OfferUpdate,
    edit: Edit,
    response: Response,
) -> PostAnswer:
    """Changes the fields that you name; null empties one. For drafts (save as you write) and published offers."""
    case = find_case(edit.session, edit.actor, Offer, offer_id)
    edit_post(edit.session, edit.actor, case, update, version=edit.version, now=edit.now)
    return answer_post(case, edit.actor, response)


@router.delete("/requests/{request_id}", summary="Delete a draft of a request", status_code=204)
def delete_request(
    request_id: str,
    edit: Edit,
) -> None:
    """Deletes a draft with its attachments. What was submitted once can be withdrawn instead."""
    delete_draft(
        edit.session,
        edit.actor,
        find_case(edit.session, edit.actor, Request, request_id),
        version=edit.version,
        now=edit.now,
    )


@router.delete("/offers/{offer_id}", summary="Delete a draft of an offer", status_code=204)
def delete_offer(
    offer_id: str,
    edit: Edit,
) -> None:
    """Deletes a draft with its attachments. What was submitted once can be withdrawn instead."""
    delete_draft(
        edit.session,
        edit.actor,
        find_case(edit.session, edit.actor, Offer, offer_id),
        version=edit.version,
        now=edit.now,
    )
