"""A form of a post's page that was sent."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Response

from api.pages.form_pages import SentHere
from api.pages.forms import Form
from api.pages.posts.nouns import FoundPost, address
from api.pages.posts.showing import post_page
from matcher.policy import demand, may


@dataclass(frozen=True)
class Opened(SentHere):
    """A form of a post's page that was sent."""

    case: FoundPost

    @property
    def here(self) -> str:
        """The page of the post."""
        return address(self.case)

    def demanding(self, *actions: StrEnum) -> "Opened":
        """The same, where its sender may do one of some things with the post, whatever the form says. Raises what
        `demand` raises."""
        if not any(may(self.visit.actor, one, self.case) for one in actions):
            demand(self.visit.actor, actions[0], self.case)
        return self

    def again(self, form: Form, status: int) -> Response:
        """The page of the post with a form that did not work."""
        return post_page(self.session, self.visit, self.case, form, status)


Sent = Annotated[Opened, Depends()]
