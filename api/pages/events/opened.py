"""An event as its pages find it, and the forms that they send."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import HTMLResponse
from sqlmodel import Field

from api.dependencies import WriteSession
from api.pages.forms import Form, Shape, Typed, tried
from api.pages.visits import OWN_FORM, CurrentVisit
from api.transactions import TransactedRoute
from matcher.policy import Actor
from models.base import Schema

HERE = "/events/{event_id}"
Again = Callable[[Form, int], Response]
Done = Annotated[str, Query(max_length=20)]


def pages() -> APIRouter:
    """A router for pages of an event."""
    return APIRouter(
        include_in_schema=False,
        default_response_class=HTMLResponse,
        dependencies=[OWN_FORM],
        route_class=TransactedRoute,
    )


class Step(Schema):
    """The version of what was read."""

    version: int = Field(ge=1)


class Nothing(Schema):
    """A form that says all by being sent."""


@dataclass(frozen=True)
class Sent:
    """A form of a page of an event that was sent."""

    visit: CurrentVisit
    session: WriteSession
    event_id: str
    typed: Typed

    @property
    def actor(self) -> Actor:
        """Who sent it."""
        return self.visit.actor

    def path(self, rest: str = "") -> str:
        """The address of a page of the event."""
        return HERE.format(event_id=self.event_id) + rest

    def tried(
        self, shape: type[Shape], act: Callable[[Shape], object], *, back: str, done: str, again: Again
    ) -> Response:
        """Does what the form asks for and goes back to a page of the event; shows the form again where that cannot be
        done."""

        def acted(said: Shape) -> Response:
            act(said)
            return self.visit.on_to(self.path(back), done=done)

        return tried(shape, self.typed, self.visit.language, act=acted, again=again)


SentForm = Annotated[Sent, Depends()]
