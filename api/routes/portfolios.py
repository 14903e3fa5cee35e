"""Portfolios: the exchanges of an institution, and projects of several countries."""

from enum import StrEnum
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel

from api.dependencies import CurrentActor, ReadSession
from api.etags import set_etag
from api.lists import ListQuery, Page
from api.portfolio_answers import PortfolioAnswer, portfolio_answer
from api.transactions import TransactedRoute
from api.writing import Call, Edit
from matcher.cursors import Part
from matcher.exporting.formats import FORMATS, MEDIA_TYPES
from matcher.portfolios.gathering import Portfolio, as_rows
from matcher.portfolios.institutions import portfolio_of
from matcher.portfolios.projects import ProjectFilter, begin_project, edit_project, one_project, projects
from models.checks import CountryCode, Sector
from models.exchange import ExchangeState
from models.project import ProjectPost, ProjectPublic, ProjectUpdate

router = APIRouter(tags=["portfolios"], route_class=TransactedRoute)
FileForm = Annotated[Literal["csv", "xlsx", "json", "jsonl"], Path(description="the format of the file")]
ROWS = {"schema": {"type": "array", "items": {"type": "object"}}}
FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {MEDIA_TYPES[one]: ROWS if one == "json" else {} for one in FORMATS}}
}


class ProjectSort(StrEnum):
    """The orders of a list."""

    NAME = "name"
    NAME_BACKWARDS = "-name"


class ProjectQuery(ListQuery):
    """What to list."""

    country: CountryCode | None = None
    sector: Sector | None = None
    organization: Annotated[str | None, Query(max_length=80)] = None
    text: Annotated[str | None, Query(min_length=2, max_length=100, description="part of its name or aim")] = None
    sort: ProjectSort = ProjectSort.NAME

    def as_filter(self) -> ProjectFilter:
        """The same for the matcher."""
        return ProjectFilter(**self.model_dump(exclude={"after", "limit", "sort"}))


class PortfolioQuery(BaseModel):
    """Which exchanges of the portfolio."""

    state: ExchangeState | None = None
    sector: Sector | None = None


class ProjectAnswer(BaseModel):
    """A project with its portfolio."""

    project: ProjectPublic
    portfolio: PortfolioAnswer


@router.get("/organizations/{organization_id}/portfolio")
def portfolio(
    organization_id: str, query: Annotated[PortfolioQuery, Query()], session: ReadSession, actor: CurrentActor
) -> PortfolioAnswer:
    """The exchanges of an institution that you may see, by state, role, sector and partner, with sums and outcomes."""
    _, found = portfolio_of(session, actor, organization_id, state=query.state, sector=query.sector)
    return portfolio_answer(found)


@router.get("/organizations/{organization_id}/portfolio.{form}", response_class=Response, responses=FILE)
def portfolio_file(organization_id: str, form: FileForm, session: ReadSession, actor: CurrentActor) -> Response:
    """The same as a file, a row an exchange."""
    row, found = portfolio_of(session, actor, organization_id)
    return _file(found, row.id, form)


@router.get("/projects")
def list_projects(
    query: Annotated[ProjectQuery, Query()], session: ReadSession, actor: CurrentActor
) -> Page[ProjectPublic]:
    """Projects of several countries by filter."""
    rows, following = projects(session, actor, query.as_filter(), Part(query.sort, query.after, query.limit))
    return Page(items=[ProjectPublic.model_validate(row, from_attributes=True) for row in rows], next=following)


@router.get("/projects/{project_id}")
def read_project(project_id: str, session: ReadSession, actor: CurrentActor, response: Response) -> ProjectAnswer:
    """One project: its hub, its countries, and what its exchanges add up to."""
    row, found = one_project(session, actor, project_id)
    set_etag(response, row)
    told = ProjectPublic.model_validate(row, from_attributes=True)
    return ProjectAnswer(project=told, portfolio=portfolio_answer(found))


@router.get("/projects/{project_id}/portfolio.{form}", response_class=Response, responses=FILE)
def project_file(project_id: str, form: FileForm, session: ReadSession, actor: CurrentActor) -> Response:
    """The exchanges of a project as a file."""
    row, found = one_project(session, actor, project_id)
    return _file(found, row.id, form)


@router.post("/projects", status_code=201)
def add_project(wanted: ProjectPost, call: Call) -> ProjectPublic:
    """Begins a project that your organization runs."""
    row = begin_project(call.session, call.actor, wanted, now=call.now)
    call.response.headers["Location"] = f"/api/v1/projects/{row.id}"
    set_etag(call.response, row)
    return ProjectPublic.model_validate(row, from_attributes=True)


@router.patch("/projects/{project_id}")
def change_project(project_id: str, wanted: ProjectUpdate, edit: Edit) -> ProjectPublic:
    """Changes what a project says and which exchanges belong to it; for those who run it, the focal points of its
    countries and administrators."""
    row = edit_project(edit.session, edit.actor, project_id, wanted, version=edit.version, now=edit.now)
    set_etag(edit.response, row)
    return ProjectPublic.model_validate(row, from_attributes=True)


def _file(found: Portfolio, key: str, form: str) -> Response:
    columns, rows = as_rows(found)
    named = {"Content-Disposition": f'attachment; filename="portfolio-{key}.{form}"'}
    return Response(FORMATS[form](columns, rows), media_type=MEDIA_TYPES[form], headers=named)
