"""What forms and lists let people choose from, in the reader's language."""

from functools import cache

from babel import Locale

from models import taxonomy
from models.folding import folded

Option = tuple[str, str]
"""A value and what it is called."""
Options = tuple[Option, ...]
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
"""The UN M49 code of each region and subregion of the taxonomy: CLDR knows their names by these."""


@cache
def sectors(language: str) -> Options:
    """The sectors by name."""
    return tuple((one.slug, one.names[language]) for one in taxonomy.sectors().values())


@cache
def goals(language: str) -> Options:
    """The Sustainable Development Goals by number."""
    return tuple((str(number), goal_name(number, language)) for number in taxonomy.goals())


def goal_name(number: int, language: str) -> str:
    """A goal of the 2030 Agenda by number and name."""
    return f"{number}. {taxonomy.goals()[number].names[language]}"


@cache
def modalities(language: str) -> Options:
    """The ways in which knowledge travels."""
    return tuple((one.slug, one.names[language]) for one in taxonomy.modalities().values())


@cache
def languages(language: str) -> Options:
    """Languages by name, those of the service first."""
    named = [(code, taxonomy.language_name(code, language)) for code in taxonomy.languages()]
    own = taxonomy.INTERFACE_LANGUAGES
    return tuple(sorted(named, key=lambda one: (one[0] not in own, folded(one[1]))))


@cache
def countries(language: str) -> Options:
    """Countries and territories by name."""
    named = [(code, taxonomy.country_name(code, language)) for code in taxonomy.countries()]
    return tuple(sorted(named, key=lambda one: folded(one[1])))


@cache
def regions(language: str) -> Options:
    """Regions, each with its parts."""
    return tuple((slug, region_name(slug, language)) for slug in AREAS)


def place_name(code: str, language: str) -> str:
    """The name of a region, a subregion or a country; the code itself where none is known."""
    return region_name(code, language) if code in AREAS else taxonomy.country_name(code, language)


@cache
def region_name(slug: str, language: str) -> str:
    """What a region or subregion is called."""
    return str(Locale(language).territories.get(AREAS[slug], slug)) if slug in AREAS else slug


NAMES = {
    "sector": sectors,
    "sdg": goals,
    "modality": modalities,
    "language": languages,
    "country": countries,
    "region": regions,
}
"""The options of each field that a taxonomy knows."""


def told(name: str, value: str, language: str) -> str:
    """The value of a field as people say it; itself where no taxonomy knows it."""
    return dict(NAMES[name](language)).get(value, value) if name in NAMES else value
