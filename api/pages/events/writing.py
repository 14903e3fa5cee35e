"""Drafts an event, and changes what is told of it and what came of it."""

from dataclasses import dataclass, field

from fastapi import Response
from sqlmodel import Session

from api.dependencies import ReadSession, WriteSession
from api.pages import choices
from api.pages.choices import Options
from api.pages.events.opened import HERE, SentForm
from api.pages.form_pages import Again, Step, form_pages
from api.pages.forms import Form, Typed, tried
from api.pages.visits import CurrentVisit, Visit
from matcher.errors import NotMadeForThisError
from matcher.events.finding import the_event
from matcher.events.keeping import create_event, edit_event
from matcher.policy import demand_account
from matcher.policy.events import SPEAKING, EventAction
from models.event import Event, EventPlanned, EventUpdate

PAGE = "events/form.html"
router = form_pages()


class Editing(Step, EventUpdate):
    """An event as the page sends it."""


@dataclass(frozen=True)
class EventFormPage:
    """The form of a new event, or of the one that is there."""

    event: Event | None
    sectors: Options
    countries: Options
    languages: Options
    form: Form = field(default_factory=Form)


@router.get("/events/new")
def write(visit: CurrentVisit) -> Response:
    """An empty form."""
    _demand_to_write(visit)
    start = {"language": visit.language, "country": visit.actor.country or "", "kind": "fair"}
    return visit.page(PAGE, _page(visit, None, Form(start)))


@router.post("/events/new")
def create(visit: CurrentVisit, session: WriteSession, typed: Typed) -> Response:
    """Stores a draft."""
    _demand_to_write(visit)

    def act(said: EventPlanned) -> Response:
        row = create_event(session, visit.actor, said, now=visit.now)
        return visit.on_to(f"/events/{row.id}/organize", done="created")

    def again(form: Form, status: int) -> Response:
        return visit.page(PAGE, _page(visit, None, form), status)

    return tried(EventPlanned, typed, visit.language, act=act, again=again)


@router.get(f"{HERE}/edit")
def rewrite(visit: CurrentVisit, session: ReadSession, event_id: str) -> Response:
    """The form with the words of an event."""
    row = the_event(session, visit.actor, event_id, EventAction.ORGANIZE)
    typed = {name: value for name, value in row.model_dump(mode="json").items() if value is not None}
    return visit.page(PAGE, _page(visit, row, Form(typed)))


@router.post(f"{HERE}/edit")
def change(sent: SentForm) -> Response:
    """Saves an event."""

    def act(said: Editing) -> object:
        wanted = EventUpdate(**said.model_dump(exclude={"version"}, exclude_unset=True))
        return edit_event(sent.session, sent.actor, sent.event_id, wanted, version=said.version, now=sent.visit.now)

    return sent.tried(Editing, act, to=sent.path(), done="saved", again=_again(sent.session, sent.visit, sent.event_id))


def _again(session: Session, visit: Visit, key: str) -> Again:
    row = the_event(session, visit.actor, key, EventAction.ORGANIZE)
    return lambda form, status: visit.page(PAGE, _page(visit, row, form), status)


def _demand_to_write(visit: Visit) -> None:
    """Raises UnauthenticatedError or ForbiddenError where the reader may announce no event."""
    demand_account(visit.actor)
    if not (visit.actor.has_role(*SPEAKING) or visit.actor.administers):
        raise NotMadeForThisError(EventAction.CREATE)


def _page(visit: Visit, row: Event | None, form: Form) -> EventFormPage:
    language = visit.language
    return EventFormPage(row, choices.sectors(language), choices.countries(language), choices.languages(language), form)
