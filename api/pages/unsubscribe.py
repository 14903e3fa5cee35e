"""Ends the digests by one click (RFC 8058). Opening the link changes nothing: mail scanners open links too."""

from dataclasses import dataclass

from fastapi import APIRouter
from fastapi import Request as HttpRequest
from fastapi.responses import HTMLResponse

from api.dependencies import Now, ReaderLanguage, ReadSession, WriteSession
from api.pages.private import privately
from api.pages.rendering import render_page
from api.transactions import TransactedRoute
from locales import speak
from matcher.digests.unsubscribing import reader_of, set_digest
from models.account import Account

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse, route_class=TransactedRoute)


@dataclass(frozen=True)
class UnsubscribePage:
    """The word of the link, and whether its reader gets digests."""

    word: str
    wants_digest: bool


@router.get("/unsubscribe/{word}")
def ask(request: HttpRequest, word: str, session: ReadSession, now: Now, language: ReaderLanguage) -> HTMLResponse:
    """One button."""
    return _page(request, word, reader_of(session, word, now=now), language)


@router.post("/unsubscribe/{word}")
def end(request: HttpRequest, word: str, session: WriteSession, now: Now, language: ReaderLanguage) -> HTMLResponse:
    """Ends the digests, at once."""
    return _page(request, word, set_digest(session, word, wanted=False, now=now), language)


@router.post("/subscribe/{word}")
def begin(request: HttpRequest, word: str, session: WriteSession, now: Now, language: ReaderLanguage) -> HTMLResponse:
    """Undoes it."""
    return _page(request, word, set_digest(session, word, wanted=True, now=now), language)


def _page(request: HttpRequest, word: str, account: Account, language: str) -> HTMLResponse:
    """The page in the language that was asked for by name, else in the account's."""
    spoken = language if "lang" in request.query_params else speak(account.language)
    page = UnsubscribePage(word, account.wants_digest)
    return privately(render_page(request, "unsubscribe.html", page, spoken))
