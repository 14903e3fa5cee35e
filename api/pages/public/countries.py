"""Countries: what each asks, offers and has done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from babel.numbers import format_decimal
from fastapi import Query, Response
from pydantic import BaseModel
from sqlmodel import Session

from api.dependencies import ReadSession
from api.pages import choices
from api.pages.form_pages import plain_pages
from api.pages.public.asking import Control, Search, asked
from api.pages.public.institutions import OrganizationLine, organization_lines
from api.pages.public.inviting import posts_here
from api.pages.public.lines import ExchangeLine, PostLine, counted, exchange_lines, post_lines
from api.pages.public.recent import recent_glance
from api.pages.visits import CurrentVisit, Visit
from api.post_filter import Region
from matcher.countries import Counts, Partner, Portrait, portrait
from matcher.cursors import Part
from matcher.exchanges.public import listed_form
from matcher.focal_points import points_by_sector
from matcher.glance import takes_part
from matcher.organizations.finding import OrganizationFilter, organizations
from models import taxonomy
from models.dossier import dossiers
from models.exchange import Exchange
from models.folding import folded
from models.organization import OrganizationKind

OF_EACH = 3
"""Things of a kind that the page of a country shows."""
PARTNERS = 10

router = plain_pages()


class BrowseQuery(BaseModel):
    """Which countries."""

    region: Annotated[Region | None, Query()] = None


@dataclass(frozen=True)
class CountryLine:
    """A country in a list, its counts as they are written."""

    code: str
    name: str
    region: str
    requests: str
    offers: str
    learned: str
    shared: str


@dataclass(frozen=True)
class CountriesPage:
    """The countries that take part, and all others; `asks` is whether the reader is invited to post a request."""

    search: Search
    active: list[CountryLine]
    others: list[CountryLine]
    asks: bool


@dataclass(frozen=True)
class Facts:
    """What makes a country like others; words that no taxonomy translates are slugs."""

    regions: list[str]
    languages: list[str]
    income: str
    groups: tuple[str, ...]
    population: str
    hdi: str


@dataclass(frozen=True)
class PartnerLine:
    """Another country with which this one has exchanged."""

    code: str
    name: str
    learned_from: str
    shared_with: str


@dataclass(frozen=True)
class CountryPage:
    """A country: what it asks and offers now, what it has learned and shared, and with whom. `windows` are its
    cooperation agencies."""

    code: str
    name: str
    counts: dict[str, str]
    facts: Facts
    windows: list[OrganizationLine]
    focal_points: list[tuple[str, list[tuple[str, str]]]]
    requests: list[PostLine]
    offers: list[PostLine]
    learned: list[ExchangeLine]
    shared: list[ExchangeLine]
    partners: list[PartnerLine]
    further: list[PartnerLine]


@router.get("/countries")
def browse(visit: CurrentVisit, session: ReadSession) -> Response:
    """Countries and territories by name, those that take part first."""
    wanted = asked(BrowseQuery, visit.request, visit.language)
    region, facts = wanted.query.region, taxonomy.countries()
    found = {
        code: counts
        for code, counts in recent_glance(session, visit).countries.items()
        if region is None or region in (facts[code].region, facts[code].subregion)
    }
    lines = sorted((_line(code, one, visit.language) for code, one in found.items()), key=lambda one: folded(one.name))
    page = CountriesPage(
        search=wanted.as_search(
            visit.request, [Control("region", choices.regions(visit.language), first=True)], visit.language
        ),
        active=[one for one in lines if takes_part(found[one.code])],
        others=[one for one in lines if not takes_part(found[one.code])],
        asks=posts_here(visit.actor, asks=True),
    )
    return visit.page("public/countries.html", page, wanted.status)


@router.get("/countries/{code}")
def show(visit: CurrentVisit, session: ReadSession, code: str) -> Response:
    """One country."""
    known = recent_glance(session, visit).countries
    found = portrait(session, visit.actor, code.upper(), on=visit.today, counts=known.get(code.upper()))
    return visit.page("public/country.html", _page(session, visit, found))


def _page(session: Session, visit: Visit, found: Portrait) -> CountryPage:
    language = visit.language
    agencies = OrganizationFilter(country=found.code, kind=OrganizationKind.COOPERATION_AGENCY)
    windows, _ = organizations(session, visit.actor, agencies, Part("name", limit=OF_EACH))
    partners = [_partner(one, language) for one in found.partners]
    learned, shared = found.learned[:OF_EACH], found.shared[:OF_EACH]
    lines = _exchanges(session, visit, [*learned, *shared])
    return CountryPage(
        code=found.code,
        name=taxonomy.country_name(found.code, language),
        counts={name: counted(number, language) for name, number in vars(found.counts).items()},
        facts=_facts(found.code, language),
        windows=organization_lines(windows, language),
        focal_points=[
            (taxonomy.sectors()[sector].names[language] if sector else "", those)
            for sector, those in points_by_sector(session, found.code)
        ],
        requests=post_lines(session, visit, found.requests[:OF_EACH]),
        offers=post_lines(session, visit, found.offers[:OF_EACH]),
        learned=[lines[row.id] for row in learned],
        shared=[lines[row.id] for row in shared],
        partners=partners[:PARTNERS],
        further=partners[PARTNERS:],
    )


def _line(code: str, counts: Counts, language: str) -> CountryLine:
    told = {name: counted(getattr(counts, name), language) for name in ("requests", "offers", "learned", "shared")}
    subregion = taxonomy.region_name(taxonomy.countries()[code].subregion, language)
    return CountryLine(code=code, name=taxonomy.country_name(code, language), region=subregion, **told)


def _partner(one: Partner, language: str) -> PartnerLine:
    name = taxonomy.country_name(one.country, language)
    return PartnerLine(one.country, name, counted(one.learned_from, language), counted(one.shared_with, language))


def _exchanges(session: Session, visit: Visit, rows: Sequence[Exchange]) -> dict[str, ExchangeLine]:
    forms = [listed_form(visit.actor, one) for one in dossiers(session, rows)]
    return {one.id: one for one in exchange_lines(session, visit, forms)}


def _facts(code: str, language: str) -> Facts:
    fact = taxonomy.countries()[code]
    return Facts(
        regions=[taxonomy.region_name(one, language) for one in dict.fromkeys((fact.region, fact.subregion))],
        languages=[taxonomy.language_name(one, language) for one in fact.languages],
        income=fact.income,
        groups=fact.groups,
        population=counted(fact.population * 1000, language) if fact.population else "",
        hdi=str(format_decimal(fact.hdi, format="0.000", locale=language)) if fact.hdi else "",
    )
