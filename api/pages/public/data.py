"""Open data: everything that is public, to take away."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from api.pages.public.sources import SOURCES
from api.pages.visits import CurrentVisit
from matcher.exporting.kinds import EXPORTS

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@dataclass(frozen=True)
class File:
    """A file in one format."""

    form: str
    address: str


@dataclass(frozen=True)
class DataSet:
    """What can be taken away, in several formats."""

    kind: str
    files: list[File]


@dataclass(frozen=True)
class DataPage:
    """The data sets, and the documents from which the first records were taken."""

    sets: list[DataSet]
    sources: Sequence[str]


@router.get("/data")
def show(visit: CurrentVisit) -> Response:
    """What can be taken away."""
    sets = [
        DataSet(str(kind), [File(form.upper(), f"/api/v1/exports/{kind}.{form}") for form in one.formats])
        for kind, one in EXPORTS.items()
    ]
    return visit.page("public/data.html", DataPage(sets, list(SOURCES.values())))
