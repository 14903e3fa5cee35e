"""Ends the digests by one click (RFC 8058). Opening the link changes nothing: mail scanners open links too."""

from dataclasses import dataclass

from fastapi import APIRouter
from fastapi import Request as HttpRequest
from fastapi.responses import HTMLResponse

from api.dependencies import Now, ReaderLanguage, ReadSession, WriteSession
from api.pages.rendering import render_page
from api.transactions import TransactedRoute
from matcher.digests.unsubscribing import reader_of, set_digest

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse, route_class=TransactedRoute)


@dataclass(frozen=True)
class UnsubscribePage:
    """The word of the link, and whether its reader gets digests."""

    word: str
    wants_digest: bool


@router.get("/unsubscribe/{word}")
def ask(request: HttpRequest, word: str, session: ReadSession, now: Now, language: ReaderLanguage) -> HTMLResponse:
    """One button."""
    account = reader_of(session, word, now=now)
    return render_page(request, "unsubscribe.html", UnsubscribePage(word, account.wants_digest), language)


@router.post("/unsubscribe/{word}")
def end(request: HttpRequest, word: str, session: WriteSession, now: Now, language: ReaderLanguage) -> HTMLResponse:
    """Ends the digests, at once."""
    set_digest(session, word, wanted=False, now=now)
    return render_page(request, "unsubscribe.html", UnsubscribePage(word, wants_digest=False), language)


@router.post("/subscribe/{word}")
def begin(request: HttpRequest, word: str, session: WriteSession, now: Now, language: ReaderLanguage) -> HTMLResponse:
    """Undoes it."""
    set_digest(session, word, wanted=True, now=now)
    return render_page(request, "unsubscribe.html", UnsubscribePage(word, wants_digest=True), language)
