"""Practices that were put before the focal point: read, published or given back on their own page."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Query, Response

from api.dependencies import ReadSession
from api.pages.form_pages import plain_pages
from api.pages.public.practices import PracticeLine, practice_lines
from api.pages.review.counts import Counts, counts
from api.pages.visits import CurrentVisit
from matcher.cursors import Part
from matcher.practices.reviewing import waiting_practices

SHOWN = 25

router = plain_pages()


@dataclass(frozen=True)
class PracticesToReviewPage:
    """Submitted practices, each with the day on which it was submitted."""

    counts: Counts
    rows: list[tuple[PracticeLine, date | None]]
    next: str | None


@router.get("/review/practices")
def show(
    visit: CurrentVisit, session: ReadSession, after: Annotated[str | None, Query(max_length=300)] = None
) -> Response:
    """What waits to be published."""
    found, following = waiting_practices(session, visit.actor, Part(after=after, limit=SHOWN))
    days = [one.submitted_at.date() if one.submitted_at else None for one in found]
    lines = practice_lines(session, found, visit.language)
    page = PracticesToReviewPage(counts(session, visit), list(zip(lines, days, strict=True)), following)
    return visit.page("review/practices.html", page)
