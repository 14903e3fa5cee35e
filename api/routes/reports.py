"""Yearly reports: which there are, and each as a file."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel

from api.dependencies import CurrentActor, ReaderLanguage, ReadSession, Today
from matcher.exporting.formats import MEDIA_TYPES
from matcher.report.answering import EARLIEST, Wish, years
from matcher.report.making import ARCHIVE, FORMS, report
from matcher.report.paging import CONTENT_POLICY

router = APIRouter(prefix="/reports", tags=["analytics"])

Year = Annotated[int, Path(ge=EARLIEST, le=2100)]
InLanguage = Annotated[str | None, Query(max_length=10, description="language of the report")]


class ReportLine(BaseModel):
    """A year of which there is a report, with its formats."""

    year: int
    formats: list[str]


@router.get("", summary="List the yearly reports")
def list_reports(session: ReadSession, actor: CurrentActor, today: Today) -> list[ReportLine]:
    """The years of which anything is on record, the newest first."""
    return [ReportLine(year=one, formats=[*FORMS, ARCHIVE]) for one in years(session, actor, today=today)]


@router.get("/{year}.{form}", summary="A yearly report", response_class=Response)
def read_report(  # noqa: PLR0913, PLR0917  (FastAPI fills in each)
    year: Year,
    form: str,
    session: ReadSession,
    actor: CurrentActor,
    today: Today,
    language: ReaderLanguage,
    lang: InLanguage = None,  # noqa: ARG001  (read by ReaderLanguage)
) -> Response:
    """As `pdf` or `html`, with the tables in it, or the tables alone as `zip`. For analysts, focal points and
    administrators also the chapters on demand."""
    made = report(Wish(session, actor, year, today), form, language)
    kept = "attachment" if form == ARCHIVE else "inline"
    headers = {"Content-Disposition": f'{kept}; filename="sursur-{year}-{language}.{form}"', "Vary": "Cookie"}
    if form == "html":
        headers["Content-Security-Policy"] = CONTENT_POLICY
    return Response(made.content, media_type=MEDIA_TYPES[form], headers=headers)
