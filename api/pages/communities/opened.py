"""Forms of the pages of a community."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Response

from api.dependencies import WriteSession
from api.pages.forms import Form, Shape, Typed, tried
from api.pages.visits import CurrentVisit, Visit
from matcher.policy import Actor

HERE = "/communities/{community_id}"
Again = Callable[[Form, int], Response]


@dataclass(frozen=True)
class Sent:
    """A form that was sent."""

    visit: CurrentVisit
    session: WriteSession
    typed: Typed

    @property
    def actor(self) -> Actor:
        """Who sent it."""
        return self.visit.actor

    def tried(
        self, shape: type[Shape], act: Callable[[Shape], str], *, done: str, again: Callable[[Form, int], Response]
    ) -> Response:
        """Does what the form asks for and goes to the address that this answers; shows the form again where it cannot
        be done."""

        def acted(said: Shape) -> Response:
            return self.visit.on_to(act(said), done=done)

        return tried(shape, self.typed, self.visit.language, act=acted, again=again)


SentForm = Annotated[Sent, Depends()]


def done_of(visit: Visit, known: frozenset[str]) -> str:
    """What has just been done, by the address; nothing where that is made up."""
    said = visit.request.query_params.get("done", "")
    return said if said in known else ""
