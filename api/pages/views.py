"""The pages' routes."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi import Request as HttpRequest
from fastapi.responses import HTMLResponse

from api.dependencies import ReaderLanguage, ReadSession, Shelf, Today, reader_language
from api.moments import now_of
from api.pages.contexts import ErrorPage, Reader
from api.pages.rendering import render_page
from models.checks import Sector

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/")
def home(
    request: HttpRequest,
    session: ReadSession,
    today: Today,
    language: ReaderLanguage,
    sector: Annotated[Sector | None, Query()] = None,
    after: str | None = None,
) -> HTMLResponse:
    """Open requests with their best matches."""
    return render_page(request, "home.html", Reader(session, language, today).home(sector, after), language)


@router.get("/requests/{request_id}")
def one_request(
    request: HttpRequest, request_id: str, session: ReadSession, today: Today, language: ReaderLanguage
) -> HTMLResponse:
    """One request with all its suggestions."""
    return render_page(request, "request.html", Reader(session, language, today).request(request_id), language)


@router.get("/requests/{request_id}/offers/{offer_id}")
def why(
    request: HttpRequest, request_id: str, offer_id: str, session: ReadSession, shelf: Shelf, language: ReaderLanguage
) -> HTMLResponse:
    """Why this match."""
    reader = Reader(session, language, now_of(request).date())
    page = reader.why(request_id, offer_id, shelf.index(session, reader.today))
    return render_page(request, "why.html", page, language)


def error_page(request: HttpRequest, title: str, status: int) -> HTMLResponse:
    """What went wrong, in the reader's language."""
    return render_page(request, "error.html", ErrorPage(title, status), reader_language(request), status)
