"""Those who run a community change what it says of itself and keep its programme of work."""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Path, Response
from sqlmodel import Field, Session

from api.dependencies import ReadSession
from api.pages import choices
from api.pages.choices import Options
from api.pages.communities.opened import HERE, SentForm, done_of
from api.pages.form_pages import Again, Sent, Step, form_pages
from api.pages.forms import Form
from api.pages.visits import CurrentVisit, Visit
from matcher.communities.editing import edit_community
from matcher.communities.finding import the_circle
from matcher.errors import NotFoundError
from matcher.policy import may
from matcher.policy.communities import CommunityAction
from models.checks import Sectors
from models.community import Community, CommunityUpdate, ItemState, ProgrammeItem, Readers

DONE = frozenset({"saved"})

router = form_pages()
Place = Annotated[int, Path(ge=0, le=100)]


class Saving(Step):
    """What the form of a community sends; no box ticked means no sector."""

    name: str = Field(min_length=2, max_length=300)
    aim: str = Field(min_length=1, max_length=5_000)
    readers: Readers
    sectors: Sectors = Field(default_factory=list)


class Line(Step, ProgrammeItem):
    """A line of the programme as the page sends it."""


class Moving(Step):
    """Where a line of the programme goes."""

    state: ItemState


@dataclass(frozen=True)
class KeepingPage:
    """The form of a community, and its programme line by line."""

    community: Community
    programme: list[ProgrammeItem]
    sectors: Options
    archives: bool
    done: str
    form: Form
    line: Form = field(default_factory=Form)


@router.get(f"{HERE}/keeping")
def show(visit: CurrentVisit, session: ReadSession, community_id: str) -> Response:
    """The form."""
    return visit.page("communities/keep.html", _page(session, visit, community_id))


@router.post(f"{HERE}/keeping")
def save(sent: SentForm, community_id: str) -> Response:
    """Changes what it says of itself."""

    def act(said: Saving) -> str:
        wanted = CommunityUpdate(name=said.name, aim=said.aim, readers=said.readers, sectors=said.sectors)
        return _saved(sent, community_id, wanted, said.version)

    return sent.led(Saving, act, done="saved", again=again_of(sent, community_id))


@router.post(f"{HERE}/programme")
def add(sent: SentForm, community_id: str) -> Response:
    """Adds a line to the programme of work."""

    def act(said: Line) -> str:
        new = ProgrammeItem(**said.model_dump(exclude={"version"}))
        wanted = CommunityUpdate(programme=[*_programme(sent, community_id), new])
        return _saved(sent, community_id, wanted, said.version)

    return sent.led(Line, act, done="saved", again=again_of(sent, community_id, of_line=True))


@router.post(f"{HERE}/programme/{{place}}")
def move(sent: SentForm, community_id: str, place: Place) -> Response:
    """Says where a line of the programme stands."""

    def act(said: Moving) -> str:
        items = _programme(sent, community_id)
        if place >= len(items):
            raise NotFoundError("line", str(place))
        items[place] = items[place].model_copy(update={"state": said.state})
        return _saved(sent, community_id, CommunityUpdate(programme=items), said.version)

    return sent.led(Moving, act, done="saved", again=again_of(sent, community_id))


def _programme(sent: Sent, key: str) -> list[ProgrammeItem]:
    circle = the_circle(sent.session, sent.actor, key, CommunityAction.EDIT, on=sent.visit.today)
    return [ProgrammeItem.model_validate(one) for one in circle.community.programme]


def _saved(sent: Sent, key: str, wanted: CommunityUpdate, version: int) -> str:
    edit_community(sent.session, sent.actor, key, wanted, version=version, now=sent.visit.now)
    return f"/communities/{key}/keeping"


def again_of(sent: Sent, key: str, *, of_line: bool = False) -> Again:
    """Shows the page with a form that did not work: that of a line of the programme, or the first."""

    def again(form: Form, status: int) -> Response:
        forms = {"line": form} if of_line else {"form": form}
        return sent.visit.page("communities/keep.html", _page(sent.session, sent.visit, key, **forms), status)

    return again


def _page(
    session: Session, visit: Visit, key: str, *, form: Form | None = None, line: Form | None = None
) -> KeepingPage:
    circle = the_circle(session, visit.actor, key, CommunityAction.EDIT, on=visit.today)
    row = circle.community
    typed = {"name": row.name, "aim": row.aim, "readers": row.readers, "sectors": row.sectors}
    return KeepingPage(
        community=row,
        programme=[ProgrammeItem.model_validate(one) for one in row.programme],
        sectors=choices.sectors(visit.language),
        archives=may(visit.actor, CommunityAction.ARCHIVE, circle),
        done=done_of(visit, DONE),
        form=form or Form(typed),
        line=line or Form(),
    )
