"""One application, and what happened to it."""

from fastapi import Response

from api.dependencies import ReadSession
from api.pages.applications.opened import HERE, PAGE
from api.pages.applications.page import application_page
from api.pages.form_pages import plain_pages
from api.pages.visits import CurrentVisit

router = plain_pages()


@router.get(HERE)
def show(visit: CurrentVisit, session: ReadSession, application_id: str) -> Response:
    """One application."""
    return visit.page(PAGE, application_page(session, visit, application_id))
