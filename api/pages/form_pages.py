"""What pages share: their routers, the forms that say next to nothing, and a form that was sent."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from fastapi import APIRouter, Depends, Response
from fastapi.responses import HTMLResponse
from pydantic import Field

from api.dependencies import WriteSession
from api.pages.forms import Form, Shape, Typed, tried
from api.pages.visits import OWN_FORM, CurrentVisit
from api.transactions import TransactedRoute
from matcher.errors import BadInputError, UnauthenticatedError
from matcher.policy import Actor
from models.base import Schema

Again = Callable[[Form, int], Response]
"""Shows a form again with what is wrong, under a status."""


def plain_pages() -> APIRouter:
    """A router for pages that only show."""
    return APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


def asking_pages(prefix: str = "") -> APIRouter:
    """A router for pages that send forms and see to their transactions themselves; forms of other sites are refused."""
    return APIRouter(
        prefix=prefix, include_in_schema=False, default_response_class=HTMLResponse, dependencies=[OWN_FORM]
    )


def form_pages(prefix: str = "") -> APIRouter:
    """A router for pages that send forms: each call is one transaction, and forms of other sites are refused."""
    return APIRouter(
        prefix=prefix,
        include_in_schema=False,
        default_response_class=HTMLResponse,
        dependencies=[OWN_FORM],
        route_class=TransactedRoute,
    )


def lead_back(
    router: APIRouter, here: str, tails: Iterable[str], *, to: str = "", seen: Callable[..., object] | None = None
) -> None:
    """Leads who asks for the address of a form, as after one that failed, to the page that shows it: `to` below `here`,
    as the tails are. `seen` raises where he may not see it."""

    def back(visit: CurrentVisit) -> Response:
        return visit.on_to((here + to).format(**visit.request.path_params))

    for tail in tails:
        router.get(f"{here}/{tail}", dependencies=[Depends(seen)] if seen else [])(back)


class Step(Schema):
    """The version of what was read."""

    version: int = Field(ge=1)


class Nothing(Schema):
    """A form that says all by being sent."""


@dataclass(frozen=True)
class Sent:
    """A form that was sent, by whom, and the transaction in which it is acted upon."""

    visit: CurrentVisit
    session: WriteSession
    typed: Typed

    @property
    def actor(self) -> Actor:
        """Who sent it."""
        return self.visit.actor

    def tried(
        self, shape: type[Shape], act: Callable[[Shape], object], *, to: str, done: str, again: Again
    ) -> Response:
        """Does what the form asks for and goes on to a page; shows the form again where that cannot be done."""

        def acted(said: Shape) -> str:
            act(said)
            return to

        return self.led(shape, acted, done=done, again=again)

    def led(self, shape: type[Shape], act: Callable[[Shape], str], *, done: str, again: Again) -> Response:
        """As `tried`, where what is done answers the address of the page to go on to. Raises UnauthenticatedError
        where the form of somebody without a session fails: a page that is open to everybody would show him no form that
        keeps his words."""

        def acted(said: Shape) -> Response:
            return self.visit.on_to(act(said), done=done)

        def shown(form: Form, status: int) -> Response:
            if status in (UnauthenticatedError.status, BadInputError.status) and not self.actor.signed_in:
                raise UnauthenticatedError("your session has ended; sign in again")
            return again(form, status)

        return tried(shape, self.typed, self.visit.language, act=acted, again=shown)


@dataclass(frozen=True)
class SentHere(Sent, ABC):
    """A form of the page of one thing."""

    @property
    @abstractmethod
    def here(self) -> str:
        """The address of the page."""

    @abstractmethod
    def again(self, form: Form, status: int) -> Response:
        """The page with a form that did not work."""

    def tried_here(self, shape: type[Shape], act: Callable[[Shape], object], done: str, to: str = "") -> Response:
        """Does what the form asks for and goes back to its page, or on to another."""
        return self.tried(shape, act, to=to or self.here, done=done, again=self.again)
