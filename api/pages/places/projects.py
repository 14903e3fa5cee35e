"""Projects of several countries."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Response
from sqlmodel import Session

from api.dependencies import ReadSession
from api.lists import MOST
from api.pages import choices
from api.pages.communities.opened import done_of
from api.pages.experts.opened import writes
from api.pages.form_pages import Again, Sent, Step, form_pages
from api.pages.forms import Form
from api.pages.places.shown import PortfolioShown, portfolio_shown
from api.pages.public.asking import Control, Search, asked
from api.pages.public.lines import ExchangeLine, excerpt, exchange_lines, sector_names
from api.pages.public.naming import named
from api.pages.visits import CurrentVisit, Visit
from api.routes.portfolios import ProjectQuery
from matcher.cursors import Part
from matcher.exchanges.public import listed_form
from matcher.focal_points import InCharge, points_of
from matcher.policy import may
from matcher.policy.projects import ProjectAction
from matcher.portfolios.projects import edit_project, of_several_countries, one_project, projects
from matcher.sources import source_of
from models import taxonomy
from models.base import Identifier
from models.organization import names_of
from models.project import Project, ProjectUpdate

SHOWN = 20
HERE = "/projects/{project_id}"

router = form_pages()
SentForm = Annotated[Sent, Depends()]


class BrowseQuery(ProjectQuery):
    """As in the API."""

    limit: Annotated[int, Query(ge=1, le=MOST)] = SHOWN


class Adding(Step):
    """An exchange that belongs to the project, by its identifier."""

    exchange: Identifier


@dataclass(frozen=True)
class ProjectLine:
    """A project in a list."""

    project: Project
    organization: str
    countries: list[str]
    excerpt: str
    sectors: list[str]


@dataclass(frozen=True)
class ProjectsPage:
    """Projects, and the exchanges that three countries or more carry, whether a project groups them or not."""

    search: Search
    projects: list[ProjectLine]
    next: str | None
    exchanges: list[ExchangeLine]
    writes: bool


@dataclass(frozen=True)
class Seat:
    """Countries of a project that turn to the same focal points: by sectors, where those differ, their institutions."""

    countries: list[tuple[str, str]]
    turns: list[tuple[list[str], tuple[tuple[str, str], ...]]]


@dataclass(frozen=True)
class ProjectPage:
    """A project with what its exchanges add up to."""

    project: Project
    organization: str
    countries: list[Seat]
    sectors: list[str]
    source: str
    portfolio: PortfolioShown
    keeps: bool
    done: str
    form: Form


@router.get("/projects")
def browse(visit: CurrentVisit, session: ReadSession) -> Response:
    """Projects by words, sector and country."""
    wanted = asked(BrowseQuery, visit.request, visit.language)
    part = Part(wanted.query.sort, wanted.query.after, wanted.query.limit)
    rows, following = projects(session, visit.actor, wanted.query.as_filter(), part)
    names = names_of(session, {row.organization for row in rows})
    several = [listed_form(visit.actor, one) for one in of_several_countries(session, visit.actor)]
    page = ProjectsPage(
        search=named(session, wanted.as_search(visit.request, _controls(visit.language), visit.language)),
        projects=[_line(row, names[row.organization], visit.language) for row in rows],
        next=following,
        exchanges=exchange_lines(session, visit, several),
        writes=writes(visit),
    )
    return visit.page("places/projects.html", page, wanted.status)


@router.get(HERE)
def show(visit: CurrentVisit, session: ReadSession, project_id: str) -> Response:
    """One project."""
    return visit.page("places/project.html", _page(session, visit, project_id, Form()))


@router.post(f"{HERE}/exchanges")
def add(sent: SentForm, project_id: str) -> Response:
    """Says that an exchange belongs to the project."""

    def act(said: Adding) -> object:
        row, _ = one_project(sent.session, sent.actor, project_id)
        wanted = ProjectUpdate(exchanges=list(dict.fromkeys([*row.exchanges, said.exchange])))
        return edit_project(sent.session, sent.actor, project_id, wanted, version=said.version, now=sent.visit.now)

    to = HERE.format(project_id=project_id)
    return sent.tried(Adding, act, to=to, done="saved", again=_again(sent, project_id))


def _again(sent: Sent, key: str) -> Again:
    def again(form: Form, status: int) -> Response:
        return sent.visit.page("places/project.html", _page(sent.session, sent.visit, key, form), status)

    return again


def _page(session: Session, visit: Visit, key: str, form: Form) -> ProjectPage:
    row, found = one_project(session, visit.actor, key)
    language = visit.language
    return ProjectPage(
        project=row,
        organization=names_of(session, {row.organization})[row.organization],
        countries=[_seat(one, language) for one in points_of(session, row.countries, row.sectors)],
        sectors=sector_names(row.sectors, language),
        source=source_of(row.source_document, row.source_section),
        portfolio=portfolio_shown(session, visit, found),
        keeps=may(visit.actor, ProjectAction.EDIT, row),
        done=done_of(visit, frozenset({"saved"})),
        form=form,
    )


def _seat(found: InCharge, language: str) -> Seat:
    return Seat(
        [(code, taxonomy.country_name(code, language)) for code in found.countries],
        [(sector_names(sectors, language), institutions) for sectors, institutions in found.turns],
    )


def _line(row: Project, organization: str, language: str) -> ProjectLine:
    return ProjectLine(
        project=row,
        organization=organization,
        countries=[taxonomy.country_name(code, language) for code in row.countries],
        excerpt=excerpt(row.aim),
        sectors=sector_names(row.sectors, language),
    )


def _controls(language: str) -> list[Control]:
    return [
        Control("text", typed=True, first=True),
        Control("sector", choices.sectors(language), first=True),
        Control("country", choices.countries(language), first=True),
    ]
