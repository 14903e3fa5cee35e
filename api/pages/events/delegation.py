"""The page of one delegation, and its timetable for calendars."""

from typing import Annotated

from fastapi import Depends, Response

from api.dependencies import CurrentSettings, ReadSession
from api.pages.events.delegation_page import ONE, PAGE, delegation_page
from api.pages.events.opened import Done
from api.pages.form_pages import plain_pages
from api.pages.visits import CurrentVisit
from matcher.events.calendar import MEDIA_TYPE, calendar_of
from matcher.events.finding import the_delegation
from matcher.events.viewing import timetable
from matcher.policy.events import Attending

router = plain_pages()


def _found(visit: CurrentVisit, session: ReadSession, event_id: str, delegation_id: str) -> Attending:
    return the_delegation(session, visit.actor, event_id, delegation_id)


Found = Annotated[Attending, Depends(_found)]


@router.get(ONE)
def show(visit: CurrentVisit, session: ReadSession, found: Found, done: Done = "") -> Response:
    """The sheet with its forms."""
    return visit.page(PAGE, delegation_page(session, visit, found, done=done))


@router.get(f"{ONE}/timetable.ics")
def calendar(visit: CurrentVisit, session: ReadSession, settings: CurrentSettings, found: Found) -> Response:
    """The timetable for calendars."""
    table = timetable(session, found.event, language=visit.language, of=found.id)
    content = calendar_of(found, table.meetings, public_url=settings.public_url, language=visit.language)
    headers = {"Content-Disposition": f'attachment; filename="{found.event.id}.ics"', "Cache-Control": "private"}
    return Response(content, media_type=MEDIA_TYPE, headers=headers)
