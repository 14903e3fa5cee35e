"""The sheets of all delegations, a page of paper each."""

from dataclasses import dataclass

from fastapi import Response

from api.dependencies import ReadSession
from api.pages.events.opened import HERE
from api.pages.events.sheet import Sheet, sheet_of
from api.pages.form_pages import plain_pages
from api.pages.visits import CurrentVisit
from matcher.events.finding import attending, the_event
from matcher.events.viewing import timetable
from matcher.policy.events import EventAction
from models.event import Event
from models.event_delegation import DelegationState

router = plain_pages()


@dataclass(frozen=True)
class SheetsPage:
    """The sheets of those who come, by name."""

    event: Event
    sheets: list[Sheet]


@router.get(f"{HERE}/sheets")
def show(visit: CurrentVisit, session: ReadSession, event_id: str) -> Response:
    """All sheets; for the organisers."""
    row = the_event(session, visit.actor, event_id, EventAction.SEE_TIMETABLE)
    table = timetable(session, row, language=visit.language)
    coming = [one for one in attending(session, row).values() if one.delegation.state == DelegationState.REGISTERED]
    sheets = [sheet_of(one, table, now=visit.now, language=visit.language) for one in coming]
    return visit.page("events/sheets.html", SheetsPage(row, sorted(sheets, key=lambda one: one.name)))
