"""A visit of a page: who reads, in which language, and the ways to answer."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import Depends
from fastapi import Request as HttpRequest
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import URL

from api.dependencies import CurrentActor, Now, SeparateActor, reader_language
from api.pages.forms import Typed
from api.pages.private import privately
from api.pages.rendering import render_page, within
from api.security.forgery import SAFE, from_elsewhere
from locales import speak
from matcher.errors import ForbiddenError
from matcher.policy import Actor

SIGN_IN = "/sign-in"


@dataclass(frozen=True)
class Visit:
    """One call of a page."""

    request: HttpRequest
    actor: Actor
    now: datetime

    @property
    def language(self) -> str:
        """The language asked for by `?lang=`, else that of the account, else the browser's."""
        asked = self.request.query_params.get("lang")
        return speak(self.actor.language) if self.actor.signed_in and not asked else reader_language(self.request)

    @property
    def today(self) -> date:
        """The day, in UTC."""
        return self.now.date()

    def page(self, template: str, context: object, status: int = 200) -> HTMLResponse:
        """Answers a page. What somebody sees who is signed in stays in his browser."""
        answer = render_page(self.request, template, context, self.language, status, actor=self.actor)
        if self.actor.signed_in:
            answer.headers["Cache-Control"] = "private, no-cache"
        return answer

    def secret_page(self, template: str, context: object, status: int = 200) -> HTMLResponse:
        """Answers a page that nobody keeps and whose address is told to nobody."""
        return privately(self.page(template, context, status))

    def on_to(self, path: str, **query: str) -> RedirectResponse:
        """Sends the browser on, in the same language."""
        return RedirectResponse(within(self.request, path, **query), status_code=303)


async def _visit(request: HttpRequest, actor: CurrentActor, now: Now) -> Visit:
    return Visit(request, actor, now)


async def _apart(request: HttpRequest, actor: SeparateActor, now: Now) -> Visit:
    return Visit(request, actor, now)


def own_form(request: HttpRequest, typed: Typed) -> None:  # noqa: ARG001
    """Refuses what a page of somebody else's makes a browser send; reads what was typed before anything else, so that
    it is kept where the database does not answer. Raises ForbiddenError."""
    if request.method not in SAFE and from_elsewhere(request):
        raise ForbiddenError("this form was sent from a page of another site; open the page here and send it again")


def sign_in_first(request: HttpRequest) -> RedirectResponse:
    """Sends somebody who must sign in there, and afterwards back to the page that he read."""
    read = request.url if request.method == "GET" else URL(request.headers.get("referer", ""))
    here = read.path + (f"?{read.query}" if read.query else "")
    return RedirectResponse(within(request, SIGN_IN, **({"to": here} if here else {})), status_code=303)


CurrentVisit = Annotated[Visit, Depends(_visit)]
"""A visit within the transaction of the call."""
SeparateVisit = Annotated[Visit, Depends(_apart)]
"""A visit of a page that works in several transactions of its own."""
OWN_FORM = Depends(own_form)
