"""What pages of requests and of offers have in common: which of both a path speaks of, and the post that it names."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends
from fastapi import Request as HttpRequest

from api.dependencies import ReadSession
from api.pages.visits import CurrentVisit
from matcher.policy import demand
from matcher.policy.accounts import AccountAction
from matcher.policy.posts import PostCase
from matcher.posting.visibility import find_case
from models.offer import Offer, OfferDraft, OfferUpdate
from models.request import Request, RequestDraft, RequestUpdate

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


@dataclass(frozen=True)
class Noun:
    """A request or an offer: its table and the shapes in which it is written."""

    name: str
    table: type[Request] | type[Offer]
    draft: type[RequestDraft] | type[OfferDraft]
    update: type[RequestUpdate] | type[OfferUpdate]

    @property
    def asks(self) -> bool:
        """Whether it is a request."""
        return self.table is Request


REQUEST = Noun("request", Request, RequestDraft, RequestUpdate)
OFFER = Noun("offer", Offer, OfferDraft, OfferUpdate)


REQUESTS = "/requests/{request_id}"
BOTH = (REQUESTS, "/offers/{offer_id}")
"""Where the pages of a request and of an offer are."""


def on_both(router: APIRouter, method: str, tail: str) -> Callable[[Endpoint], Endpoint]:
    """Registers an endpoint under the addresses of a request and of an offer."""

    def register(endpoint: Endpoint) -> Endpoint:
        for path in BOTH:
            router.add_api_route(f"{path}{tail}", endpoint, methods=[method])
        return endpoint

    return register


def for_both(router: APIRouter, method: str, tail: str) -> Callable[[Endpoint], Endpoint]:
    """Registers an endpoint that needs no post yet under /requests and /offers."""

    def register(endpoint: Endpoint) -> Endpoint:
        for noun in (REQUEST, OFFER):
            router.add_api_route(f"/{noun.name}s{tail}", endpoint, methods=[method])
        return endpoint

    return register


def _noun(request: HttpRequest) -> Noun:
    return REQUEST if request.url.path.startswith("/requests") else OFFER


def found(request: HttpRequest, visit: CurrentVisit, session: ReadSession) -> PostCase:
    """The post that the path names. Raises NotFoundError where the reader may not see it."""
    if request.method == "POST":
        demand(visit.actor, AccountAction.SEE_OWN)  # whose session has ended keeps what he typed
    given = request.path_params
    if "request_id" in given:
        return find_case(session, visit.actor, Request, given["request_id"])
    return find_case(session, visit.actor, Offer, given["offer_id"])


CurrentNoun = Annotated[Noun, Depends(_noun)]
"""Whether the path speaks of requests or of offers."""
FoundPost = Annotated[PostCase, Depends(found)]


def address(case: PostCase) -> str:
    """Where the page of a post is."""
    return f"/{case.noun}s/{case.id}"
