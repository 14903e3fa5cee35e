"""A form of a practice's page that was sent."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Response

from api.pages.form_pages import SentHere
from api.pages.forms import Form
from api.pages.practices.opened import FoundPractice, address
from api.pages.practices.showing import practice_page
from matcher.practices.finding import the_practice


@dataclass(frozen=True)
class Opened(SentHere):
    """A form of a practice's page that was sent."""

    practice: FoundPractice

    @property
    def here(self) -> str:
        """The page of the practice."""
        return address(self.practice)

    def demanding(self, action: StrEnum) -> None:
        """Raises what `demand` raises where its sender may not do something, whatever the form says."""
        the_practice(self.session, self.visit.actor, self.practice.id, action)  # type: ignore[arg-type]

    def again(self, form: Form, status: int) -> Response:
        """The page of the practice with a form that did not work."""
        return practice_page(self.session, self.visit, self.practice, form, status)


Sent = Annotated[Opened, Depends()]
