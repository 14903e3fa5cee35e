"""The form of a project of several countries."""

from dataclasses import dataclass

from fastapi import Response
from sqlmodel import Session

from api.dependencies import ReadSession
from api.pages import choices
from api.pages.choices import Options
from api.pages.experts.opened import SignedForm
from api.pages.form_pages import Step, form_pages
from api.pages.forms import Form, emptied
from api.pages.looking_up import meant
from api.pages.visits import CurrentVisit, Visit
from matcher.policy import demand
from matcher.policy.accounts import AccountAction
from matcher.policy.projects import ProjectAction
from matcher.portfolios.gathering import Portfolio
from matcher.portfolios.projects import begin_project, edit_project, one_project, runners_organization, the_project
from models.project import Project, ProjectPost, ProjectUpdate

HERE = "/projects/{project_id}"
NEW = "/projects/new"
PAGE = "places/project-form.html"
KEPT = frozenset({"name", "aim", "language", "countries"})
"""Fields that a project always has: left out, they stay as they are."""

router = form_pages()


class Saving(ProjectUpdate, Step):
    """What the form of a project sends; of its exchanges those that stay."""


@dataclass(frozen=True)
class ProjectFormPage:
    """The form of a new project, or of one that is there with those of its exchanges that its reader sees; `names`
    where it says who runs it."""

    project: Project | None
    saves: str
    names: bool
    exchanges: Options
    written_in: Options
    countries: Options
    sectors: Options
    form: Form


@router.get(NEW)
def write(visit: CurrentVisit, session: ReadSession) -> Response:
    """An empty form."""
    demand(visit.actor, AccountAction.SEE_OWN)
    if not visit.actor.administers:
        runners_organization(session, visit.actor, None)
    form = Form({"language": visit.language, "organization": visit.actor.organization or ""})
    return visit.page(PAGE, _page(visit, form))


@router.post(NEW)
def begin(sent: SignedForm) -> Response:
    """Begins a project."""

    def act(wanted: ProjectPost) -> str:
        runner = {"organization": meant(sent.session, sent.visit, ProjectPost, sent.typed)}
        row = begin_project(sent.session, sent.actor, wanted.model_copy(update=runner), now=sent.visit.now)
        return f"/projects/{row.id}"

    def again(form: Form, status: int) -> Response:
        return sent.visit.page(PAGE, _page(sent.visit, form), status)

    return sent.led(ProjectPost, act, done="saved", again=again)


@router.get(f"{HERE}/edit")
def rewrite(visit: CurrentVisit, session: ReadSession, project_id: str) -> Response:
    """The form with what is said of a project."""
    demand(visit.actor, AccountAction.SEE_OWN)
    row, portfolio = _opened(session, visit, project_id)
    said = {name: value for name, value in row.model_dump().items() if value is not None}
    return visit.page(PAGE, _page(visit, Form(said), row, portfolio))


@router.post(f"{HERE}/edit")
def change(sent: SignedForm, project_id: str) -> Response:
    """Saves what is said of a project; exchanges that the sender does not see stay."""

    def act(said: Saving) -> str:
        row, portfolio = _opened(sent.session, sent.visit, project_id)
        gone = {one.form.id for one in portfolio.lines} - set(said.exchanges or [])
        given = said.model_dump(exclude={"version", "exchanges"}, exclude_unset=True)
        given["exchanges"] = [key for key in row.exchanges if key not in gone]
        wanted = ProjectUpdate.model_validate({**emptied(ProjectUpdate, KEPT), **given})
        edit_project(sent.session, sent.actor, project_id, wanted, version=said.version, now=sent.visit.now)
        return f"/projects/{project_id}"

    def again(form: Form, status: int) -> Response:
        row, portfolio = _opened(sent.session, sent.visit, project_id)
        return sent.visit.page(PAGE, _page(sent.visit, form, row, portfolio), status)

    return sent.led(Saving, act, done="saved", again=again)


def _opened(session: Session, visit: Visit, key: str) -> tuple[Project, Portfolio]:
    the_project(session, visit.actor, key, ProjectAction.EDIT)
    return one_project(session, visit.actor, key)


def _page(visit: Visit, form: Form, row: Project | None = None, portfolio: Portfolio | None = None) -> ProjectFormPage:
    language = visit.language
    return ProjectFormPage(
        project=row,
        saves=f"/projects/{row.id}/edit" if row else NEW,
        names=row is None and visit.actor.administers,
        exchanges=tuple((one.form.id, one.form.title or one.form.id) for one in portfolio.lines) if portfolio else (),
        written_in=choices.languages(language),
        countries=choices.countries(language),
        sectors=choices.sectors(language),
        form=form,
    )
