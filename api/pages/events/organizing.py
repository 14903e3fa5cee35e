"""The organisers' page: delegations are registered, demands written down or taken in from a list, hours set, and the
event brought from its draft to its end."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Annotated, Literal

from fastapi import Query, Response, UploadFile
from pydantic import Field

from api.dependencies import ReadSession
from api.pages.events.desk import Asked, Forms, organize_page
from api.pages.events.opened import HERE, Done, Sent, SentForm
from api.pages.form_pages import Again, Step, form_pages, lead_back
from api.pages.forms import Form, WrongForm, tried
from api.pages.visits import CurrentVisit
from api.uploads import chosen, put_down
from matcher.events.bringing import collect, collect_list
from matcher.events.delegations import register
from matcher.events.keeping import edit_event, move_event
from matcher.intake.problems import BadFileError
from models.base import Identifier, Schema
from models.checks import LanguageCodes
from models.event import EventState, EventUpdate
from models.event_delegation import DelegationCreate, Demand

PAGE = "events/organize.html"
DESK = "/organize"
MOST_TOLD = 12
"""Problems of a file that are told at once."""
router = form_pages()
Words = Annotated[str, Query(max_length=100)]


class Moving(Step):
    """Where the event goes, from the version that was read."""

    state: EventState


class Registering(Schema):
    """A delegation as the page registers it."""

    organization: Identifier
    languages: LanguageCodes = Field(default=[])


class Hours(Step):
    """The hours of the meetings as the page sends them: breaks in one line, by commas."""

    day_begins: str
    day_ends: str
    breaks: str = Field(default="", max_length=200)
    meeting_minutes: int
    pause_minutes: int = 0
    tables: int
    most_meetings: int
    interpreted: bool = False

    @property
    def list_of_breaks(self) -> list[str]:
        """The breaks, one by one."""
        return [one.strip() for one in self.breaks.split(",") if one.strip()]


class Listing(Schema):
    """Which kind of posts a list holds."""

    kind: Literal["requests", "offers"]


@router.get(HERE + DESK)
def show(
    visit: CurrentVisit,
    session: ReadSession,
    event_id: str,
    q: Words = "",
    day: date | None = None,
    done: Done = "",
) -> Response:
    """The page."""
    return visit.page(PAGE, organize_page(session, visit, event_id, Asked(q.strip(), day, done)))


@router.post(HERE + "/state")
def move(sent: SentForm) -> Response:
    """Announces, closes, ends or calls off the event."""

    def act(said: Moving) -> object:
        key, now = sent.event_id, sent.visit.now
        return move_event(sent.session, sent.actor, key, said.state, version=said.version, now=now)

    again = _again(sent, lambda form: Forms(moving=form))
    return sent.tried(Moving, act, to=sent.path(DESK), done="moved", again=again)


@router.post(HERE + "/delegations")
def register_one(sent: SentForm, q: Words = "") -> Response:
    """Registers a delegation."""

    def act(said: Registering) -> object:
        wanted = DelegationCreate(organization=said.organization, languages=said.languages)
        return register(sent.session, sent.actor, sent.event_id, wanted, now=sent.visit.now)

    again = _again(sent, lambda form: Forms(registering=form), words=q.strip())
    return sent.tried(Registering, act, to=sent.path(DESK), done="registered", again=again)


@router.post(HERE + "/demands")
def write_down(sent: SentForm) -> Response:
    """Writes a demand down; the form comes back empty for the next one."""

    def act(said: Demand) -> object:
        return collect(sent.session, sent.actor, sent.event_id, said, now=sent.visit.now)

    again = _again(sent, lambda form: Forms(collecting=form))
    return sent.tried(Demand, act, to=sent.path(DESK), done="collected", again=again)


@router.post(HERE + "/list")
def take_in(sent: SentForm, file: UploadFile | None = None) -> Response:
    """Takes in the requests or offers of a file, all rows or none."""

    def act(said: Listing) -> object:
        with put_down(chosen(file)) as path:
            try:
                return collect_list(sent.session, sent.actor, sent.event_id, said.kind, path, now=sent.visit.now)
            except BadFileError as error:
                told = [one.placed.told(sent.visit.language) for one in error.problems[:MOST_TOLD]]
                raise WrongForm(Form(sent.typed, {"file": " · ".join(told)})) from None

    again = _again(sent, lambda form: Forms(importing=form))
    return sent.tried(Listing, act, to=sent.path(DESK), done="listed", again=again)


@router.post(HERE + "/hours")
def set_hours(sent: SentForm) -> Response:
    """Sets hours and tables; meetings move when the event is planned again."""
    again = _again(sent, lambda form: Forms(hours=form))

    def act(said: Hours) -> Response:
        typed = said.model_dump(exclude={"version"}) | {"breaks": said.list_of_breaks}
        return tried(
            EventUpdate, typed, sent.visit.language, act=partial(_keep_hours, sent, said.version), again=typed_anew
        )

    def typed_anew(form: Form, status: int) -> Response:
        return again(Form(sent.typed, form.wrong), status)

    return tried(Hours, sent.typed, sent.visit.language, act=act, again=again)


def _keep_hours(sent: Sent, version: int, wanted: EventUpdate) -> Response:
    edit_event(sent.session, sent.actor, sent.event_id, wanted, version=version, now=sent.visit.now)
    return sent.visit.on_to(sent.path(DESK), done="hours")


def _again(sent: Sent, forms: Callable[[Form], Forms], words: str = "") -> Again:
    """Shows the page with the form that failed."""

    def again(form: Form, status: int) -> Response:
        page = organize_page(sent.session, sent.visit, sent.event_id, Asked(words), forms(form))
        return sent.visit.page(PAGE, page, status)

    return again


lead_back(router, HERE, ("state", "delegations", "demands", "list", "hours", "plan"), to=DESK)
