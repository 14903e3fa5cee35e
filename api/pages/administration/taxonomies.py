"""The page of taxonomies: the words that posts are tagged by, where they come from, and how often they are used."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fastapi import Response

from api.dependencies import ReadSession
from api.pages.administration.frame import router_at
from api.pages.administration.labels import CLIMATES, INCOMES
from api.pages.visits import CurrentVisit
from matcher.administration.using_taxonomies import Uses, uses_of
from models import taxonomy

PAGE = "administration/taxonomies.html"

router = router_at("/taxonomies")


class Which(StrEnum):
    """The taxonomies."""

    SECTORS = "sectors"
    MODALITIES = "modalities"
    LANGUAGES = "languages"
    COUNTRIES = "countries"


@dataclass(frozen=True)
class WordRow:
    """One word: its code, its name, its facts in the order of the columns, and how many posts carry it. `terms` are
    facts that are translated where they are shown."""

    code: str
    name: str
    facts: list[str]
    requests: int
    offers: int
    terms: list[str]


@dataclass(frozen=True)
class TaxonomiesPage:
    """One taxonomy."""

    which: str
    rows: list[WordRow]
    at: datetime


@router.get("")
def show(visit: CurrentVisit, session: ReadSession, which: Which = Which.SECTORS) -> Response:
    """A taxonomy with its uses."""
    column, several = COLUMNS[which]
    uses = uses_of(session, visit.actor, column, several=several, now=visit.now)
    return visit.page(PAGE, TaxonomiesPage(which.value, ROWS[which](uses, visit.language), uses.at))


def _sectors(uses: Uses, tongue: str) -> list[WordRow]:
    areas, broad = taxonomy.areas(), taxonomy.broad_sectors()
    return [
        _row(uses, one.slug, one.names[tongue], [areas[one.area].names[tongue], *_crosswalk(one, broad, tongue)])
        for one in taxonomy.sectors().values()
    ]


def _crosswalk(one: taxonomy.Sector, broad: dict[str, taxonomy.BroadSector], tongue: str) -> list[str]:
    goals = ", ".join(str(number) for number in one.sdgs)
    return [", ".join(one.dac_codes), goals, broad[one.broad_sector].names[tongue]]


def _modalities(uses: Uses, tongue: str) -> list[WordRow]:
    return [_row(uses, one.slug, one.names[tongue], [one.definition]) for one in taxonomy.modalities().values()]


def _languages(uses: Uses, tongue: str) -> list[WordRow]:
    rows = [
        _row(uses, one.code, taxonomy.language_name(one.code, tongue), [_names(one.near, tongue)])
        for one in taxonomy.languages().values()
    ]
    return sorted(rows, key=lambda row: (-(row.requests + row.offers), row.name))


def _countries(uses: Uses, tongue: str) -> list[WordRow]:
    rows = [
        _row(uses, one.code, taxonomy.country_name(one.code, tongue), _facts(one, tongue), _terms(one))
        for one in taxonomy.countries().values()
    ]
    return sorted(rows, key=lambda row: (-(row.requests + row.offers), row.name))


def _facts(one: taxonomy.Country, tongue: str) -> list[str]:
    hdi = "" if one.hdi is None else f"{one.hdi:.3f}"
    people = f"{one.population:,}".replace(",", "\N{NO-BREAK SPACE}") if one.population else ""
    region = taxonomy.place_name(one.subregion, tongue)
    return [region, hdi, people, ", ".join(one.groups), _names(one.languages, tongue)]


def _terms(one: taxonomy.Country) -> list[str]:
    return [INCOMES.get(one.income, one.income), CLIMATES.get(one.climate, one.climate)]


def _names(codes: tuple[str, ...], tongue: str) -> str:
    return ", ".join(taxonomy.language_name(code, tongue) for code in codes)


def _row(uses: Uses, code: str, name: str, facts: list[str], terms: Sequence[str] = ()) -> WordRow:
    return WordRow(code, name, facts, uses.requests[code], uses.offers[code], list(terms))


COLUMNS = {
    Which.SECTORS: ("sectors", True),
    Which.MODALITIES: ("modalities", True),
    Which.LANGUAGES: ("working_languages", True),
    Which.COUNTRIES: ("country", False),
}
"""The column of posts that holds the words of each taxonomy, and whether it holds several."""
ROWS: dict[Which, Callable[[Uses, str], list[WordRow]]] = {
    Which.SECTORS: _sectors,
    Which.MODALITIES: _modalities,
    Which.LANGUAGES: _languages,
    Which.COUNTRIES: _countries,
}
