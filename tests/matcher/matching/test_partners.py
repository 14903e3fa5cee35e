"""Third partners: who is suggested for an exchange of two countries, and on what evidence."""

from collections.abc import Iterable
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.matching.partner_words import partner_data
from matcher.matching.partners import MOST, third_partners
from matcher.matching.ties import Cooperation
from models.database import reading, writing
from models.exchange import ExchangeParticipant
from models.support import Support
from tests.builders import exchange, mechanism, organization
from tests.matched import put

WATER = ("water-sanitation",)
HAITI_BRAZIL = Cooperation("HTI", "BRA", WATER, ("training",), ("dinepa-hti", "sabesp-bra"))


@pytest.fixture
def world(engine: Engine) -> Engine:
    """Some organizations, and nothing that speaks for them yet."""
    with writing(engine) as session:
        put(session, organization("paho", None, name="Pan American Health Organization", acronym="PAHO"))
        put(session, *(organization(key, None) for key in ("unep", "mercosur", "segib", "undp-lac")))
        put(session, organization("dinepa-hti", "HTI"), organization("sabesp-bra"), organization("jica-jpn", "JPN"))
    return engine


def happened(
    session: Session, key: str, learned: Iterable[str], taught: Iterable[str], *support: str, **facts: Any
) -> None:
    """An exchange about water between countries, with the organizations that facilitated it."""
    put(session, exchange(key, **{"title": f"Title of {key}", "sectors": list(WATER), **facts}))
    sides = [("requester", country, None) for country in learned] + [("provider", country, None) for country in taught]
    sides += [("facilitator", None, one) for one in support]
    for position, (role, country, supporter) in enumerate(sides):
        where = {"exchange": key, "position": position}
        put(session, ExchangeParticipant(**where, role=role, country=country, organization=supporter))


def suggested(engine: Engine, cooperation: Cooperation = HAITI_BRAZIL, language: str = "en") -> list[dict[str, Any]]:
    """The third partners as people get them."""
    with reading(engine) as session:
        return [partner_data(one, language) for one in third_partners(session, cooperation)]


def test_where_nothing_is_known_nobody_is_suggested(world: Engine) -> None:
    assert suggested(world) == []


def test_a_mechanism_says_whom_it_serves_and_what_it_can_pay_for(world: Engine) -> None:
    terms = {"ceiling_amount": 20000, "ceiling_currency": "USD", "call": "rolling", "minimum_countries": 3}
    with writing(world) as session:
        put(session, mechanism(name="Water Fund", modalities=["training", "equipment"], **terms))

    (found,) = suggested(world)

    assert (found["kind"], found["id"], found["name"]) == ("mechanism", "paho", "PAHO: Water Fund")
    assert found["why"] == (
        "It serves Haiti and Brazil; its sectors include Water supply and sanitation; "
        "it can pay for Training, up to 20,000 USD; it asks for at least 3 countries; "
        "it takes applications at any time."
    )
    assert found["evidence"]["identifiers"] == ["mec-1"]
    assert found["evidence"]["mechanism"]["known_by"] == "members"
    assert found["evidence"]["mechanism"]["modalities"] == ["training"]


@pytest.mark.parametrize(
    ("fields", "fits"),
    [
        ({}, True),
        ({"sectors": ["multisector"]}, True),
        ({"sectors": ["health"]}, False),
        ({"modalities": ["training"]}, True),
        ({"modalities": ["equipment"]}, False),
        ({"countries": ["HTI", "BRA", "MEX"]}, True),
        ({"countries": ["HTI", "MEX"]}, False),
        ({"organization": "mercosur"}, False),
        ({"organization": "undp-lac"}, True),
        ({"organization": "unep"}, False),
        ({"organization": "dinepa-hti", "countries": ["HTI", "BRA"]}, False),
    ],
)
def test_a_mechanism_must_serve_both_countries_the_sector_and_a_modality(
    fields: dict[str, Any], fits: bool, world: Engine
) -> None:
    with writing(world) as session:
        put(session, mechanism(**fields))

    assert bool(suggested(world)) == fits


@pytest.mark.parametrize(
    ("rows", "fits"),
    [
        ([("Haiti", "HTI"), ("Brazil", "BRA")], True),
        ([("LAC (regional)", None)], True),
        ([("Caribbean", None), ("South America", None)], True),
        ([("Caribbean", None)], False),
        ([("Haiti", "HTI")], False),
    ],
)
def test_the_support_matrix_tells_whom_an_organization_serves(
    rows: list[tuple[str, str | None]], fits: bool, world: Engine
) -> None:
    with writing(world) as session:
        put(session, mechanism(organization="unep"))
        for position, (place, country) in enumerate(rows):
            where = {"position": position, "place": place, "country": country, "broad_sector": "health"}
            put(session, Support(**where, organization="unep", printed_organization="UNEP", role="unspecified"))

    found = suggested(world)

    assert bool(found) == fits
    assert [one["evidence"]["mechanism"]["known_by"] for one in found] == ["support-matrix"] * fits


def test_who_worked_with_both_sides_comes_before_who_worked_with_one_lately(world: Engine) -> None:
    with writing(world) as session:
        happened(session, "exc-both", ["HTI", "PER"], ["BRA"], "segib", start_year=2004)
        happened(session, "exc-late", ["HTI"], ["MEX"], "unep", start_year=2020, end_year=2021)
        happened(session, "exc-old", ["HTI"], ["CUB"], "paho", start_year=2010)

    organizations = [one for one in suggested(world) if one["kind"] == "organization"]

    assert [one["id"] for one in organizations] == ["segib", "unep", "paho"]
    assert organizations[0]["why"] == "It facilitated or funded “Title of exc-both” (2004) with Haiti and Brazil."
    assert organizations[1]["why"] == "It facilitated or funded “Title of exc-late” (2021) with Haiti."
    assert organizations[1]["evidence"]["identifiers"] == ["exc-late"]


def test_support_in_another_sector_does_not_count(world: Engine) -> None:
    with writing(world) as session:
        happened(session, "exc-1", ["HTI"], ["BRA"], "segib", sectors=["tourism"])

    assert suggested(world) == []


def test_a_country_with_ties_to_both_sides_is_suggested(world: Engine) -> None:
    with writing(world) as session:
        happened(session, "exc-1", ["HTI"], ["CHL"], start_year=2009)
        happened(session, "exc-2", ["CHL"], ["BRA"])
        happened(session, "exc-3", ["HTI"], ["CUB"])
        happened(session, "exc-4", ["HTI", "PER"], ["ARG"])
        happened(session, "exc-5", ["PER"], ["BRA"])

    (found,) = suggested(world)

    assert (found["kind"], found["id"], found["name"]) == ("country", "CHL", "Chile")
    assert found["why"] == (
        "It exchanged with Haiti in “Title of exc-1” (2009); it exchanged with Brazil in “Title of exc-2”."
    )
    assert [one["exchange"] for one in found["evidence"]["with_provider"]] == ["exc-2"]


def test_a_country_with_ties_in_the_sector_comes_first(world: Engine) -> None:
    with writing(world) as session:
        for number, (country, sector) in enumerate([("ARG", "tourism"), ("CHL", WATER[0])]):
            happened(session, f"exc-{number}-1", ["HTI"], [country], sectors=[sector])
            happened(session, f"exc-{number}-2", ["BRA"], [country], sectors=[sector])

    assert [one["id"] for one in suggested(world)] == ["CHL", "ARG"]


def test_one_of_each_kind_is_suggested_and_nobody_twice(world: Engine) -> None:
    with writing(world) as session:
        put(session, mechanism("mec-1"), mechanism("mec-2"), mechanism("mec-3", "undp-lac"))
        happened(session, "exc-1", ["HTI"], ["BRA", "CHL"], "paho", "segib")
        happened(session, "exc-2", ["BRA"], ["CHL"], "unep")

    found = suggested(world)

    assert len(found) == MOST
    assert [(one["kind"], one["id"]) for one in found] == [
        ("mechanism", "paho"),
        ("organization", "segib"),
        ("country", "CHL"),
    ]
    assert found[0]["evidence"]["identifiers"] == ["mec-1", "exc-1"]


def test_the_organizations_of_the_two_sides_are_no_third(world: Engine) -> None:
    with writing(world) as session:
        happened(session, "exc-1", ["HTI"], ["BRA"], "dinepa-hti", "sabesp-bra", "jica-jpn")

    assert [one["id"] for one in suggested(world)] == ["jica-jpn"]


def test_a_country_needs_no_third_partner_with_itself(world: Engine) -> None:
    with writing(world) as session:
        put(session, mechanism())

    assert suggested(world, Cooperation("HTI", "HTI", WATER)) == []


@pytest.mark.parametrize(("language", "name"), [("es", "Haití y Brasil"), ("pt", "Haiti e Brasil"), ("fr", "Haïti et")])
def test_a_reason_is_told_in_the_reader_s_language(language: str, name: str, world: Engine) -> None:
    with writing(world) as session:
        put(session, mechanism(modalities=["training"]))

    assert name in suggested(world, language=language)[0]["why"]
