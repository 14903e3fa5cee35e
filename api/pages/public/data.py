"""Open data: everything that is public, to take away."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Response

from api.dependencies import CurrentSettings
from api.pages.form_pages import plain_pages
from api.pages.visits import CurrentVisit
from matcher.exporting import EXPORTS, Edition, ExportKind
from matcher.exporting.kinds import Export
from matcher.exporting.told import HOLDINGS, TITLES
from matcher.sources import SOURCES

router = plain_pages()


@dataclass(frozen=True)
class File:
    """A file in one format."""

    form: str
    address: str


@dataclass(frozen=True)
class DataSet:
    """What can be taken away, in several formats; without a licence it is to be quoted with the institution's name."""

    kind: str
    title: str
    holds: str
    files: list[File]
    licence: str


@dataclass(frozen=True)
class DataPage:
    """The data package, the single data sets, and the documents from which the first records were taken."""

    whole: DataSet
    sets: list[DataSet]
    sources: Sequence[str]


@router.get("/data")
def show(visit: CurrentVisit, settings: CurrentSettings) -> Response:
    """What can be taken away."""
    edition = settings.edition(visit.now)
    whole, *sets = [_data_set(kind, one, edition) for kind, one in EXPORTS.items()]
    return visit.page("public/data.html", DataPage(whole, sets, list(SOURCES.values())))


def _data_set(kind: ExportKind, one: Export, edition: Edition) -> DataSet:
    files = [File(form.upper(), f"/api/v1/exports/{kind}.{form}") for form in one.formats]
    licence = str(edition.licence_of(one.rights).get("name", ""))
    return DataSet(kind, TITLES[kind], HOLDINGS[kind], files, licence)
