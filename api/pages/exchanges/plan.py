"""The plan of an exchange: milestones, deployments of experts, and what each party brings; one page for each."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

from fastapi import Depends, Query, Response
from sqlmodel import Session

from api.dependencies import ReadSession
from api.pages.choices import Options
from api.pages.exchanges.kinds import KINDS, Kind, filled, sent_as, shares_by_place
from api.pages.exchanges.opened import HERE, Found, Sent, SentForm, Whole, parties_to_choose, sub_page, whole
from api.pages.form_pages import Again, Step, form_pages
from api.pages.forms import Form, read_as, tried
from api.pages.visits import CurrentVisit
from matcher.errors import NotFoundError
from matcher.exchanges.parts import CHANGEABLE, add_part, edit_part, learning_countries, remove_part, the_part
from matcher.experts.deploying import callable_from
from matcher.policy import demand, may
from matcher.policy.exchanges import ExchangeAction
from models.base import Schema
from models.deployment import Deployment, DeploymentPublic
from models.exchange_schemas import ExchangeView
from models.milestone import Milestone
from models.organization import names_of

router = form_pages()


def _kind(kind: str) -> Kind:
    if kind not in KINDS:
        raise NotFoundError("page", kind)
    return KINDS[kind]


KindOf = Annotated[Kind, Depends(_kind)]
Done = Annotated[str, Query(max_length=20)]


@dataclass(frozen=True)
class Place:
    """Where in the plan a reader stands: at the parts of a kind, or at one of them, in the version that he read."""

    kind: Kind
    part: str = ""
    version: int = 0


@dataclass(frozen=True)
class PlanPage:
    """The parts of one kind, and the form that adds one or changes `part`; `rostered` are the experts whom the side
    that learns may call from rosters."""

    exchange: ExchangeView
    kind: str
    parties: list[tuple[str, str]]
    organizations: dict[str, str]
    may_change: bool
    rows: list[Any]
    rostered: Options = ()
    part: str = ""
    version: int = 0
    done: str = ""
    form: Form = field(default_factory=Form)


@router.get(f"{HERE}/{{kind}}")
def show(visit: CurrentVisit, session: ReadSession, found: Found, kind: KindOf, done: Done = "") -> Response:
    """The parts of one kind."""
    return sub_page(visit, "plan", _page(session, visit, found, Place(kind), done=done))


@router.get(f"{HERE}/{{kind}}/{{part}}")
def one(visit: CurrentVisit, session: ReadSession, found: Found, kind: KindOf, part: str) -> Response:
    """One part to be changed."""
    demand(visit.actor, ExchangeAction.EDIT, found.dossier)
    row = the_part(session, visit.actor, found.dossier.id, kind.table, part)
    form = Form(filled(kind, row, parties_to_choose(session, found)))
    return sub_page(visit, "plan", _page(session, visit, found, Place(kind, part, row.version), form=form))


@router.post(f"{HERE}/{{kind}}")
def add(sent: SentForm, kind: KindOf) -> Response:
    """Adds a part."""

    def act(said: Schema) -> Response:
        add_part(sent.session, sent.actor, sent.exchange_id, kind.table, said, now=sent.visit.now)
        return sent.visit.on_to(sent.path(f"/{kind.slug}"), done="added")

    typed = sent_as(kind, sent.typed, _choices(sent))
    return tried(kind.create, typed, sent.visit.language, act=act, again=_again(sent, Place(kind)))


@router.post(f"{HERE}/{{kind}}/{{part}}")
def edit(sent: SentForm, kind: KindOf, part: str) -> Response:
    """Changes a part from the version that was read."""
    typed = sent_as(kind, sent.typed, _choices(sent))
    version = typed.pop("version", None)

    def act(said: Schema) -> Response:
        step = read_as(Step, {"version": version}, sent.visit.language)
        row = the_part(sent.session, sent.actor, sent.exchange_id, kind.table, part)
        changes = said.model_dump(exclude={"position"})
        edit_part(sent.session, sent.actor, row, changes, version=step.version, now=sent.visit.now)
        return sent.visit.on_to(sent.path(f"/{kind.slug}"), done="saved")

    again = _again(sent, Place(kind, part, int(version) if str(version).isdigit() else 0))
    return tried(kind.create, typed, sent.visit.language, act=act, again=again)


@router.post(f"{HERE}/{{kind}}/{{part}}/remove")
def remove(sent: SentForm, kind: KindOf, part: str) -> Response:
    """Takes a part out of the plan."""

    def act(step: Step) -> object:
        row = the_part(sent.session, sent.actor, sent.exchange_id, kind.table, part)
        remove_part(sent.session, sent.actor, row, version=step.version, now=sent.visit.now)
        return None

    return sent.tried(Step, act, to=sent.path(f"/{kind.slug}"), done="removed", again=_again(sent, Place(kind)))


@router.post(f"{HERE}/milestones/{{part}}/reached")
def reached(sent: SentForm, part: str) -> Response:
    """A milestone was reached today."""
    kind = KINDS["milestones"]

    def act(step: Step) -> object:
        row = the_part(sent.session, sent.actor, sent.exchange_id, Milestone, part)
        changes = {"done_on": sent.visit.today}
        return edit_part(sent.session, sent.actor, row, changes, version=step.version, now=sent.visit.now)

    return sent.tried(Step, act, to=sent.path("/milestones"), done="reached", again=_again(sent, Place(kind)))


def _choices(sent: Sent) -> list[tuple[str, str]]:
    return parties_to_choose(sent.session, whole(sent.session, sent.actor, sent.exchange_id))


def _again(sent: Sent, place: Place) -> Again:
    def again(form: Form, status: int) -> Response:
        found = whole(sent.session, sent.actor, sent.exchange_id)
        page = _page(sent.session, sent.visit, found, place, form=form)
        return sub_page(sent.visit, "plan", page, status)

    return again


def _rostered(session: Session, visit: CurrentVisit, found: Whole, sent: Iterable[DeploymentPublic]) -> Options:
    """Who may be called, and who was called before, also where he stands there no more."""
    rows = callable_from(session, learning_countries(found.dossier), on=visit.today)
    called = {one.placement: one.expert or one.placement for one in sent if one.placement}
    return tuple((called | {one.id: f"{expert.title} ({roster.name})" for one, expert, roster in rows}).items())


def _page(
    session: Session, visit: CurrentVisit, found: Whole, place: Place, *, done: str = "", form: Form | None = None
) -> PlanPage:
    kind = place.kind
    rows = getattr(found.view, kind.field)
    parties = parties_to_choose(session, found)
    open_still = found.view.state in CHANGEABLE[kind.table]
    return PlanPage(
        exchange=found.view,
        kind=kind.slug,
        parties=parties,
        organizations=dict(parties) | names_of(session, {one.organization for one in rows} if kind.borne else set()),
        may_change=open_still and may(visit.actor, ExchangeAction.EDIT, found.dossier),
        rows=rows,
        rostered=_rostered(session, visit, found, rows) if kind.table is Deployment else (),
        part=place.part,
        version=place.version,
        done=done,
        form=replace(form, typed={**form.typed, **shares_by_place(form.typed, parties)}) if form else Form(),
    )
