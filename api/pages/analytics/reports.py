"""The yearly reports, to read and to take away."""

from dataclasses import dataclass

from fastapi import Response

from api.dependencies import ReadSession
from api.pages.form_pages import plain_pages
from api.pages.visits import CurrentVisit, Visit
from locales import LANGUAGES
from matcher.report.answering import years
from matcher.report.making import ARCHIVE, FORMS
from models import taxonomy

router = plain_pages()


@dataclass(frozen=True)
class Edition:
    """A report in one language: where its files are, by format."""

    language: str
    name: str
    files: list[tuple[str, str]]


@dataclass(frozen=True)
class YearLine:
    """A year with its report in the reader's language and in the others, and where its tables are."""

    year: int
    over: bool
    own: Edition
    others: list[Edition]
    tables: str


@dataclass(frozen=True)
class ReportsPage:
    """The years of which anything is on record."""

    years: list[YearLine]


@router.get("/reports")
def reports(visit: CurrentVisit, session: ReadSession) -> Response:
    """The yearly reports."""
    lines = [_line(one, visit) for one in years(session, visit.actor, today=visit.today)]
    return visit.page("analytics/reports.html", ReportsPage(lines))


def _line(year: int, visit: Visit) -> YearLine:
    here = f"/api/v1/reports/{year}"
    editions = {
        one: Edition(one, taxonomy.language_name(one, one), [(form, f"{here}.{form}?lang={one}") for form in FORMS])
        for one in LANGUAGES
    }
    return YearLine(
        year=year,
        over=year < visit.today.year,
        own=editions.pop(visit.language),
        others=list(editions.values()),
        tables=f"{here}.{ARCHIVE}",
    )
