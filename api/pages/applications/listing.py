"""One's own applications, those that wait for one's decision, and what was approved."""

from dataclasses import dataclass
from datetime import date

from fastapi import Response
from sqlmodel import Session

from api.dependencies import ReadSession
from api.pages.form_pages import plain_pages
from api.pages.visits import CurrentVisit, Visit
from matcher.applications.finding import ApplicationFilter, applications
from matcher.cursors import Part
from models import taxonomy
from models.application import ApplicationState, Candidacy

MOST = 50
"""Applications of one list that the page shows."""

router = plain_pages()


@dataclass(frozen=True)
class ApplicationLine:
    """An application in a list."""

    id: str
    title: str
    language: str
    call: str
    countries: list[str]
    state: str
    closes_on: date | None


@dataclass(frozen=True)
class ApplicationsPage:
    """The lists; the first two are None for who neither takes part nor decides."""

    own: list[ApplicationLine] | None
    deciding: list[ApplicationLine]
    approved: list[ApplicationLine]


@router.get("/applications")
def browse(visit: CurrentVisit, session: ReadSession) -> Response:
    """All lists."""
    page = ApplicationsPage(
        own=_lines(session, visit, ApplicationFilter(own=True)) if visit.actor.organization else None,
        deciding=_lines(session, visit, ApplicationFilter(deciding=True)) if visit.actor.signed_in else [],
        approved=_lines(session, visit, ApplicationFilter(state=ApplicationState.APPROVED)),
    )
    return visit.page("applications/list.html", page)


def _lines(session: Session, visit: Visit, wanted: ApplicationFilter) -> list[ApplicationLine]:
    found, _ = applications(session, visit.actor, wanted, Part(sort="-id", limit=MOST))
    return [line_of(one, visit.language) for one in found]


def line_of(one: Candidacy, language: str) -> ApplicationLine:
    """An application as lists show it."""
    row = one.application
    return ApplicationLine(
        id=row.id,
        title=row.title,
        language=row.language,
        call=one.call.title,
        countries=[taxonomy.country_name(code, language) for code in one.countries],
        state=row.state,
        closes_on=one.call.closes_on if row.state == ApplicationState.DRAFT else None,
    )
