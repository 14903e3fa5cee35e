"""The taxonomies as data: sectors, modalities, languages, countries and goals, with names in four languages.

Sources and years of each file stand in `data/README.md`. Names of countries and languages come from CLDR (Babel).
"""

from models.taxonomy.places import (
    AREAS,
    Country,
    centroids,
    countries,
    country_name,
    demonyms,
    place_name,
    region_name,
)
from models.taxonomy.tags import (
    Area,
    BroadSector,
    Goal,
    Modality,
    Sector,
    areas,
    broad_sectors,
    goals,
    modalities,
    sectors,
)
from models.taxonomy.tongues import INTERFACE_LANGUAGES, Language, language_name, languages

__all__ = [
    "AREAS",
    "INTERFACE_LANGUAGES",
    "Area",
    "BroadSector",
    "Country",
    "Goal",
    "Language",
    "Modality",
    "Sector",
    "areas",
    "broad_sectors",
    "centroids",
    "countries",
    "country_name",
    "demonyms",
    "goals",
    "language_name",
    "languages",
    "modalities",
    "place_name",
    "region_name",
    "sectors",
]
