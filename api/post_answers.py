"""A post as the API answers it: more for those whose it is and who review it."""

from types import SimpleNamespace

from fastapi import Response

from api.etags import set_etag
from matcher.policy import Actor, may
from matcher.policy.posts import PostAction, PostCase
from matcher.posting.moving import actions_now
from models.offer import OfferInside, OfferPublic
from models.request import Request, RequestInside, RequestPublic

PostAnswer = RequestPublic | RequestInside | OfferPublic | OfferInside


def answer_post(case: PostCase, actor: Actor, response: Response) -> PostAnswer:
    """The post with its version as ETag; with its inside and what can be done now, where the actor may see that."""
    set_etag(response, case.post)
    asks = isinstance(case.post, Request)
    if not may(actor, PostAction.SEE_INSIDE, case):
        return (RequestPublic if asks else OfferPublic).model_validate(case.post, from_attributes=True)
    known = SimpleNamespace(**case.post.model_dump(), actions=actions_now(actor, case))
    return (RequestInside if asks else OfferInside).model_validate(known, from_attributes=True)
