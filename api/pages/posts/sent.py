"""A form of a post's page that was sent."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Response

from api.dependencies import WriteSession
from api.pages.forms import Form, Shape, Typed, tried
from api.pages.posts.nouns import FoundPost, address
from api.pages.posts.showing import post_page
from api.pages.visits import CurrentVisit
from matcher.policy import demand, may


@dataclass(frozen=True)
class Opened:
    """A form of a post's page that was sent."""

    typed: Typed
    visit: CurrentVisit
    session: WriteSession
    case: FoundPost

    def demanding(self, *actions: StrEnum) -> "Opened":
        """The same, where its sender may do one of some things with the post, whatever the form says. Raises what
        `demand` raises."""
        if not any(may(self.visit.actor, one, self.case) for one in actions):
            demand(self.visit.actor, actions[0], self.case)
        return self

    def tried(self, shape: type[Shape], act: Callable[[Shape], object], done: str, back: str = "") -> Response:
        """Does what the form asks for and goes on to the page; shows it again where that cannot be done."""

        def act_and_go(said: Shape) -> Response:
            act(said)
            return self.visit.on_to(back or address(self.case), done=done)

        def again(form: Form, status: int) -> Response:
            return post_page(self.session, self.visit, self.case, form, status)

        return tried(shape, self.typed, self.visit.language, act=act_and_go, again=again)


Sent = Annotated[Opened, Depends()]
