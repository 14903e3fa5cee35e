"""An event as its pages find it, and the forms that they send."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Response

from api.dependencies import WriteSession
from api.pages.forms import Form, Shape, Typed, tried
from api.pages.visits import CurrentVisit
from matcher.policy import Actor

HERE = "/events/{event_id}"
Again = Callable[[Form, int], Response]
Done = Annotated[str, Query(max_length=20)]


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
