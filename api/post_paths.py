"""Paths that requests and offers have in common, written once."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends
from fastapi import Request as HttpRequest

from api.dependencies import CurrentActor, ReadSession
from matcher.policy.posts import PostCase
from matcher.posting.visibility import find_case
from models.offer import Offer, OfferInside, OfferPublic
from models.request import Request, RequestInside, RequestPublic

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])
ANSWERS = {"request": RequestInside | RequestPublic, "offer": OfferInside | OfferPublic}
"""How a post is answered: with its inside to those who may see that."""


def _found(post_id: str, request: HttpRequest, session: ReadSession, actor: CurrentActor) -> PostCase:
    """The post of a path such as /requests/{post_id}/submit."""
    if request.url.path.split("/")[-3] == "requests":
        return find_case(session, actor, Request, post_id)
    return find_case(session, actor, Offer, post_id)


FoundPost = Annotated[PostCase, Depends(_found)]
"""The post that the path names. Raises NotFoundError where the actor may not see it."""


def on_both(
    router: APIRouter,
    method: str,
    tail: str,
    summary: str,
    **options: Any,  # noqa: ANN401
) -> Callable[[Endpoint], Endpoint]:
    """Registers an endpoint under the paths of a request and of an offer; it answers the post unless
    `response_model` says otherwise. `{post}` in the summary becomes the noun."""

    def register(endpoint: Endpoint) -> Endpoint:
        for noun, answer in ANSWERS.items():
            told = summary.format(post=f"{'an' if noun == 'offer' else 'a'} {noun}")
            described = {"response_model": answer, "summary": told, **options}
            router.add_api_route(f"/{noun}s/{{post_id}}/{tail}", endpoint, methods=[method], **described)
        return endpoint

    return register
