"""One application, and what happened to it."""

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from api.dependencies import ReadSession
from api.pages.applications.opened import HERE, PAGE
from api.pages.applications.page import application_page
from api.pages.visits import CurrentVisit

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get(HERE)
def show(visit: CurrentVisit, session: ReadSession, application_id: str) -> Response:
    """One application."""
    return visit.page(PAGE, application_page(session, visit, application_id))
