"""Forms of the pages of an application."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Response

from api.pages.applications.page import application_page
from api.pages.form_pages import SentHere
from api.pages.forms import Form

HERE = "/applications/{application_id}"
PAGE = "applications/show.html"


@dataclass(frozen=True)
class Sent(SentHere):
    """A form of the page of one application."""

    application_id: str

    @property
    def here(self) -> str:
        return HERE.format(application_id=self.application_id)

    def again(self, form: Form, status: int) -> Response:
        page = application_page(self.session, self.visit, self.application_id, form=form)
        return self.visit.page(PAGE, page, status)


SentForm = Annotated[Sent, Depends()]
