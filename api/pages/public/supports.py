"""Mechanisms: the funds, networks and platforms that can support an exchange."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query, Response

from api.dependencies import ReadSession
from api.lists import MOST
from api.pages import choices
from api.pages.form_pages import plain_pages
from api.pages.public.asking import Control, Search, asked
from api.pages.public.lines import counted, excerpt, modality_name, sector_names
from api.pages.public.naming import named
from api.pages.visits import CurrentVisit
from api.routes.mechanisms import MechanismQuery, MechanismSort
from matcher.cursors import Part
from matcher.mechanisms import mechanisms, one_mechanism
from matcher.policy import may
from matcher.policy.applications import CallAction
from matcher.sources import source_of
from models import taxonomy
from models.mechanism import Mechanism, MechanismKind
from models.organization import names_of

SHOWN = 20

router = plain_pages()


class BrowseQuery(MechanismQuery):
    """As in the API, by name."""

    sort: MechanismSort = MechanismSort.NAME
    limit: Annotated[int, Query(ge=1, le=MOST)] = SHOWN


@dataclass(frozen=True)
class MechanismLine:
    """A mechanism in a list."""

    id: str
    name: str
    language: str
    kind: str
    organization: str
    excerpt: str
    sectors: list[str]


@dataclass(frozen=True)
class MechanismsPage:
    """Mechanisms; `next` is the cursor of the following ones."""

    search: Search
    mechanisms: list[MechanismLine]
    next: str | None


@dataclass(frozen=True)
class MechanismPage:
    """A mechanism with its rules; without countries it serves the whole region of its institution."""

    mechanism: Mechanism
    organization: str
    countries: list[tuple[str, str]]
    connects: list[tuple[str, str]]
    sectors: list[str]
    modalities: list[str]
    ceiling: str
    source: str
    announces: bool


@router.get("/mechanisms")
def browse(visit: CurrentVisit, session: ReadSession) -> Response:
    """What can support an exchange."""
    wanted = asked(BrowseQuery, visit.request, visit.language)
    query = wanted.query
    rows, following = mechanisms(session, visit.actor, query.as_filter(), Part(query.sort, query.after, query.limit))
    names = names_of(session, {row.organization for row in rows})
    page = MechanismsPage(
        search=named(session, wanted.as_search(visit.request, _controls(visit.language), visit.language)),
        mechanisms=[_line(row, names, visit.language) for row in rows],
        next=following,
    )
    return visit.page("public/mechanisms.html", page, wanted.status)


@router.get("/mechanisms/{mechanism_id}")
def show(visit: CurrentVisit, session: ReadSession, mechanism_id: str) -> Response:
    """One mechanism with its rules."""
    row, language = one_mechanism(session, visit.actor, mechanism_id), visit.language
    amount = counted(row.ceiling_amount, language) if row.ceiling_amount else ""
    page = MechanismPage(
        mechanism=row,
        organization=names_of(session, {row.organization})[row.organization],
        countries=[(code, taxonomy.country_name(code, language)) for code in row.countries],
        connects=[(code, taxonomy.country_name(code, language)) for code in row.connects],
        sectors=sector_names(row.sectors, language),
        modalities=[modality_name(slug, language) for slug in row.modalities],
        ceiling=f"{amount} {row.ceiling_currency or ''}".strip(),
        source=source_of(row.source_document, row.source_section),
        announces=may(visit.actor, CallAction.CREATE, row),
    )
    return visit.page("public/mechanism.html", page)


def _line(row: Mechanism, names: dict[str, str], language: str) -> MechanismLine:
    return MechanismLine(
        id=row.id,
        name=row.name,
        language=row.language,
        kind=row.kind,
        organization=names[row.organization],
        excerpt=excerpt(row.text),
        sectors=sector_names(row.sectors, language),
    )


def _controls(language: str) -> list[Control]:
    return [
        Control("text", typed=True, first=True),
        Control("sector", choices.sectors(language), first=True),
        Control("country", choices.countries(language), first=True),
        Control("modality", choices.modalities(language)),
        Control("kind", tuple((one.value, one.value) for one in MechanismKind)),
    ]
