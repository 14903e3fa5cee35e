"""What each country asks, offers and has done."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel
from sqlmodel import SQLModel

from api.dependencies import CurrentActor, ReaderLanguage, ReadSession, Today
from api.lists import ListQuery, Page
from matcher.countries import Counts, Partner, countries, portrait
from models import taxonomy
from models.checks import member_of

router = APIRouter(tags=["countries"])


def _regions() -> set[str]:
    """Regions and subregions of the taxonomy."""
    facts = taxonomy.countries().values()
    return {one.region for one in facts} | {one.subregion for one in facts}


Region = Annotated[str, member_of("region", _regions)]


class CountryQuery(ListQuery):
    """What to list. `region` is a region or a subregion; `active` leaves out countries of which there is nothing."""

    region: Region | None = None
    active: bool = False
    lang: Annotated[str | None, Query(max_length=10, description="language of the names")] = None


class CountryCounts(BaseModel):
    """How much there is: open posts, exchanges in which it learned or shared, its organizations and practices."""

    requests: int
    offers: int
    learned: int
    shared: int
    organizations: int
    practices: int


class CountryLine(BaseModel):
    """A country in a list."""

    code: str
    name: str
    region: str
    subregion: str
    counts: CountryCounts


class PostLine(BaseModel):
    """A post of a country."""

    id: str
    title: str
    language: str
    organization: str
    sectors: list[str]


class ExchangeLine(BaseModel):
    """An exchange of a country."""

    id: str
    title: str
    sectors: list[str]
    modality: str | None
    start_year: int | None
    end_year: int | None


class PartnerLine(BaseModel):
    """Another country, and how many exchanges tell that this one learned from it or shared with it."""

    country: str
    learned_from: int
    shared_with: int


class CountryPortrait(CountryLine):
    """A country with its newest open posts, its exchanges and its partners, the most frequent first."""

    requests: list[PostLine]
    offers: list[PostLine]
    learned: list[ExchangeLine]
    shared: list[ExchangeLine]
    partners: list[PartnerLine]


@router.get("/countries")
def list_countries(
    query: Annotated[CountryQuery, Query()],
    session: ReadSession,
    actor: CurrentActor,
    today: Today,
    language: ReaderLanguage,
) -> Page[CountryLine]:
    """Countries and territories with counts of what everybody may see, by code."""
    facts = taxonomy.countries()
    found = [
        (code, counts)
        for code, counts in countries(session, actor, on=today).items()
        if (query.region is None or query.region in (facts[code].region, facts[code].subregion))
        and (counts.any or not query.active)
        and (query.after is None or code > query.after)
    ]
    lines = [CountryLine(**_line(code, counts, language)) for code, counts in found[: query.limit]]
    return Page(items=lines, next=lines[-1].code if len(found) > query.limit else None)


@router.get("/countries/{code}")
def read_country(
    code: str, session: ReadSession, actor: CurrentActor, today: Today, language: ReaderLanguage
) -> CountryPortrait:
    """One country: what it asks and offers now, what it has learned and shared, and with whom."""
    found = portrait(session, actor, code.upper(), on=today)
    lists = {name: getattr(found, name) for name in ("requests", "offers", "learned", "shared", "partners")}
    fields = _line(found.code, found.counts, language) | {name: list(map(_plain, rows)) for name, rows in lists.items()}
    return CountryPortrait.model_validate(fields, from_attributes=True)


def _line(code: str, counts: Counts, language: str) -> dict[str, Any]:
    fact = taxonomy.countries()[code]
    names = {"name": taxonomy.country_name(code, language), "region": fact.region, "subregion": fact.subregion}
    return {"code": code, "counts": vars(counts), **names}


def _plain(row: SQLModel | Partner) -> dict[str, Any]:
    return row.model_dump() if isinstance(row, SQLModel) else vars(row)
