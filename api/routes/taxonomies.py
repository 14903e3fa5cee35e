"""The taxonomies, so that other programs use the same words."""

from collections.abc import Callable

from fastapi import APIRouter
from pydantic import BaseModel

from models import taxonomy

router = APIRouter(prefix="/taxonomies", tags=["taxonomies"])


class SectorOut(BaseModel):
    """A SEGIB sector with its crosswalk."""

    slug: str
    area: str
    names: dict[str, str]
    dac_codes: list[str]
    sdgs: list[int]
    broad_sector: str


class ModalityOut(BaseModel):
    """A way in which knowledge travels."""

    slug: str
    names: dict[str, str]
    definition: str


class LanguageOut(BaseModel):
    """A working language."""

    code: str
    names: dict[str, str]
    near: list[str]


class CountryOut(BaseModel):
    """A country or territory with the facts that the ranking compares; `population` in thousands."""

    code: str
    names: dict[str, str]
    region: str
    subregion: str
    languages: list[str]
    groups: list[str]
    income: str | None
    hdi: float | None
    population: int | None


@router.get("/sectors")
def sectors() -> list[SectorOut]:
    """The 30 SEGIB sectors with OECD DAC codes, SDGs and the broad sectors of the 2011 mapping."""
    return [SectorOut.model_validate(one, from_attributes=True) for one in taxonomy.sectors().values()]


@router.get("/modalities")
def modalities() -> list[ModalityOut]:
    """How knowledge travels."""
    return [ModalityOut.model_validate(one, from_attributes=True) for one in taxonomy.modalities().values()]


@router.get("/languages")
def languages() -> list[LanguageOut]:
    """Working languages, and which understand each other."""
    return [
        LanguageOut(code=one.code, names=_names(taxonomy.language_name, one.code), near=list(one.near))
        for one in taxonomy.languages().values()
    ]


@router.get("/countries")
def countries() -> list[CountryOut]:
    """Countries and territories."""
    return [
        CountryOut(
            code=one.code,
            names=_names(taxonomy.country_name, one.code),
            region=one.region,
            subregion=one.subregion,
            languages=list(one.languages),
            groups=list(one.groups),
            income=one.income or None,
            hdi=one.hdi,
            population=one.population or None,
        )
        for one in taxonomy.countries().values()
    ]


def _names(name: Callable[[str, str], str], code: str) -> dict[str, str]:
    return {language: name(code, language) for language in taxonomy.INTERFACE_LANGUAGES}
