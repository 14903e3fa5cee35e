"""An event as its pages find it, and the forms that they send."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from api.pages import form_pages

HERE = "/events/{event_id}"
Done = Annotated[str, Query(max_length=20)]


@dataclass(frozen=True)
class Sent(form_pages.Sent):
    """A form of a page of an event that was sent."""

    event_id: str

    def path(self, rest: str = "") -> str:
        """The address of a page of the event."""
        return HERE.format(event_id=self.event_id) + rest


SentForm = Annotated[Sent, Depends()]
