"""Countries and territories."""

import pycountry
import pytest

from models.taxonomy import INTERFACE_LANGUAGES, centroids, countries, country_name, languages


def listed(codes: str) -> set[str]:
    """Codes written in one text."""
    return set(codes.split())


UN_MEMBERS = listed(
    """
    AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN BGR
    BFA BDI CPV KHM CMR CAN CAF TCD CHL CHN COL COM COG COD CRI CIV HRV CUB CYP CZE DNK DJI DMA DOM ECU EGY
    SLV GNQ ERI EST SWZ ETH FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI HND HUN ISL IND IDN
    IRN IRQ IRL ISR ITA JAM JPN JOR KAZ KEN KIR PRK KOR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI
    MYS MDV MLI MLT MHL MRT MUS MEX FSM MDA MCO MNG MNE MAR MOZ MMR NAM NRU NPL NLD NZL NIC NER NGA MKD NOR
    OMN PAK PLW PAN PNG PRY PER PHL POL PRT QAT ROU RUS RWA KNA LCA VCT WSM SMR STP SAU SEN SRB SYC SLE SGP
    SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE CHE SYR TJK TZA THA TLS TGO TON TTO TUN TUR TKM TUV UGA UKR
    ARE GBR USA URY UZB VUT VEN VNM YEM ZMB ZWE
    """
)
REGION = listed("ARG BOL BRA CHL COL CRI CUB DOM ECU SLV GTM GUY HTI HND JAM MEX NIC PAN PRY PER SUR TTO URY VEN")


def in_group(group: str) -> set[str]:
    """The countries of a group."""
    return {code for code, country in countries().items() if group in country.groups}


def test_all_193_members_of_the_united_nations_are_there() -> None:
    assert len(UN_MEMBERS) == 193
    assert UN_MEMBERS - set(countries()) == set()


def test_every_code_is_of_iso_3166() -> None:
    assert [code for code in countries() if pycountry.countries.get(alpha_3=code) is None] == []
    assert countries()["BOL"].alpha2 == "BO"


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_country_has_a_name_of_its_own_in_each_language(language: str) -> None:
    names = {code: country_name(code, language) for code in countries()}
    assert [code for code, name in names.items() if name == code or not name] == []
    assert len(set(names.values())) == len(names)


def test_names_are_those_of_the_readers_language() -> None:
    assert [country_name("DEU", one) for one in INTERFACE_LANGUAGES] == [
        "Germany",
        "Alemania",
        "Alemanha",
        "Allemagne",
    ]
    assert country_name("XXX", "es") == "XXX"


def test_least_developed_countries_are_the_44_of_the_united_nations() -> None:
    assert len(in_group("LDC")) == 44
    assert {"HTI", "AGO", "TLS", "BGD", "AFG"} <= in_group("LDC")
    assert not in_group("LDC") & {"BRA", "CUB", "STP", "BTN", "GHA", "KEN"}


def test_landlocked_developing_countries_are_32_and_no_islands() -> None:
    assert len(in_group("LLDC")) == 32
    assert {code for code in REGION if code in in_group("LLDC")} == {"BOL", "PRY"}
    assert in_group("LLDC") & in_group("SIDS") == set()
    assert "CHE" not in in_group("LLDC")


def test_small_island_states_hold_cuba_and_haiti_and_no_continental_giant() -> None:
    assert {"CUB", "HTI", "DOM", "JAM", "GUY", "SUR", "BLZ", "FJI", "MUS", "CPV"} <= in_group("SIDS")
    assert not in_group("SIDS") & {"BRA", "MEX", "IDN", "JPN", "GBR", "LKA", "MDG"}
    assert len(in_group("SIDS") & UN_MEMBERS) in range(37, 40)


def test_only_known_groups_incomes_and_languages_are_used() -> None:
    for code, country in countries().items():
        assert set(country.groups) <= {"LDC", "LLDC", "SIDS"}, code
        assert country.income in {"low", "lower-middle", "upper-middle", "high", ""}, code
        assert set(country.languages) <= set(languages()), code


def test_facts_are_in_their_ranges_and_known_for_the_region() -> None:
    for code, country in countries().items():
        assert country.hdi is None or 0.35 < country.hdi < 1, code
        assert 0 <= country.population < 1_500_000, code
        assert country.region, code
        assert country.subregion, code
        assert country.climate, code
    for code in REGION:
        assert countries()[code].hdi, code
        assert countries()[code].memberships, code
        assert countries()[code].languages, code


@pytest.mark.parametrize(
    ("code", "tongue"),
    [("BRA", "pt"), ("HTI", "fr"), ("BOL", "qu"), ("PRY", "gn"), ("JAM", "en"), ("MOZ", "pt"), ("SUR", "nl")],
)
def test_official_languages_are_those_of_the_law(code: str, tongue: str) -> None:
    assert tongue in countries()[code].languages


def test_memberships_tell_who_may_ask_whom() -> None:
    members = {code: set(country.memberships) for code, country in countries().items()}
    assert {code for code in members if "mercosur" in members[code]} >= {"ARG", "BRA", "PRY", "URY"}
    assert {code for code in members if "caricom" in members[code]} >= {"JAM", "HTI", "GUY"}
    assert not {code for code in members if "g77" in members[code]} & {"USA", "FRA", "JPN", "MEX"}


BOXES = {
    "caribbean": (10, 26, -85, -59),
    "central-america": (7, 25, -104, -77),
    "northern-america": (35, 60, -110, -95),
    "south-america": (-40, 8, -80, -50),
    "eastern-africa": (-21, 17, 27, 59),
    "middle-africa": (-13, 18, 6, 25),
    "northern-africa": (14, 36, -9, 33),
    "southern-africa": (-32, -20, 16, 33),
    "western-africa": (4, 23, -25, 11),
    "central-asia": (37, 50, 57, 77),
    "eastern-asia": (20, 48, 102, 140),
    "south-eastern-asia": (-10, 24, 94, 127),
    "southern-asia": (2, 35, 52, 93),
    "western-asia": (14, 44, 31, 58),
    "eastern-europe": (42, 63, 14, 107),
    "northern-europe": (50, 66, -20, 28),
    "southern-europe": (35, 47, -10, 26),
    "western-europe": (43, 54, 1, 17),
    "australia-and-new-zealand": (-42, -24, 132, 176),
    "melanesia": (-19, -5, 142, 179),
    "micronesia": (0, 9, 133, 174),
    "polynesia": (-22, 0, 165, 190),
}
"""South, north, west and east of each part of the world, roughly; Polynesia lies on both sides of 180 degrees."""


def test_every_country_has_its_middle_within_its_part_of_the_world() -> None:
    known = centroids()
    assert set(known) == set(countries())
    for code, (latitude, longitude) in known.items():
        south, north, west, east = BOXES[countries()[code].subregion]
        assert south <= latitude <= north, code
        assert west <= longitude <= east or west <= longitude + 360 <= east, code
        assert (round(latitude, 1), round(longitude, 1)) == (latitude, longitude), code


def test_no_two_countries_have_the_same_middle() -> None:
    assert len(set(centroids().values())) == len(countries())
