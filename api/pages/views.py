"""The pages' routes."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi import Request as HttpRequest
from fastapi.responses import HTMLResponse
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from api.callers import caller
from api.dependencies import ReadSession, Shelf
from api.moments import now_of
from api.pages.contexts import ErrorPage, Reader
from api.pages.visits import CurrentVisit, Visit, sign_in_first
from matcher.errors import SursurError, UnauthenticatedError
from matcher.policy import PUBLIC, Actor
from models.checks import Sector
from models.database import reading

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/")
def home(
    visit: CurrentVisit,
    session: ReadSession,
    sector: Annotated[Sector | None, Query()] = None,
    after: str | None = None,
) -> HTMLResponse:
    """Open requests with their best matches."""
    reader = _reader(visit, session)
    return visit.page("home.html", reader.home(sector, after))


@router.get("/requests/{request_id}")
def one_request(visit: CurrentVisit, session: ReadSession, request_id: str) -> HTMLResponse:
    """One request with all its suggestions."""
    reader = _reader(visit, session)
    return visit.page("request.html", reader.request(request_id))


@router.get("/requests/{request_id}/offers/{offer_id}")
def why(visit: CurrentVisit, session: ReadSession, shelf: Shelf, request_id: str, offer_id: str) -> HTMLResponse:
    """Why this match."""
    reader = _reader(visit, session)
    return visit.page("why.html", reader.why(request_id, offer_id, shelf.index(session, reader.today)))


def _reader(visit: Visit, session: Session) -> Reader:
    return Reader(session, visit.actor, visit.language, visit.now.date())


def error_page(request: HttpRequest, title: str, status: int) -> Response:
    """What went wrong, in the reader's language; who must sign in to read a page is led there."""
    if status == UnauthenticatedError.status and request.method == "GET":
        return sign_in_first(request)
    visit = Visit(request, _whoever(request), now_of(request))
    return visit.page("error.html", ErrorPage(title, status, request.url.path), status)


def _whoever(request: HttpRequest) -> Actor:
    """Who is signed in, as far as that can be found out: the error may be that of the database."""
    try:
        with reading(request.app.state.settings.engine) as session:
            return caller(request, session, now=now_of(request))
    except (SursurError, SQLAlchemyError):
        return PUBLIC
