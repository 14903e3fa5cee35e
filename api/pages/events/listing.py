"""All events, the latest first."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query, Response

from api.dependencies import ReadSession
from api.lists import MOST
from api.pages import choices
from api.pages.events.lines import EventLine, event_lines
from api.pages.form_pages import plain_pages
from api.pages.public.asking import Control, Search, asked
from api.pages.public.naming import named
from api.pages.visits import CurrentVisit, Visit
from api.pages.words import EVENT_KINDS, EVENT_STATES
from api.routes.events import EventQuery
from locales import translate
from matcher.cursors import Part
from matcher.events.finding import events
from matcher.policy.events import SPEAKING
from models.event import EventState

SHOWN = 20

router = plain_pages()


class BrowseQuery(EventQuery):
    """As in the API."""

    limit: Annotated[int, Query(ge=1, le=MOST)] = SHOWN


@dataclass(frozen=True)
class EventsPage:
    """Events; `next` is the cursor of the following ones, `may_add` whether the reader may announce one."""

    search: Search
    events: list[EventLine]
    next: str | None
    may_add: bool


@router.get("/events")
def browse(visit: CurrentVisit, session: ReadSession) -> Response:
    """Events that the reader may see."""
    wanted = asked(BrowseQuery, visit.request, visit.language)
    query = wanted.query
    rows, following = events(session, visit.actor, query.as_filter(), Part(query.sort, query.after, query.limit))
    page = EventsPage(
        search=named(session, wanted.as_search(visit.request, _controls(visit), visit.language)),
        events=event_lines(session, rows, visit.language),
        next=following,
        may_add=visit.actor.has_role(*SPEAKING) or visit.actor.administers,
    )
    return visit.page("events/list.html", page, wanted.status)


def _controls(visit: Visit) -> list[Control]:
    language = visit.language
    kinds = tuple((value, translate(words, language)) for value, words in EVENT_KINDS.items())
    states = tuple(
        (value, translate(words, language))
        for value, words in EVENT_STATES.items()
        if visit.actor.signed_in or value != EventState.DRAFT
    )
    return [
        Control("text", typed=True, first=True),
        Control("kind", kinds, first=True),
        Control("country", choices.countries(language), first=True),
        Control("sector", choices.sectors(language)),
        Control("state", states),
    ]
