"""Sectors, broad sectors, goals, modalities and languages."""

from collections import Counter

import pycountry
import pytest

from models.taxonomy import (
    INTERFACE_LANGUAGES,
    areas,
    broad_sectors,
    goals,
    language_name,
    languages,
    modalities,
    sectors,
)

IN_AREA = {
    "social": "education health reproductive-health water-sanitation social-policy",
    "infrastructure": "energy transport communications science-technology banking-finance employment enterprises",
    "productive": "extractive agriculture forestry fisheries construction industry tourism trade",
    "institutions": "public-institutions public-finance justice-human-rights civil-society peace-security",
    "environment": "environment disaster-management",
    "multisector": "culture gender multisector",
}
MODALITIES = (
    "technical-assistance expert-mission study-visit training secondment joint-research network knowledge-fair "
    "conference virtual-exchange documentation comparative-study technology-transfer equipment"
)
DAC = {
    "education": {"111", "112", "113", "114"},
    "health": {"121", "122"},
    "reproductive-health": {"130"},
    "water-sanitation": {"140"},
    "peace-security": {"152"},
    "transport": {"210"},
    "communications": {"220"},
    "energy": {"231", "232", "233"},
    "banking-finance": {"240"},
    "enterprises": {"250"},
    "agriculture": {"311"},
    "forestry": {"312"},
    "fisheries": {"313"},
    "industry": {"321"},
    "extractive": {"322"},
    "construction": {"323"},
    "trade": {"331"},
    "tourism": {"332"},
    "environment": {"410"},
    "disaster-management": {"740"},
}


def test_the_30_sectors_stand_in_their_6_areas_as_the_blueprint_lists_them() -> None:
    found: dict[str, list[str]] = {slug: [] for slug in areas()}
    for sector in sectors().values():
        found[sector.area].append(sector.slug)
    assert found == {area: slugs.split() for area, slugs in IN_AREA.items()}
    assert len(sectors()) == 30


@pytest.mark.parametrize("slug", DAC)
def test_a_sector_carries_its_dac_codes(slug: str) -> None:
    assert set(sectors()[slug].dac_codes) >= DAC[slug]


def test_every_sector_has_dac_codes_goals_and_a_broad_sector() -> None:
    for sector in sectors().values():
        assert sector.dac_codes, sector.slug
        assert all(len(code) == 3 and code.isdigit() for code in sector.dac_codes), sector.slug
        assert sector.sdgs, sector.slug
        assert set(sector.sdgs) <= set(goals()), sector.slug
        assert sector.broad_sector in broad_sectors(), sector.slug


def test_a_dac_code_has_one_sector_but_for_the_three_coarse_ones() -> None:
    owners = Counter(code for sector in sectors().values() for code in sector.dac_codes)
    assert {code for code, count in owners.items() if count > 1} <= {"151", "160", "430"}


def test_there_are_the_11_broad_sectors_of_annex_1_and_the_17_goals() -> None:
    assert len(broad_sectors()) == 11
    assert list(goals()) == list(range(1, 18))


def test_the_14_modalities_are_those_of_the_blueprint_each_defined() -> None:
    assert list(modalities()) == MODALITIES.split()
    assert len(modalities()) == 14
    definitions = {modality.definition for modality in modalities().values()}
    assert len(definitions) == 14
    assert all(len(definition) > 20 for definition in definitions)


@pytest.mark.parametrize("kind", [areas, sectors, broad_sectors, goals, modalities])
@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_everything_has_a_name_of_its_own_in_each_language(kind: object, language: str) -> None:
    assert callable(kind)
    names = [one.names[language] for one in kind().values()]
    assert all(name.strip() == name and name for name in names)
    assert len(set(names)) == len(names)


def test_names_are_translated() -> None:
    health = sectors()["health"].names
    assert [health[language] for language in INTERFACE_LANGUAGES] == ["Health", "Salud", "Saúde", "Santé"]
    for modality in modalities().values():
        assert len(set(modality.names.values())) >= 3, modality.slug


def test_languages_are_of_iso_639_1_and_have_names() -> None:
    assert [code for code in languages() if pycountry.languages.get(alpha_2=code) is None] == []
    for language in INTERFACE_LANGUAGES:
        unnamed = [code for code in languages() if language_name(code, language) == code]
        assert unnamed == []
    assert language_name("qu", "es") == "quechua"


def test_nearness_of_languages_is_listed_both_ways() -> None:
    known = languages()
    assert {"pt", "gl"} <= set(known["es"].near)
    assert not {"fr", "en"} & set(known["es"].near)
    for code, language in known.items():
        assert code not in language.near
        assert [near for near in language.near if code not in known[near].near] == [], code
