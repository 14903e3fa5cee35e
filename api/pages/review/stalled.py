"""What stands still: introductions that nobody answers, endorsed providers that nobody chooses."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Annotated, Literal

from fastapi import Query, Response
from pydantic import BaseModel, Field

from api.dependencies import ReadSession
from api.pages.form_pages import plain_pages
from api.pages.review.counts import Counts, counts
from api.pages.review.rows import QueueRow, queue_rows
from api.pages.review.wanted import EMPTY
from api.pages.visits import CurrentVisit, Visit
from matcher.review.lapsing import TIME_TO_ANSWER
from matcher.review.moves import has_accepted
from matcher.review.reminding import DAYS, waits_since
from matcher.review.stalling import Stall, list_stalled
from models.decision import Side
from models.match import MatchState
from models.pairing import Pairing

SHOWN = 25

router = plain_pages()


class Days(IntEnum):
    """Since when: the days on which the sides are reminded."""

    WEEK, FORTNIGHT, MONTH = DAYS


class StallQuery(BaseModel):
    """What is looked for: since how many days, and what is waited for."""

    days: Days = Days.WEEK
    state: Annotated[Literal["introduced", "endorsed"] | None, EMPTY] = None
    after: Annotated[str | None, Field(max_length=300)] = None


@dataclass(frozen=True)
class StalledRow:
    """A match that stands still, since how many days, for whom it waits, and when it lapses by itself."""

    row: QueueRow
    days: int
    waits_for: str
    lapses_on: date | None


@dataclass(frozen=True)
class StalledPage:
    """What stands still, the longest first."""

    counts: Counts
    rows: list[StalledRow]
    next: str | None
    days: int
    state: str | None
    choices: tuple[int, ...] = DAYS


@router.get("/review/stalled")
def show(visit: CurrentVisit, session: ReadSession, query: Annotated[StallQuery, Query()]) -> Response:
    """What stands still."""
    wanted = Stall(query.days, MatchState(query.state) if query.state else None)
    found, following = list_stalled(session, visit.actor, wanted, now=visit.now, after=query.after, limit=SHOWN)
    rows = queue_rows(session, visit, found)
    page = StalledPage(
        counts=counts(session, visit),
        rows=[_row(visit, one, row) for one, row in zip(found, rows, strict=True)],
        next=following,
        days=int(query.days),
        state=query.state,
    )
    return visit.page("review/stalled.html", page)


def _row(visit: Visit, found: Pairing, row: QueueRow) -> StalledRow:
    since, introduced = waits_since(found.match), found.match.state == MatchState.INTRODUCED
    return StalledRow(
        row=row,
        days=(visit.today - since.date()).days,
        waits_for=_waits_for(found) if introduced else "choice",
        lapses_on=(since + TIME_TO_ANSWER).date() if introduced else None,
    )


def _waits_for(found: Pairing) -> str:
    silent = [side for side in (Side.REQUESTER, Side.PROVIDER) if not has_accepted(found, side)]
    return "both" if len(silent) == 2 else str(silent[0])
