"""Countries and territories with the facts that make two of them alike."""

from dataclasses import dataclass
from functools import cache

import pycountry
from babel import Locale

from models.taxonomy.rows import LANGUAGE_COLUMNS, many, rows

AREAS = {
    "americas": "019",
    "caribbean": "029",
    "central-america": "013",
    "northern-america": "021",
    "south-america": "005",
    "africa": "002",
    "eastern-africa": "014",
    "middle-africa": "017",
    "northern-africa": "015",
    "southern-africa": "018",
    "western-africa": "011",
    "asia": "142",
    "central-asia": "143",
    "eastern-asia": "030",
    "south-eastern-asia": "035",
    "southern-asia": "034",
    "western-asia": "145",
    "europe": "150",
    "eastern-europe": "151",
    "northern-europe": "154",
    "southern-europe": "039",
    "western-europe": "155",
    "oceania": "009",
    "australia-and-new-zealand": "053",
    "melanesia": "054",
    "micronesia": "057",
    "polynesia": "061",
}
"""The UN M49 code of each region and subregion: CLDR knows their names by these."""


@dataclass(frozen=True)
class Country:
    """A country or territory by its ISO 3166-1 alpha-3 code.

    `population` counts thousands of people; `hdi` is the Human Development Index (0..1), None where none is published;
    `groups` holds LDC, LLDC and SIDS; `income` is the World Bank's group.
    """

    code: str
    region: str
    subregion: str
    languages: tuple[str, ...]
    groups: tuple[str, ...]
    income: str
    hdi: float | None
    population: int
    climate: str
    memberships: tuple[str, ...]

    @property
    def alpha2(self) -> str:
        """The ISO 3166-1 alpha-2 code."""
        return str(pycountry.countries.lookup(self.code).alpha_2)


@cache
def countries() -> dict[str, Country]:
    """The countries by alpha-3 code."""
    return {row["code"]: _country(row) for row in rows("countries")}


def _country(row: dict[str, str]) -> Country:
    return Country(
        code=row["code"],
        region=row["region"],
        subregion=row["subregion"],
        languages=many(row["languages"]),
        groups=many(row["groups"]),
        income=row["income"],
        hdi=float(row["hdi"]) if row["hdi"] else None,
        population=int(row["population"]) if row["population"] else 0,
        climate=row["climate"],
        memberships=many(row["memberships"]),
    )


@cache
def centroids() -> dict[str, tuple[float, float]]:
    """The middle of each country, for drawing only: degrees north and degrees east, to a tenth."""
    return {row["code"]: (float(row["latitude"]), float(row["longitude"])) for row in rows("centroids")}


@cache
def country_name(code: str, language: str) -> str:
    """The country's name in a language by CLDR; the code itself for one that the taxonomy does not know."""
    country = countries().get(code)
    if country is None:
        return code
    return str(Locale(language).territories.get(country.alpha2, code))


@cache
def demonyms(code: str, language: str) -> tuple[str, ...]:
    """What the people of a country are called in a language, and by what other names texts call the country."""
    return _demonyms().get(code, {}).get(language, ())


@cache
def _demonyms() -> dict[str, dict[str, tuple[str, ...]]]:
    return {row["code"]: {column: many(row[column]) for column in LANGUAGE_COLUMNS} for row in rows("demonyms")}


@cache
def region_name(slug: str, language: str) -> str:
    """What a region or subregion is called by CLDR; the slug itself for one that the taxonomy does not know."""
    return str(Locale(language).territories.get(AREAS[slug], slug)) if slug in AREAS else slug


def place_name(code: str, language: str) -> str:
    """The name of a region, a subregion or a country; the code itself where none is known."""
    return region_name(code, language) if code in AREAS else country_name(code, language)
