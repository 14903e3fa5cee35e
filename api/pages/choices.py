"""What forms and lists let people choose from, in the reader's language."""

from functools import cache

from models import taxonomy
from models.folding import folded

Option = tuple[str, str]
"""A value and what it is called."""
Options = tuple[Option, ...]


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
    return tuple((slug, taxonomy.region_name(slug, language)) for slug in taxonomy.AREAS)


NAMES = {
    "sector": sectors,
    "sdg": goals,
    "modality": modalities,
    "language": languages,
    "country": countries,
    "like": countries,
    "region": regions,
}
"""The options of each field that a taxonomy knows."""


def told(name: str, value: str, language: str) -> str:
    """The value of a field as people say it; itself where no taxonomy knows it."""
    return dict(NAMES[name](language)).get(value, value) if name in NAMES else value
