"""A post as the API answers it: more for those whose it is and who review it."""

from types import SimpleNamespace

from fastapi import Response
from sqlalchemy.orm import object_session
from sqlmodel import Session

from api.etags import set_etag
from matcher.catalogues.keeping import elsewhere
from matcher.policy import Actor, may
from matcher.policy.posts import PostAction, PostCase
from matcher.posting.moving import actions_now
from models.catalogue import SeenElsewhere
from models.offer import Offer, OfferInside, OfferPublic
from models.request import Request, RequestInside, RequestPublic

PostAnswer = RequestPublic | RequestInside | OfferPublic | OfferInside


def answer_post(case: PostCase, actor: Actor, response: Response) -> PostAnswer:
    """The post with its version as ETag; with its inside and what can be done now, where the actor may see that."""
    set_etag(response, case.post)
    asks, also_at = isinstance(case.post, Request), _also_at(case.post)
    known = SimpleNamespace(**case.post.model_dump(), also_at=also_at)
    if not may(actor, PostAction.SEE_INSIDE, case):
        return (RequestPublic if asks else OfferPublic).model_validate(known, from_attributes=True)
    known.actions = actions_now(actor, case)
    return (RequestInside if asks else OfferInside).model_validate(known, from_attributes=True)


def _also_at(post: Request | Offer) -> list[SeenElsewhere]:
    """The other catalogues in which an offer stands too; no catalogue brings requests."""
    session = object_session(post)
    if isinstance(post, Request) or not isinstance(session, Session):
        return []
    return elsewhere(session, "offer", post.id)
