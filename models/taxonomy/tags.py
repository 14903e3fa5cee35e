"""What a post is about and how knowledge travels: areas, sectors, broad sectors, goals and modalities."""

from dataclasses import dataclass
from functools import cache

from models.taxonomy.rows import many, names, rows


@dataclass(frozen=True)
class Area:
    """One of SEGIB's six areas of action."""

    slug: str
    names: dict[str, str]


@dataclass(frozen=True)
class Sector:
    """One of SEGIB's thirty activity sectors with its crosswalk to OECD DAC, the SDGs and annex 1 of the mapping."""

    slug: str
    area: str
    names: dict[str, str]
    dac_codes: tuple[str, ...]
    sdgs: tuple[int, ...]
    broad_sector: str


@dataclass(frozen=True)
class BroadSector:
    """One of the eleven columns of annex 1 of the 2011 mapping; the English name is the printed one."""

    slug: str
    names: dict[str, str]


@dataclass(frozen=True)
class Goal:
    """A Sustainable Development Goal by its short name."""

    number: int
    names: dict[str, str]


@dataclass(frozen=True)
class Modality:
    """How knowledge travels in an exchange."""

    slug: str
    names: dict[str, str]
    definition: str


@cache
def areas() -> dict[str, Area]:
    """The areas by slug."""
    return {row["slug"]: Area(row["slug"], names(row)) for row in rows("areas")}


@cache
def sectors() -> dict[str, Sector]:
    """The sectors by slug."""
    return {row["slug"]: _sector(row) for row in rows("sectors")}


def _sector(row: dict[str, str]) -> Sector:
    sdgs = tuple(int(number) for number in many(row["sdgs"]))
    return Sector(row["slug"], row["area"], names(row), many(row["dac_codes"]), sdgs, row["broad_sector"])


@cache
def broad_sectors() -> dict[str, BroadSector]:
    """The broad sectors by slug, in the order of the printed table."""
    return {row["slug"]: BroadSector(row["slug"], names(row)) for row in rows("broad_sectors")}


@cache
def goals() -> dict[int, Goal]:
    """The goals by number."""
    return {int(row["number"]): Goal(int(row["number"]), names(row)) for row in rows("sdgs")}


@cache
def modalities() -> dict[str, Modality]:
    """The modalities by slug."""
    return {row["slug"]: Modality(row["slug"], names(row), row["definition"]) for row in rows("modalities")}
