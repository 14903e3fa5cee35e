"""The analysts' views: who taught whom what, what nobody offers, what nobody asks for."""

from dataclasses import dataclass
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, Field

from api.dependencies import CurrentActor, ReaderLanguage, ReadSession, Today
from api.routes.countries import Region
from matcher.analytics.asked import Asked
from matcher.analytics.files import as_file
from matcher.analytics.groups import Group, known_views, looked_at
from matcher.analytics.tables import Cell, Kind, Table
from matcher.analytics.views import View
from matcher.analytics.wanted import Across, Arrangement, Level, Wanted
from matcher.exporting.formats import MEDIA_TYPES
from models.checks import LanguageCode, Modality, Sector

router = APIRouter(prefix="/analytics", tags=["analytics"])
FEWEST, MOST = 1_000, 10_000


class ViewQuery(BaseModel):
    """What to look at; each view knows some of these, and refuses the others. Years are those in which exchanges began,
    or in which what is counted began, both included; `focus` is the country or organization that an ego view is about,
    `by` tells posts apart beside their sectors."""

    model_config = {"extra": "forbid"}

    sector: Sector | None = None
    modality: Modality | None = None
    language: LanguageCode | None = None
    region: Region | None = None
    since: Annotated[int | None, Query(ge=1945, le=2100)] = None
    until: Annotated[int | None, Query(ge=1945, le=2100)] = None
    arrangement: Arrangement | None = None
    level: Level | None = None
    focus: Annotated[str | None, Query(max_length=80)] = None
    by: Across | None = None

    def wanted(self) -> Wanted:
        """What is looked for."""
        return Wanted(**self.model_dump(include=set(ViewQuery.model_fields)))


class AnswerQuery(ViewQuery):
    """As above; `limit` is the number of rows, the most telling first, files hold all."""

    limit: Annotated[int, Query(ge=1, le=MOST)] = FEWEST
    lang: Annotated[str | None, Query(max_length=10, description="language of titles and notes")] = None


class FileQuery(ViewQuery):
    """As above; `chart` names one of the view's charts, the first where none is named."""

    chart: Annotated[str | None, Query(max_length=40)] = None
    lang: Annotated[str | None, Query(max_length=10, description="language of a chart")] = None


@dataclass(frozen=True)
class Reader:
    """Who looks, in which language, and through which session."""

    session: ReadSession
    actor: CurrentActor
    today: Today
    language: ReaderLanguage

    def looked_at(self, group: Group, view: str, query: ViewQuery) -> tuple[View, Table]:
        """A view and its answer."""
        return looked_at(group, view, Asked(self.session, self.actor, query.wanted(), self.today))


CurrentReader = Annotated[Reader, Depends()]


class ViewLine(BaseModel):
    """A view that one may look at."""

    group: Group
    view: str
    title: str
    caption: str
    filters: list[str]
    charts: list[str]


class ColumnLine(BaseModel):
    """A column of a view: what its cells are, and what they mean."""

    name: str
    kind: Kind
    title: str
    meaning: str


class ViewAnswer(BaseModel):
    """A view. `counted` is the number of exchanges or posts that the figures rest on; `notes` say what is missing."""

    view: str
    title: str
    caption: str
    counted: int
    notes: list[str]
    columns: list[ColumnLine]
    rows: list[dict[str, Cell]]
    rows_in_all: int = Field(description="how many rows there are; more than are answered where `limit` cut them")


@router.get("", summary="List the views")
def list_views(actor: CurrentActor, language: ReaderLanguage) -> list[ViewLine]:
    """The views of the exchange network; for analysts, focal points and administrators also those of demand."""
    return [
        ViewLine(
            group=group,
            view=one.name,
            title=one.title.told(language),
            caption=one.caption.told(language),
            filters=sorted(one.takes),
            charts=list(one.drawings),
        )
        for group, one in known_views(actor)
    ]


@router.get("/{group}/{view}.{form}", summary="A view as a file", response_class=Response)
def view_file(
    group: Group, view: str, form: str, query: Annotated[FileQuery, Query()], reader: CurrentReader
) -> Response:
    """All rows as CSV, JSON, JSON lines or XLSX, with codes; or a chart as SVG or PNG, with names."""
    found, table = reader.looked_at(group, view, query)
    content = as_file(reader.session, found, table, form, chart=query.chart, language=reader.language)
    headers = {"Content-Disposition": f'attachment; filename="{view}.{form}"'}
    return Response(content, media_type=MEDIA_TYPES[form], headers=headers)


@router.get("/{group}/{view}", summary="A view")
def read_view(group: Group, view: str, query: Annotated[AnswerQuery, Query()], reader: CurrentReader) -> ViewAnswer:
    """A table that says what its columns mean, on how much it rests and what is missing."""
    found, table = reader.looked_at(group, view, query)
    language = reader.language
    return ViewAnswer(
        view=found.name,
        title=found.title.told(language),
        caption=found.caption.told(language),
        counted=table.counted,
        notes=[one.told(language) for one in table.notes],
        columns=[
            ColumnLine(name=one.name, kind=one.kind, title=one.title.told(language), meaning=one.meaning.told(language))
            for one in table.columns
        ],
        rows=list(islice(table.records(), query.limit)),
        rows_in_all=len(table.rows),
    )
