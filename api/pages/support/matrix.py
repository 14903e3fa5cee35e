"""The support matrix in the layout of annex 1: places down, broad sectors across, organizations within."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Response

from api.dependencies import ReadSession
from api.pages.choices import Option
from api.pages.form_pages import plain_pages
from api.pages.forms import Form
from api.pages.public.asking import asked
from api.pages.visits import CurrentVisit
from api.routes.support import MatrixQuery
from locales import translate
from matcher.exporting.formats import FORMATS
from matcher.sources import source_of
from matcher.support.entries import Entry, Source
from matcher.support.matrix import matrix
from models import taxonomy
from models.folding import folded

router = plain_pages()
COLUMNS = taxonomy.broad_sectors()


@dataclass(frozen=True)
class Row:
    """A place with its cells, one for each column; `code` is the country's, `name` is told in the reader's language."""

    code: str | None
    name: str
    cells: list[list[Entry]]


@dataclass(frozen=True)
class MatrixPage:
    """The matrix by filter. `own` tells whether any exchange of this service has a say in the whole of it, `asked`
    whether anything is looked for."""

    form: Form
    asked: bool
    places: list[Option]
    sectors: list[Option]
    organizations: list[Option]
    columns: list[str]
    rows: list[Row]
    count: int
    own: bool
    files: list[tuple[str, str]]
    source: str = source_of("mapping_multilateral_support_ssc_lac_2011", "Annex 1")


@router.get("/support-matrix")
def show(visit: CurrentVisit, session: ReadSession) -> Response:
    """Which organization supports which broad sector where."""
    wanted = asked(MatrixQuery, visit.request, visit.language)
    found = matrix(session, visit.actor, wanted.query.as_filter())
    shown = [slug for slug in COLUMNS if wanted.query.sector in (None, slug)]
    query = urlencode(wanted.query.model_dump(exclude_none=True))
    page = MatrixPage(
        form=wanted.form,
        asked=bool(query),
        places=[(one.place_key, _place(one, visit.language)) for one in _places(found.every)],
        sectors=[(slug, one.names[visit.language]) for slug, one in COLUMNS.items()],
        organizations=_organizations(found.every),
        columns=[COLUMNS[slug].names[visit.language] for slug in shown],
        rows=_rows(found.wanted, shown, visit.language),
        count=len(found.wanted),
        own=any(one.source == Source.SERVICE for one in found.every),
        files=[(form.upper(), f"/api/v1/support-matrix.{form}{'?' if query else ''}{query}") for form in FORMATS],
    )
    return visit.page("support/matrix.html", page, wanted.status)


def _organizations(entries: Sequence[Entry]) -> list[Option]:
    """The organizations by the name that stands first."""
    names = {one.organization: one.name for one in reversed(entries)}
    return sorted(names.items(), key=lambda one: folded(one[1]))


def _places(entries: Sequence[Entry]) -> list[Entry]:
    """An entry for each place, in the order in which they stand first."""
    return list({one.place_key: one for one in entries}.values())


def _place(entry: Entry, language: str) -> str:
    """A place in the reader's language, in English as the document prints it."""
    if entry.country is None:
        return _regions(language).get(entry.place, entry.place)
    return entry.place if language == "en" else taxonomy.country_name(entry.country, language)


def _regions(language: str) -> dict[str, str]:
    """The regions of the document."""
    return {
        "LAC (regional)": translate("LAC (regional)", language),
        "Caribbean": translate("Caribbean", language),
        "Central America": translate("Central America", language),
        "South America": translate("South America", language),
    }


def _rows(entries: Sequence[Entry], columns: Sequence[str], language: str) -> list[Row]:
    """The places that have an entry, those of the document in its order, each with a cell for every column."""
    cells: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for one in entries:
        cells[one.place_key, one.broad_sector].append(one)
    return [
        Row(one.country, _place(one, language), [cells[one.place_key, slug] for slug in columns])
        for one in _places(entries)
    ]
